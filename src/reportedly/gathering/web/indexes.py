"""The sitemaps behind an index: which of them may have changed since they were read, and are worth asking for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import msgspec

from reportedly.gathering.web.exchange import Answer, Asked, Refused
from reportedly.gathering.web.items import Listing
from reportedly.gathering.web.stated import Stated

MOST_SITEMAPS = 50
"""Sitemaps of one listing that are read, the newest."""
SETTLED = datetime.timedelta(hours=1)
"""How long after its change a sitemap is read still: until then caches may give the one before."""
LONGEST = datetime.timedelta(hours=3)
"""How long an index is believed that a sitemap hasn't changed: some never say otherwise, and news can't wait long."""


class Sitemap(msgspec.Struct, frozen=True, kw_only=True):
    """A sitemap behind a listing as it was read last, at `asked`; `changed` is when it had, as `named_by` said."""

    address: str
    named_by: str
    changed: datetime.datetime | None = None
    etag: str | None = None
    modified: str | None = None
    asked: datetime.datetime


class Behind:
    """What lies behind one listing; `known` is what is known of it from the last time."""

    def __init__(self, known: Iterable[Sitemap]) -> None:
        self._known = {one.address: one for one in known}
        self._named: dict[str, tuple[str, datetime.datetime | None]] = {}

    def leads_on(self, answer: Answer | Refused, listing: Listing | None) -> Iterator[Asked | Sitemap]:
        """What an index leads to: what is to be asked, and as it was known what need not be."""
        if isinstance(answer, Refused):
            return
        now = datetime.datetime.fromisoformat(answer.retrieved)
        for url, changed in self._leads(answer, listing):
            if url in self._named or len(self._named) >= MOST_SITEMAPS:
                continue
            self._named[url] = answer.url, changed
            before = self._known.get(url)
            if before is not None and rests(before, changed, now):
                yield from (before, *self._under(url))
            else:
                yield Asked(url, before.etag, before.modified) if before else Asked(url)

    def read(self, answer: Answer | Refused, *, good: bool) -> tuple[Sitemap, ...]:
        """What is known now of the sitemap that was asked; nothing of the listing itself."""
        if answer.url not in self._named:
            return ()
        before = self._known.get(answer.url)
        if isinstance(answer, Refused) or not good:
            return (before,) if before else ()
        by, changed = self._named[answer.url]
        etag, modified = answer.etag, answer.modified
        if answer.unchanged and before is not None:
            etag, modified = etag or before.etag, modified or before.modified
        asked = datetime.datetime.fromisoformat(answer.retrieved)
        now = Sitemap(address=answer.url, named_by=by, changed=changed, etag=etag, modified=modified, asked=asked)
        return (now,)

    def _leads(self, answer: Answer, listing: Listing | None) -> Iterator[tuple[str, datetime.datetime | None]]:
        if answer.unchanged:
            yield from ((one.address, one.changed) for one in self._known.values() if one.named_by == answer.url)
        yield from ((item.url, last(item.updated)) for item in (listing.further if listing else ()))

    def _under(self, index: str) -> Iterator[Sitemap]:
        """What is known behind an index that isn't asked itself."""
        for one in self._known.values():
            if one.named_by == index and one.address not in self._named:
                self._named[one.address] = index, one.changed
                yield from (one, *self._under(one.address))


def rests(known: Sitemap, changed: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether a sitemap of which its index says this is as it was when it was read."""
    if changed is None or changed != known.changed:
        return False
    return known.asked - changed >= SETTLED and now - known.asked < LONGEST


def last(stated: Stated | None) -> datetime.datetime | None:
    """The last moment that may be meant: of a day without an hour, its end where it ends last."""
    if stated is None:
        return None
    if stated.instant is not None:
        return stated.instant.astimezone(datetime.UTC).replace(microsecond=0)
    begins = datetime.datetime.combine(stated.day, datetime.time(), datetime.UTC)
    return begins + datetime.timedelta(days=1, hours=12)
