"""What a feed, a sitemap or a list of addresses names: pages, each once, the newest first where there are too many."""

from __future__ import annotations

import datetime
import html
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urljoin

import msgspec

from reportedly.gathering.decoding import one_line
from reportedly.gathering.web.stated import Stated, Today, stated

MOST_ITEMS = 2_000
"""Pages of one listing that are taken, the newest: a busy outlet has some hundred a day."""
MOST_REMARKS = 20
_LONGEST_ID, _LONGEST_TITLE = 1_000, 500
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
Kind = Literal["rss", "atom", "json", "feed", "sitemap", "index", "list"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A page that a listing names. `published` and `updated` are as stated there; `language` may be the listing's."""

    url: str
    title: str | None = None
    published: Stated | None = None
    updated: Stated | None = None
    id: str | None = None
    language: str | None = None


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a listing names. `further` are the sitemaps of an index, `updated` when they changed last.

    `remarks` say what was amiss and left out.
    """

    kind: Kind
    items: tuple[Item, ...] = ()
    further: tuple[Item, ...] = ()
    title: str | None = None
    language: str | None = None
    remarks: tuple[str, ...] = ()


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A page as a listing writes it, unread."""

    links: tuple[str, ...] = ()
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    id: str | None = None
    language: str | None = None


class Reading(msgspec.Struct, kw_only=True):
    """A listing while it is read."""

    kind: Kind
    address: str
    today: Today
    language: str | None = None
    title: str | None = None
    remarks: Counter[str] = msgspec.field(default_factory=Counter)

    def listing(self, named: Iterable[Named], most: int = MOST_ITEMS) -> Listing:
        """The listing of these pages: read, each once, at most so many."""
        items = self._once(item for one in named if (item := self._item(one)) is not None)
        if len(items) > most:
            self.remarks[f"{len(items):,} items; the newest {most:,} are taken"] = 1
            # What has no date keeps its place behind the dated ones: feeds have the newest first.
            items = sorted(items, key=_newest_first)[:most]
        said = [f"{text} ({count:,} times)" if count > 1 else text for text, count in self.remarks.items()]
        more = len(said) - MOST_REMARKS
        remarks = (*said[:MOST_REMARKS], f"and {more:,} other remarks") if more > 0 else tuple(said)
        return Listing(
            kind=self.kind, items=tuple(items), title=plain(self.title), language=code(self.language), remarks=remarks
        )

    def _item(self, one: Named) -> Item | None:
        joined = (absolute(self.address, link) for link in one.links)
        url = next((link for link in joined if link), None)
        if url is None:
            self.remarks["an item without an address of http or https; left out"] += 1
            return None
        language = code(one.language) or code(self.language)
        return Item(
            url=url,
            title=plain(one.title),
            published=self._day("published", one.published, language),
            updated=self._day("updated", one.updated, language),
            id=" ".join(one.id.split())[:_LONGEST_ID] or None if one.id else None,
            language=language,
        )

    def _day(self, what: str, words: str | None, language: str | None) -> Stated | None:
        day, wrong = stated(words, self.today, (language or "")[:2] or None)
        if wrong:
            self.remarks[f"{what}: {wrong}; no date is taken"] += 1
        return day

    def _once(self, items: Iterable[Item]) -> list[Item]:
        """Each page once: by its address, and by its id where the headline is the same too.

        Feeds that give every item one id are common, and a page that isn't fetched is worse than one fetched twice.
        """
        kept: dict[str, Item] = {}
        by_id: dict[tuple[str, str | None], str] = {}
        ids: set[str] = set()
        for item in items:
            named = by_id.get((item.id, item.title)) if item.id and item.title else None
            url = named or item.url
            if url in kept:
                self.remarks["an item that is named twice; taken once"] += 1
                kept[url] = _newer(kept[url], item)
                continue
            if item.id in ids:
                self.remarks["items with one id and different addresses; all taken"] += 1
            if item.id:
                ids.add(item.id)
                by_id[item.id, item.title] = item.url
            kept[item.url] = item
        return list(kept.values())


def absolute(base: str, link: str) -> str | None:
    """The whole address of a link in a listing, without what stands behind a "#"; None where it's no page's."""
    try:
        link = html.unescape(link.strip())
        url = link if _WEB.match(link) else urljoin(base, link)
    except ValueError:
        return None
    url = url.partition("#")[0] if "#!" not in url else url
    return url if _WEB.match(url) and url.isprintable() and len(url) <= 4_000 else None


def plain(text: str | None) -> str | None:
    """A headline on one line without its tags."""
    if not text:
        return None
    once = html.unescape(text[: 4 * _LONGEST_TITLE])
    line = one_line(html.unescape(_TAG.sub(" ", once)))
    return line[:_LONGEST_TITLE] if line else None


def code(language: str | None) -> str | None:
    """A language's code in small letters ("fr", "pt-br"); None where there's no such thing."""
    text = (language or "").strip()
    return text.replace("_", "-").lower() if _LANGUAGE.fullmatch(text) else None


def _newer(one: Item, other: Item) -> Item:
    """Of two items for one page the later; it keeps the address of the first."""
    later = other if _when(other) > _when(one) else one
    return msgspec.structs.replace(later, url=one.url)


def _when(item: Item) -> tuple[datetime.date, float]:
    told = item.updated or item.published
    if told is None:
        return (datetime.date.min, 0.0)
    return (told.day, told.instant.timestamp() if told.instant else 0.0)


def _newest_first(item: Item) -> tuple[int, float]:
    day, second = _when(item)
    return (-day.toordinal(), -second)
