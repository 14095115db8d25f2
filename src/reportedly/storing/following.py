"""Sources that are followed, in and out of the store: how each stands, its listings, what these named.

A listing's marks are kept in one transaction with the pages that it named, so that a run that is killed before it has
fetched them doesn't hear "nothing new" afterwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_not

from reportedly.storing.fetches import Open, Seen, WebPage, put_page, see
from reportedly.storing.web_schema import web_listings, web_pages, web_sitemaps, web_sources, web_wanted


class ListingState(msgspec.Struct, frozen=True, kw_only=True):
    """How things stand with a feed, a sitemap or a list of a source; times are UTC, without a zone."""

    address: str
    source: str
    etag: str | None = None
    modified: str | None = None
    asked: datetime.datetime | None = None
    due: datetime.datetime | None = None
    failures: int = 0
    why: str | None = None


class SitemapState(msgspec.Struct, frozen=True, kw_only=True):
    """A sitemap behind a listing as it was read last; `storing/web_schema.py` says what each field is."""

    address: str
    named_by: str
    changed: datetime.datetime | None = None
    etag: str | None = None
    modified: str | None = None
    asked: datetime.datetime


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """How things stand with a source; `failures` are those in a row of its worst listing, `why` the last of them."""

    name: str
    followed: datetime.datetime
    expected_a_day: float | None = None
    newest: datetime.datetime | None = None
    newest_url: str | None = None
    told: str | None = None
    failures: int = 0
    why: str | None = None
    waiting: int = 0


class WantedPage(msgspec.Struct, frozen=True, kw_only=True):
    """An address that a listing named, of a page that hasn't come yet."""

    url: str
    source: str
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    due: datetime.datetime
    failures: int = 0


class Named(msgspec.Struct, kw_only=True):
    """What a listing named: pages that are new, those that are known, and of these which are to be read at once.

    `sitemaps` are those behind it as they stand now; where all went well (`whole`) there are no others.
    """

    wanted: list[WantedPage] = []
    seen: list[tuple[WebPage, Seen]] = []
    newest: datetime.datetime | None = None
    newest_url: str | None = None
    sitemaps: list[SitemapState] = []
    whole: bool = False


class Following:
    """The part of a store that knows of sources; `Store.following` gives it."""

    def __init__(self, reading: Open, writing: Open) -> None:
        self._reading, self._writing = reading, writing

    def follow(self, followed: Iterable[tuple[str, float | None, Sequence[str]]], at: datetime.datetime) -> None:
        """Follows these sources and no others: names, how many items a day are usual, listings."""
        kept: set[tuple[str, str]] = set()
        with self._writing() as connection:
            for name, expected, addresses in followed:
                row = {"name": name, "followed": at, "expected_a_day": expected}
                made = insert_or_not(web_sources).values(row)
                connection.execute(
                    made.on_conflict_do_update(index_elements=["name"], set_={"expected_a_day": expected})
                )
                for address in addresses:
                    listing = {"address": address, "source": name, "failures": 0}
                    connection.execute(insert(web_listings).prefix_with("OR IGNORE"), listing)
                    kept.add((address, name))
            there = connection.execute(select(web_listings.c.address, web_listings.c.source)).all()
            for address, name in there:
                if (address, name) not in kept:
                    mine = (web_listings.c.address == address) & (web_listings.c.source == name)
                    connection.execute(delete(web_listings).where(mine))
                    behind = (web_sitemaps.c.listing == address) & (web_sitemaps.c.source == name)
                    connection.execute(delete(web_sitemaps).where(behind))

    def listings(self, now: datetime.datetime) -> list[ListingState]:
        """Those that are to be asked now."""
        is_due = web_listings.c.due.is_(None) | (web_listings.c.due <= now)
        with self._reading() as connection:
            found = connection.execute(select(web_listings).where(is_due).order_by(web_listings.c.address)).mappings()
            return [ListingState(**row) for row in found]

    def sitemaps(self, listing: ListingState) -> list[SitemapState]:
        """Those behind a listing, by address."""
        columns = [web_sitemaps.c[name] for name in SitemapState.__struct_fields__]
        mine = (web_sitemaps.c.listing == listing.address) & (web_sitemaps.c.source == listing.source)
        with self._reading() as connection:
            found = connection.execute(select(*columns).where(mine).order_by(web_sitemaps.c.address)).mappings()
            return [SitemapState(**row) for row in found]

    def heard(self, listing: ListingState, named: Named, at: datetime.datetime) -> None:
        """Keeps how things stand with a listing and what it named, all or nothing."""
        mine = (web_listings.c.address == listing.address) & (web_listings.c.source == listing.source)
        with self._writing() as connection:
            connection.execute(update(web_listings).where(mine).values(msgspec.structs.asdict(listing)))
            for wanted in named.wanted:
                row = msgspec.structs.asdict(wanted)
                connection.execute(insert(web_wanted).prefix_with("OR IGNORE"), row)
            for page, seen in named.seen:
                see(connection, put_page(connection, page), seen, at)
            _put_sitemaps(connection, listing, named)
            if named.newest is not None:
                newer = web_sources.c.newest.is_(None) | (web_sources.c.newest < named.newest)
                values = {"newest": named.newest, "newest_url": named.newest_url}
                of_it = update(web_sources).where(web_sources.c.name == listing.source, newer)
                connection.execute(of_it.values(values))

    def wanted(self, now: datetime.datetime) -> list[WantedPage]:
        """The addresses that are to be asked now, in the order in which they're due."""
        query = select(web_wanted).where(web_wanted.c.due <= now).order_by(web_wanted.c.due, web_wanted.c.url)
        with self._reading() as connection:
            return [WantedPage(**row) for row in connection.execute(query).mappings()]

    def due(self, now: datetime.datetime) -> list[WebPage]:
        """The pages that are to be asked for again now."""
        query = select(web_pages).where(web_pages.c.due <= now).order_by(web_pages.c.due, web_pages.c.key)
        with self._reading() as connection:
            found = connection.execute(query).mappings()
            return [WebPage(**{name: row[name] for name in WebPage.__struct_fields__}) for row in found]

    def next_due(self) -> datetime.datetime | None:
        """When the next page is to be asked for."""
        with self._reading() as connection:
            times = [connection.execute(select(func.min(table.c.due))).scalar() for table in (web_pages, web_wanted)]
        return min((time for time in times if time is not None), default=None)

    def sources(self) -> list[SourceState]:
        """The sources that are followed, by name."""
        with self._reading() as connection:
            listings = [ListingState(**row) for row in connection.execute(select(web_listings)).mappings()]
            found = connection.execute(select(web_sources).order_by(web_sources.c.name)).mappings().all()
            hoped_for = select(web_wanted.c.source, func.count()).where(web_wanted.c.due.is_not(None))
            counts = hoped_for.group_by(web_wanted.c.source)
            waiting: dict[str, int] = {row[0]: row[1] for row in connection.execute(counts)}
        worst: dict[str, ListingState] = {}
        for one in listings:
            if one.source not in worst or one.failures > worst[one.source].failures:
                worst[one.source] = one
        return [
            SourceState(
                **row, failures=worst[row["name"]].failures, why=worst[row["name"]].why,
                waiting=waiting.get(row["name"], 0),
            )
            for row in found
            if row["name"] in worst
        ]  # fmt: skip

    def tell(self, name: str, told: str | None) -> None:
        """Keeps what is said to be wrong with a source."""
        with self._writing() as connection:
            connection.execute(update(web_sources).where(web_sources.c.name == name).values(told=told))


def _put_sitemaps(connection: Connection, listing: ListingState, named: Named) -> None:
    key = {"listing": listing.address, "source": listing.source}
    if named.whole:
        mine = (web_sitemaps.c.listing == listing.address) & (web_sitemaps.c.source == listing.source)
        connection.execute(delete(web_sitemaps).where(mine))
    for sitemap in named.sitemaps:
        row = key | msgspec.structs.asdict(sitemap)
        connection.execute(insert(web_sitemaps).prefix_with("OR REPLACE"), row)
