"""Feeds, sitemaps and lists of addresses to the pages that they name, whichever it turns out to be."""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec
from resiliparse.parse.encoding import detect_encoding

from reportedly.gathering.decoding import decode
from reportedly.gathering.web.addresses import destination
from reportedly.gathering.web.exchange import Answer, Asked, NotFetched, Refused, shown
from reportedly.gathering.web.feeds import MOST_BROKEN, broken_feed, json_feed, kind_of, root_of, xml_feed
from reportedly.gathering.web.fetching import Fetcher
from reportedly.gathering.web.indexes import MOST_SITEMAPS, Behind, Sitemap
from reportedly.gathering.web.items import MOST_ITEMS, Listing, Named, Reading, absolute
from reportedly.gathering.web.politeness import Politeness
from reportedly.gathering.web.sitemaps import sitemap, sitemap_root
from reportedly.gathering.web.stated import Today
from reportedly.model.errors import InputError, NoListing, TooLarge

MOST_INFLATED = 50_000_000
"""Bytes of a sitemap that comes as a .gz, unpacked: the protocol's own bound."""
MOST_DEPTH = 3
"""Indexes of indexes; real ones have two."""
_FIRST_TAG = re.compile(r"<(!doctype\s+[a-z]+|[a-z][\w:.-]{0,40})", re.IGNORECASE)
_HTML = re.compile(r"!doctype\s+html|html|head|body", re.IGNORECASE)
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST_LINES = 50_000


def listing_of(answer: Answer, zone: ZoneInfo | None = None, most: int = MOST_ITEMS) -> Listing:
    """The pages that an answer names. Raises `NoListing`, which names the address and the remedy."""
    now = datetime.datetime.fromisoformat(answer.retrieved)
    return read_listing(answer.content, answer.address, Today(now, zone), most, answer.charset)


def read_listing(
    content: bytes, address: str, today: Today, most: int = MOST_ITEMS, charset: str | None = None
) -> Listing:
    """The pages that a feed, a sitemap or a list of addresses names. `address` is where it stands, for relative links.

    `charset` is the encoding that the server says it has. Raises `NoListing` (or another `InputError`) where it is none
    of these.
    """
    name = shown(address)
    content = _unpacked(content, name)
    root = sitemap_root(content)
    if root is not None:
        return _sitemap(content, root == "sitemapindex", Reading(kind="sitemap", address=address, today=today), most)
    text = _text(name, content, charset)
    head = text.lstrip()[:2_000]
    if head.startswith(("{", "[")):
        words = json_feed(text, name)
        reading = Reading(kind="json", address=address, today=today, language=words.language, title=words.title)
        return reading.listing(words.items, most)
    first = _FIRST_TAG.search(head)
    if first is not None and _HTML.fullmatch(first[1]):
        raise _html(text, address)
    if head.startswith("<"):
        return _feed(text, Reading(kind="feed", address=address, today=today), most)
    return Reading(kind="list", address=address, today=today).listing(_lines(text, name), most)


def announced(page: str, address: str) -> tuple[str, ...]:
    """The feeds that an HTML page announces, whole addresses, in their order."""
    found: dict[str, None] = {}
    for tag in _LINK.findall(page[:1_000_000])[:500]:
        attributes = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag)}
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in attributes.get("rel", "").lower().split() and kind in _FEED_TYPES:
            feed = absolute(address, attributes.get("href", ""))
            if feed:
                found[feed] = None
    return tuple(found)


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one listing: `asked` is the address that the user gave, `answer` what the web said, here of itself
    or of a sitemap that it names; `listing` its pages, or `error` why there are none. `sitemaps` are those behind it of
    which something is known by that: itself, and those that it names and that needn't be asked now.
    """

    asked: str
    answer: Answer | Refused
    listing: Listing | None = None
    error: InputError | None = None
    sitemaps: tuple[Sitemap, ...] = ()


def listed(
    fetcher: Fetcher,
    asked: Iterable[Asked],
    zones: Mapping[str, ZoneInfo] | None = None,
    known: Mapping[str, Sequence[Sitemap]] | None = None,
) -> Iterator[Listed]:
    """What each of these feeds, sitemaps and lists names, and the sitemaps behind an index: each once, three deep.

    By the address asked, `zones` are the time zones of the sources, and `known` is what is known of the sitemaps behind
    it from the last time. An unchanged listing has neither pages nor error.
    """
    zones, known = zones or {}, known or {}
    waiting = {one.url: one for one in asked}
    roots = {url: url for url in waiting}
    behind = {url: Behind(known.get(url, ())) for url in waiting}
    for depth in range(MOST_DEPTH + 1):
        further: dict[str, Asked] = {}
        for answer in fetcher.fetched(list(waiting.values())):
            asked_for = roots[answer.url]
            one = _without_inner(_listed(asked_for, answer, zones.get(asked_for)), fetcher.politeness)
            known_now = list(behind[asked_for].read(answer, good=one.error is None))
            for each in behind[asked_for].leads_on(answer, one.listing) if depth < MOST_DEPTH else ():
                if isinstance(each, Sitemap):
                    known_now.append(each)
                elif each.url not in roots:
                    roots[each.url] = asked_for
                    further[each.url] = each
            yield msgspec.structs.replace(one, sitemaps=tuple(known_now))
        waiting = further
        if not waiting:
            return


def _listed(asked: str, answer: Answer | Refused, zone: ZoneInfo | None) -> Listed:
    if isinstance(answer, Refused) or answer.unchanged:
        return Listed(asked=asked, answer=answer)
    if not answer.ok:
        error = NoListing(f"{shown(answer.url)}: answers {answer.status}; check the address of the feed")
        return Listed(asked=asked, answer=answer, error=error)
    try:
        return Listed(asked=asked, answer=answer, listing=listing_of(answer, zone))
    except InputError as error:
        return Listed(asked=asked, answer=answer, error=error)


def _without_inner(one: Listed, politeness: Politeness) -> Listed:
    """Without the pages on hosts that only the user may lead to, unless the listing is on such a host itself."""
    if one.listing is None or _inner(one.answer.url, politeness):
        return one
    items = tuple(item for item in one.listing.items if not _inner(item.url, politeness))
    further = tuple(item for item in one.listing.further if not _inner(item.url, politeness))
    left_out = len(one.listing.items) + len(one.listing.further) - len(items) - len(further)
    if not left_out:
        return one
    remarks = (*one.listing.remarks, f"{left_out:,} addresses on hosts that only you may lead to; left out")
    return msgspec.structs.replace(
        one, listing=msgspec.structs.replace(one.listing, items=items, further=further, remarks=remarks)
    )


def _inner(url: str, politeness: Politeness) -> bool:
    try:
        there = destination(url, politeness)
    except NotFetched:
        return False
    return politeness.allows(there.raw_host or "", there.port)


def _feed(text: str, reading: Reading, most: int) -> Listing:
    name = shown(reading.address)
    root = root_of(text, name)
    kind = kind_of(root)
    words = xml_feed(root) if kind else None
    if (words is None or not words.items) and len(text) <= MOST_BROKEN:
        broken = broken_feed(text)
        words = broken if broken.items or broken.title else words
    if words is None:
        raise NoListing(f"{name}: neither a feed nor a sitemap; give the address of its RSS or Atom feed")
    reading.kind = "atom" if kind == "atom" else "rss" if kind == "rss" else "feed"
    reading.language, reading.title = words.language, words.title
    return reading.listing(words.items, most)


def _sitemap(content: bytes, index: bool, reading: Reading, most: int) -> Listing:
    named, wrong = sitemap(content, shown(reading.address))
    if wrong:
        reading.remarks[wrong] += 1
    if not index:
        return reading.listing(named, most)
    reading.kind = "index"
    found = reading.listing(named, MOST_SITEMAPS)
    return msgspec.structs.replace(found, items=(), further=found.items)


def _lines(text: str, name: str) -> list[Named]:
    """The addresses of a plain list, one a line; what stands behind a "#" at the beginning or after a space is said."""
    lines = [re.split(r"(?:^|\s)#", line)[0].strip() for line in text.splitlines()[:_MOST_LINES]]
    links = [line for line in lines if line]
    good = {line for line in links if re.match(r"https?://\S+$", line, re.IGNORECASE)}
    if len(good) * 2 < len(links) or (not good and text.strip()):
        raise NoListing(
            f"{name}: neither a feed, a sitemap nor a list of addresses; one address a line, # before remarks"
        )
    return [Named(links=(line,) if line in good else ()) for line in links]


def _html(page: str, address: str) -> NoListing:
    feeds = announced(page, address)
    name = shown(address)
    if feeds:
        return NoListing(f"{name}: an HTML page, no feed; it announces {', '.join(map(shown, feeds[:3]))}: give that")
    return NoListing(f"{name}: an HTML page, no feed, and announces none; look for RSS on it, or give its news sitemap")


def _text(name: str, content: bytes, charset: str | None) -> str:
    """The listing as text. A short feed in another encoding than it says has few letters by which that is seen."""
    text = decode(name, content, charset)
    lost = text.count("\ufffd")
    if lost and 2 * lost > sum(1 for character in text if character > "\x7f"):
        others = (content.decode(code, "replace") for code in (detect_encoding(content) or "cp1252", "cp1252"))
        return min((text, *others), key=lambda one: one.count("\ufffd"))
    return text


def _unpacked(content: bytes, name: str) -> bytes:
    """A file that comes compressed without saying so (sitemap.xml.gz)."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        inflated = unpacking.decompress(content, MOST_INFLATED)
    except zlib.error as error:
        raise NoListing(f"{name}: damaged gzip data ({error}); try again, or tell the outlet") from error
    if unpacking.unconsumed_tail:
        raise TooLarge(f"{name}: unpacks to more than {MOST_INFLATED // 1_000_000} MB; it is no sitemap")
    return inflated
