"""What was gathered, out of the store: the exchanges by which pages came, or were seen to be the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from reportedly.storing.fetches import Fetch, fetch_of
from reportedly.storing.pages import streamed
from reportedly.storing.schema import reports
from reportedly.storing.web_schema import fetches, web_pages

_UNCHANGED = 304


class First(msgspec.Struct, frozen=True, kw_only=True):
    """The exchange that first brought the same bytes of a page from the same address."""

    address: str
    at: datetime.datetime
    sha256: str


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange and its page.

    `first` is there where the page was the same as with the exchange before. By one that is `withdrawn` it was seen
    that the page was taken away.
    """

    fetch: Fetch
    report_id: str
    asks: str
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    first: First | None = None
    withdrawn: bool = False
    copy_of: str | None = None

    @property
    def copied(self) -> str | None:
        """The report of which it's a copy that the store doesn't read, since that page has its own turn."""
        return self.copy_of or (self.report_id if self.fetch.asked != self.asks else None)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much was gathered: exchanges that were answered, and when the last page came."""

    answers: int
    last: datetime.datetime | None


def gathered(connection: Connection) -> Iterator[Gathered]:
    """The exchanges, in their order, a few hundred at a time."""
    for row in streamed(connection, _query()):
        first = None
        same = row["status"] == _UNCHANGED or row["before"] == row["sha256"]
        if row["first_at"] is not None and same and not row["away"]:
            first = First(address=row["first_address"], at=row["first_at"], sha256=row["first_sha256"])
        if first is None and row["sha256"] is None and not row["withdraws"]:
            continue  # "unchanged", and what it was isn't known
        yield Gathered(
            fetch=fetch_of(row), report_id=row["report_id"], asks=row["asks"], outlet=row["outlet"],
            language=row["language"], published=row["published"], first=first, withdrawn=bool(row["withdraws"]),
            copy_of=row["copy_of"],
        )  # fmt: skip


def summary(connection: Connection) -> Summary:
    """How much there is."""
    answers = connection.execute(select(func.count(fetches.c.status))).scalar_one()
    last = connection.execute(select(func.max(fetches.c.at)).where(fetches.c.sha256.is_not(None))).scalar()
    return Summary(answers=answers, last=last)


def _query() -> Select[tuple[object, ...]]:
    """The exchanges with a page; "unchanged" is said of the bytes that came last for the same question."""
    earlier, first, before = fetches.alias("earlier"), fetches.alias("first"), fetches.alias("before")
    last = (
        select(func.max(earlier.c.number))
        .where(
            earlier.c.page == fetches.c.page, earlier.c.asked == fetches.c.asked,
            earlier.c.sha256.is_not(None), earlier.c.number < fetches.c.number,
        )
        .correlate(fetches).scalar_subquery()
    )  # fmt: skip
    content = func.coalesce(fetches.c.sha256, before.c.sha256)
    number = (
        select(func.min(earlier.c.number))
        .where(
            earlier.c.page == fetches.c.page, earlier.c.address == fetches.c.address,
            earlier.c.sha256 == content, earlier.c.number < fetches.c.number,
        )
        .correlate(fetches, before).scalar_subquery()
    )  # fmt: skip
    taken_away = (reports.c.report_id == web_pages.c.report_id) & reports.c.withdrawn
    withdraws = exists().where(taken_away, reports.c.retrieved == _stamp(fetches.c.at)).correlate(web_pages, fetches)
    since = (reports.c.retrieved > _stamp(before.c.at), reports.c.retrieved <= _stamp(fetches.c.at))
    away = exists().where(taken_away, *since).correlate(web_pages, fetches, before)
    no_page = fetches.c.sha256.is_(None) & fetches.c.status.is_not(None) & (fetches.c.status != _UNCHANGED)
    told = [web_pages.c[name] for name in ("report_id", "asks", "outlet", "language", "published", "copy_of")]
    as_first = [first.c[name].label(f"first_{name}") for name in ("address", "at", "sha256")]
    flags = (before.c.sha256.label("before"), away.label("away"), (no_page & withdraws).label("withdraws"))
    return (
        select(fetches, *told, *as_first, *flags)
        .join(web_pages, fetches.c.page == web_pages.c.key)
        .outerjoin(before, before.c.number == last)
        .outerjoin(first, first.c.number == number)
        .where(or_(fetches.c.sha256.is_not(None), fetches.c.status == _UNCHANGED, no_page & withdraws))
        .order_by(fetches.c.number)
    )


def _stamp(at: ColumnElement[datetime.datetime]) -> ColumnElement[str]:
    """As reports have it."""
    return func.strftime("%Y-%m-%dT%H:%M:%SZ", at)
