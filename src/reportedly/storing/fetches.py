"""What was fetched, in and out of the store: exchanges, each page's state, where else it was seen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from reportedly.storing.web_schema import fetches, sightings, web_pages, web_wanted

Open = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction."""


class Fetch(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange: what was asked, what came, or why nothing did. Times here and below are UTC, without a zone."""

    at: datetime.datetime
    asked: str
    address: str | None = None
    hops: tuple[str, ...] = ()
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    sha256: str | None = None
    refused: str | None = None
    message: str | None = None

    @property
    def content_type(self) -> str | None:
        """What the server said that it is."""
        return next((value for name, value in self.headers if name.casefold() == "content-type"), None)


class WebPage(msgspec.Struct, frozen=True, kw_only=True):
    """How things stand with a page of the web; `storing/web_schema.py` says what each field is."""

    address: str
    report_id: str
    asks: str
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    sha256: str | None = None
    unread: bool = False
    etag: str | None = None
    modified: str | None = None
    first_seen: datetime.datetime
    last_seen: datetime.datetime
    changed: datetime.datetime
    due: datetime.datetime | None = None
    failures: int = 0
    gone_since: datetime.datetime | None = None
    withdrawn: bool = False
    copy_of: str | None = None


class Seen(msgspec.Struct, frozen=True):
    """Where a page was seen: the address as it was given, its canonical form, and whose listing named it."""

    address: str
    canonical: str
    source: str = ""


class Fetches:
    """The part of a store that knows of the web; `Store.fetches` gives it."""

    def __init__(self, reading: Open, writing: Open) -> None:
        self._reading, self._writing = reading, writing

    def page(self, address: str) -> WebPage | None:
        """The page with this canonical address, or that was seen under it."""
        with self._reading() as connection:
            return _page(connection, address)

    def fetched(self, report_id: str) -> bool:
        """Whether the page of this report is one that was fetched into this store."""
        with self._reading() as connection:
            found = connection.execute(select(web_pages.c.key).where(web_pages.c.report_id == report_id))
            return found.first() is not None

    def note(self, fetch: Fetch, page: WebPage | None = None, seen: Seen | None = None) -> None:
        """Keeps an exchange, the state that its page has now and, where it was `seen`."""
        with self._writing() as connection:
            key = put_page(connection, page) if page is not None else None
            row = msgspec.structs.asdict(fetch) | {
                "hops": msgspec.json.encode(fetch.hops).decode(),
                "headers": msgspec.json.encode(fetch.headers).decode(),
                "page": key,
            }
            connection.execute(insert(fetches), row)
            if page is not None:
                connection.execute(delete(web_wanted).where(web_wanted.c.url == fetch.asked))
            if seen is not None and key is not None:
                see(connection, key, seen, fetch.at)

    def missed(self, url: str, due: Callable[[int], datetime.datetime | None]) -> None:
        """Keeps of an address that is wanted when it's to be asked again, by how often it has failed; None: no more."""
        with self._writing() as connection:
            mine = web_wanted.c.url == url
            failures = connection.execute(select(web_wanted.c.failures).where(mine)).scalar_one_or_none()
            if failures is not None:
                values = {"failures": failures + 1, "due": due(failures + 1)}
                connection.execute(update(web_wanted).where(mine).values(values))

    def saw(self, page: WebPage, seen: Seen, at: datetime.datetime) -> None:
        """Keeps that the page was seen under another address, or in another source's listing."""
        with self._writing() as connection:
            see(connection, put_page(connection, page), seen, at)

    def put(self, page: WebPage) -> None:
        """Keeps the state that the page has now."""
        with self._writing() as connection:
            put_page(connection, page)

    def unread(self) -> list[WebPage]:
        """Pages whose last bytes are kept and not yet read: a run was stopped in between."""
        with self._reading() as connection:
            query = select(web_pages).where(web_pages.c.unread).order_by(web_pages.c.key)
            return [_of(row) for row in connection.execute(query).mappings()]

    def history(self, address: str | None = None) -> list[Fetch]:
        """The exchanges, of the page with this canonical address or all, in their order."""
        query = select(fetches).order_by(fetches.c.number)
        if address is not None:
            query = query.join(web_pages).where(web_pages.c.address == address)
        with self._reading() as connection:
            return [fetch_of(row) for row in connection.execute(query).mappings()]

    def came(self, page: WebPage) -> Fetch | None:
        """The exchange that last brought the page's bytes."""
        query = select(fetches).join(web_pages).where(web_pages.c.address == page.address)
        query = query.where(fetches.c.sha256 == page.sha256, fetches.c.asked == page.asks)
        with self._reading() as connection:
            row = connection.execute(query.order_by(fetches.c.number.desc()).limit(1)).mappings().first()
            return fetch_of(row) if row is not None else None

    def seen(self, page: WebPage) -> list[Seen]:
        """Where else the page was seen, in the order of the first times."""
        columns = (sightings.c.address, sightings.c.canonical, sightings.c.source)
        query = select(*columns).join(web_pages).order_by(sightings.c.key)
        with self._reading() as connection:
            found = connection.execute(query.where(web_pages.c.address == page.address))
            return [Seen(*row) for row in found]


def _page(connection: Connection, address: str) -> WebPage | None:
    row = connection.execute(select(web_pages).where(web_pages.c.address == address)).mappings().first()
    if row is None:
        other = select(sightings.c.page).where(sightings.c.canonical == address)
        row = connection.execute(select(web_pages).where(web_pages.c.key.in_(other))).mappings().first()
    return _of(row) if row is not None else None


def put_page(connection: Connection, page: WebPage) -> int:
    """Keeps the state that a page has now; the key of its row."""
    row = msgspec.structs.asdict(page)
    found = connection.execute(select(web_pages.c.key).where(web_pages.c.address == page.address)).scalar_one_or_none()
    if found is None:
        return int(connection.execute(insert(web_pages).returning(web_pages.c.key), row).scalar_one())
    connection.execute(update(web_pages).where(web_pages.c.key == found).values(row))
    return int(found)


def see(connection: Connection, key: int, seen: Seen, at: datetime.datetime) -> None:
    """Keeps where the page with this key was seen; its address is wanted no longer."""
    connection.execute(delete(web_wanted).where(web_wanted.c.url == seen.address))
    row: dict[str, Any] = msgspec.structs.asdict(seen) | {"page": key, "first": at, "last": at}
    made = insert_or_update(sightings).values(row)
    connection.execute(made.on_conflict_do_update(index_elements=["address", "source"], set_={"page": key, "last": at}))


def _of(row: RowMapping) -> WebPage:
    return WebPage(**{name: row[name] for name in WebPage.__struct_fields__})


def fetch_of(row: RowMapping) -> Fetch:
    """The exchange that a row with the columns of `fetches` is."""
    fields = {name: row[name] for name in Fetch.__struct_fields__}
    fields["hops"] = msgspec.json.decode(row["hops"], type=tuple[str, ...])
    fields["headers"] = msgspec.json.decode(row["headers"], type=tuple[tuple[str, str], ...])
    return Fetch(**fields)
