"""RSS, Atom, RDF and JSON feeds, as they are: the words of each item, its date as it is written."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser
import msgspec
from lxml import etree

from reportedly.gathering.web.items import Named
from reportedly.model.errors import NoListing

MOST_BROKEN = 200_000
"""Characters of a feed that no XML parser understands: feedparser takes 18 s for a megabyte of some."""
LONGEST_TAG = 50_000
"""Bytes of a tag: parsers compare each attribute with those before it."""
_MOST_READ = 20_000  # items that are looked at
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_ENTITY = re.compile(r"<!\s*(?:ENTITY|DOCTYPE[^<>\[]{0,2000}\[)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{LONGEST_TAG}}}")
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_MEDIA = "search.yahoo.com/mrss"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PUBLISHED = ("pubDate", "published", "issued", "date", "dateTimeWritten")
_UPDATED = ("updated", "modified")
_ROOTS = {"rss": "rss", "RDF": "rss", "feed": "atom"}


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's own words of itself, and its items'."""

    items: tuple[Named, ...]
    title: str | None = None
    language: str | None = None


def root_of(text: str, name: str) -> Any:
    """The root of an XML text that may be slightly broken; None where it's none. Raises `NoListing` for a trap."""
    if _ENTITY.search(text):
        raise NoListing(f"{name}: declares entities of its own, which no feed needs; not read")
    if _LONG_TAG.search(text):
        raise NoListing(f"{name}: has a tag of more than {LONGEST_TAG:,} characters; not read")
    text = _NAMED.sub(lambda found: _character(found[1]), _NOT_XML.sub(" ", _DECLARED.sub("", text)))
    text = _BARE.sub("&amp;", text).lstrip()
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def kind_of(root: Any) -> str | None:
    """ "rss" or "atom", None where the root is no feed's."""
    return _ROOTS.get(_local(root)) if root is not None else None


def xml_feed(root: Any) -> Words:
    """The items of an RSS, Atom or RDF feed."""
    channel = next((child for child in root if _local(child) == "channel"), root)
    head = _parts(channel)
    items = [element for element in root.iter() if _local(element) in ("item", "entry")][:_MOST_READ]
    language = _first(head, ("language",)) or channel.get(_XML_LANG) or root.get(_XML_LANG)
    return Words(items=tuple(map(_named, items)), title=_first(head, ("title",)), language=language)


def json_feed(text: str, name: str) -> Words:
    """The items of a JSON Feed. Raises `NoListing` where it's another JSON."""
    try:
        feed = msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise NoListing(f"{name}: no JSON that can be read ({error}); tell the outlet, or give another feed") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not (isinstance(feed.get("version"), str) or feed.get("title")):
        raise NoListing(f"{name}: JSON, but no JSON Feed (https://www.jsonfeed.org); give the address of its feed")
    named = []
    for item in items[:_MOST_READ]:
        if isinstance(item, dict):
            said = {key: str(value) for key, value in item.items() if isinstance(value, str | int | float)}
            links = tuple(filter(None, (said.get("url"), said.get("external_url"), _whole(said.get("id")))))
            named.append(
                Named(
                    links=links,
                    title=said.get("title"),
                    published=said.get("date_published"),
                    updated=said.get("date_modified"),
                    id=said.get("id"),
                    language=said.get("language"),
                )
            )
    title, language = (feed.get(key) if isinstance(feed.get(key), str) else None for key in ("title", "language"))
    return Words(items=tuple(named), title=title, language=language)


def broken_feed(text: str) -> Words:
    """What feedparser makes of a feed that isn't XML; no items where it makes nothing of it."""
    # Bytes that name a file or an address would be opened: it is given a stream.
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    items = tuple(
        Named(
            links=tuple(filter(None, (_whole(entry.get("link")), _whole(entry.get("id"))))),
            title=entry.get("title"),
            published=entry.get("published"),
            updated=entry.get("updated") if "updated" in entry.keys() else None,  # noqa: SIM118 (it guesses otherwise)
            id=entry.get("id"),
            language=entry.get("language"),
        )
        for entry in parsed.entries[:_MOST_READ]
    )
    return Words(items=items, title=parsed.feed.get("title"), language=parsed.feed.get("language"))


def _named(item: Any) -> Named:
    parts = _parts(item)
    return Named(
        links=tuple(_links(parts)),
        title=_first(parts, ("title",)),
        published=_first(parts, _PUBLISHED),
        updated=_first(parts, _UPDATED),
        id=_first(parts, ("guid", "id")),
        language=_first(parts, ("language",)) or item.get(_XML_LANG),
    )


_Parts = dict[str, list[Any]]


def _parts(parent: Any) -> _Parts:
    """What stands in an item, by name without its namespace. Titles and dates of media aren't the item's."""
    parts: _Parts = {}
    for child in parent:
        if isinstance(child.tag, str):
            space, _, name = child.tag.rpartition("}")
            if _MEDIA not in space:
                parts.setdefault(name, []).append(child)
    return parts


def _links(parts: _Parts) -> Iterator[str]:
    """Where the item is, the surest first: its own link, the alternate, a guid that is said or looks to be one."""
    links = parts.get("link", ())
    yield from filter(None, (_first(parts, ("origLink",)), *(_text(one) for one in links if one.tag != _ATOM_LINK)))
    for one in links:
        if one.get("href") and one.get("rel", "alternate") == "alternate":
            yield one.get("href")
    for one in (*parts.get("guid", ()), *parts.get("id", ())):
        if one.get("isPermaLink", "true").strip().lower() != "false" and (link := _whole(_text(one))):
            yield link


def _first(parts: _Parts, names: tuple[str, ...]) -> str | None:
    """The first words under any of these names, in the order of the names."""
    return next((words for name in names for part in parts.get(name, ()) if (words := _text(part))), None)


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _whole(link: str | None) -> str | None:
    """A link that can only be an address."""
    return link if link and link.lower().startswith(("http://", "https://")) else None


def _character(name: str) -> str:
    found = html.unescape(f"&{name};")
    return found if found != f"&{name};" else f"&amp;{name};"
