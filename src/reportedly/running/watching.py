"""Following sources: their listings are read, new pages fetched, recent ones read again, all of it linked.

A pass does what is due and ends; between two passes nothing is remembered but what the store holds, so that a run that
was killed, or one by cron, goes on where it was.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from reportedly.gathering.web import (
    Asked,
    Item,
    Listed,
    Refused,
    Seen,
    Sitemap,
    Source,
    canonical,
    listed,
    read_sources,
    silence,
)
from reportedly.model.errors import SourcesError
from reportedly.running import due
from reportedly.running.fetching import Fetching, Wanted
from reportedly.storing import ListingState, Named, SitemapState, SourceState, Store, WantedPage
from reportedly.storing import Seen as SeenAs

_FIGURES = re.compile(r"[\d,.]+(?: hours| days)?")


class Followed:
    """The sources as the user's file, or folder, has them now; where it can't be read, as it had them before."""

    def __init__(self, path: Path) -> None:
        """Raises `SourcesError`."""
        self.path = path
        self.sources = read_sources(path)

    def read_again(self) -> str | None:
        """Takes what is changed in the file; says what is wrong with it, which may be in the midst of an edit."""
        try:
            self.sources = read_sources(self.path)
        except SourcesError as error:
            return f"{error}. Until then the sources are followed as they were"
        return None


@dataclass
class Watching:
    """Follows these sources with a run of fetching; `once` is a pass."""

    sources: Sequence[Source]
    fetching: Fetching

    def once(self) -> Iterator[str | None]:
        """Reads the listings that are due, fetches what is new and what is due; gives of each what went wrong, or None.

        Raises `StoreError` where the store or the folder beside it can't be written.
        """
        following = self.fetching.store.following
        now = self.fetching.now()
        following.follow(((one.name, one.expected_a_day, one.addresses) for one in self.sources), now)
        yield from self._listings(following.listings(now))
        now = self.fetching.now()
        wanted = [_wanted(one) for one in following.wanted(now)]
        again = [Wanted(url=page.asks) for page in following.due(now)]
        yield from self.fetching.fetch([*wanted, *again])
        yield from self._quiet()

    def _listings(self, states: Sequence[ListingState]) -> Iterator[str | None]:
        by_address: dict[str, list[ListingState]] = {}
        for state in states:
            by_address.setdefault(state.address, []).append(state)
        sources = {source.name: source for source in self.sources}
        zones = {
            address: zone
            for address, shared in by_address.items()
            if (zone := sources[shared[0].source].zone) is not None
        }
        known = {address: self._behind(shared) for address, shared in by_address.items()}
        asked = [
            Asked(address) if known[address] is None else Asked(address, *_marks(shared))
            for address, shared in by_address.items()
        ]
        # What an index leads to comes behind it: its own marks are kept only with all of it
        heard: dict[str, list[Listed]] = {}
        behind = {address: sitemaps for address, sitemaps in known.items() if sitemaps}
        for one in listed(self.fetching.fetcher, asked, zones, behind):
            heard.setdefault(one.asked, []).append(_without_bytes(one))
            for remark in one.listing.remarks if one.listing else ():
                yield f"{one.answer.url}: {remark}"
        for address, came in heard.items():
            wrong = next((text for one in came if (text := _wrong(one)) is not None), None)
            for state in by_address[address]:
                self._heard(state, sources[state.source], came, wrong)
            yield wrong

    def _behind(self, shared: Sequence[ListingState]) -> list[Sitemap] | None:
        """The sitemaps behind a listing; None where those that share it don't agree, and all is to be read."""
        first, *others = (self.fetching.store.following.sitemaps(state) for state in shared)
        return [_known(one) for one in first] if all(other == first for other in others) else None

    def _heard(self, state: ListingState, source: Source, came: Sequence[Listed], wrong: str | None) -> None:
        now = self.fetching.now()
        named = Named(whole=wrong is None)
        for one in came:
            named.sitemaps += [_kept(sitemap) for sitemap in one.sitemaps]
            for item in one.listing.items if one.listing else ():
                self._name(named, item, source, now)
        if wrong is not None:
            failures = state.failures + 1
            again = due.after_failure(failures, now) or now + datetime.timedelta(days=7)
            state = msgspec.structs.replace(state, failures=failures, why=wrong, due=again, etag=None, modified=None)
        else:
            state = msgspec.structs.replace(state, failures=0, why=None, due=None)
            answer = came[0].answer
            if not isinstance(answer, Refused) and not answer.unchanged:
                state = msgspec.structs.replace(state, etag=answer.etag, modified=answer.modified)
        self.fetching.store.following.heard(msgspec.structs.replace(state, asked=now), named, now)

    def _name(self, named: Named, item: Item, source: Source, now: datetime.datetime) -> None:
        page = self.fetching.store.fetches.page(canonical(item.url))
        stated = item.updated or item.published
        moment = stated and (stated.instant or datetime.datetime.combine(stated.day, datetime.time(), datetime.UTC))
        moment = moment and moment.astimezone(datetime.UTC).replace(tzinfo=None)
        if page is None:
            day = item.published.day.isoformat() if item.published else None
            language = item.language or source.language
            named.wanted.append(
                WantedPage(
                    url=item.url, source=source.name, outlet=source.name, language=language, published=day, due=now
                )
            )
        else:
            if item.updated and moment and moment > page.last_seen and not page.withdrawn:
                page = msgspec.structs.replace(page, due=now)
            named.seen.append((page, SeenAs(item.url, canonical(item.url), source.name)))
        newest = moment or (now if page is None else None)
        if newest is not None and (named.newest is None or newest > named.newest):
            named.newest, named.newest_url = newest, item.url

    def _quiet(self) -> Iterator[str]:
        """What is newly wrong with a source; what was said already isn't said with every pass."""
        for state, wrong in standing(self.fetching.store, self.fetching.now()):
            if _FIGURES.sub("", wrong or "") != _FIGURES.sub("", state.told or ""):
                self.fetching.store.following.tell(state.name, wrong)
                if wrong is not None:
                    yield wrong


def standing(store: Store, now: datetime.datetime) -> Iterator[tuple[SourceState, str | None]]:
    """The sources that are followed, each with what is wrong with it."""
    for state in store.following.sources():
        seen = Seen(
            name=state.name, expected_a_day=state.expected_a_day, newest=state.newest, followed=state.followed,
            failures=state.failures, why=state.why,
        )  # fmt: skip
        yield state, silence(seen, now)


def _marks(shared: Sequence[ListingState]) -> tuple[str | None, str | None]:
    """The marks of what was read; none where one of the sources that share a listing hasn't read it yet."""
    known = {(one.etag, one.modified) for one in shared}
    return known.pop() if len(known) == 1 else (None, None)


def _without_bytes(one: Listed) -> Listed:
    """Thousands of them wait for the last."""
    if isinstance(one.answer, Refused):
        return one
    return msgspec.structs.replace(one, answer=msgspec.structs.replace(one.answer, content=b""))


def _wrong(one: Listed) -> str | None:
    if isinstance(one.answer, Refused):
        return one.answer.message
    return str(one.error) if one.error is not None else None


def _kept(one: Sitemap) -> SitemapState:
    times = {"changed": _naive(one.changed) if one.changed else None, "asked": _naive(one.asked)}
    return SitemapState(**msgspec.structs.asdict(one) | times)


def _known(one: SitemapState) -> Sitemap:
    times = {
        "changed": one.changed.replace(tzinfo=datetime.UTC) if one.changed else None,
        "asked": one.asked.replace(tzinfo=datetime.UTC),
    }
    return Sitemap(**msgspec.structs.asdict(one) | times)


def _naive(at: datetime.datetime) -> datetime.datetime:
    return at.astimezone(datetime.UTC).replace(tzinfo=None)


def _wanted(one: WantedPage) -> Wanted:
    return Wanted(url=one.url, source=one.source, outlet=one.outlet, language=one.language, published=one.published)
