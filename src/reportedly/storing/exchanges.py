"""What was gathered, out of the store: the exchanges by which pages came, or were seen to be the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Select, case, func, or_, select

from reportedly.storing.fetches import Fetch, fetch_of
from reportedly.storing.pages import streamed
from reportedly.storing.web_schema import fetches, web_pages

_UNCHANGED = 304


class First(msgspec.Struct, frozen=True, kw_only=True):
    """The exchange that first brought the same bytes of a page from the same address."""

    address: str
    at: datetime.datetime
    sha256: str


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange, its page, and where these bytes came before: `first`, which the answer "unchanged" always has."""

    fetch: Fetch
    report_id: str
    asks: str
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    first: First | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much was gathered: exchanges that were answered, when the last page came, pages that are withdrawn now."""

    answers: int
    last: datetime.datetime | None
    withdrawn: int


def gathered(connection: Connection) -> Iterator[Gathered]:
    """The exchanges, in their order, a few hundred at a time."""
    for row in streamed(connection, _query()):
        first = None
        if row["first_at"] is not None:
            first = First(address=row["first_address"], at=row["first_at"], sha256=row["first_sha256"])
        if first is None and row["sha256"] is None:
            continue  # "unchanged", and what it was isn't known
        yield Gathered(
            fetch=fetch_of(row), report_id=row["report_id"], asks=row["asks"], outlet=row["outlet"],
            language=row["language"], published=row["published"], first=first,
        )  # fmt: skip


def summary(connection: Connection) -> Summary:
    """How much there is."""
    answers = connection.execute(select(func.count(fetches.c.status))).scalar_one()
    last = connection.execute(select(func.max(fetches.c.at)).where(fetches.c.sha256.is_not(None))).scalar()
    withdrawn = connection.execute(select(func.count()).where(web_pages.c.withdrawn)).scalar_one()
    return Summary(answers=answers, last=last, withdrawn=withdrawn)


def _query() -> Select[tuple[object, ...]]:
    """The exchanges with a page; "unchanged" is said of the bytes that came last for the same question."""
    before, earlier, first = fetches.alias("before"), fetches.alias("earlier"), fetches.alias("first")
    last = (
        select(before.c.sha256)
        .where(
            before.c.page == fetches.c.page, before.c.asked == fetches.c.asked,
            before.c.sha256.is_not(None), before.c.number < fetches.c.number,
        )
        .order_by(before.c.number.desc()).limit(1).correlate(fetches).scalar_subquery()
    )  # fmt: skip
    content = case((fetches.c.status == _UNCHANGED, last), else_=fetches.c.sha256)
    number = (
        select(func.min(earlier.c.number))
        .where(
            earlier.c.page == fetches.c.page, earlier.c.address == fetches.c.address,
            earlier.c.sha256 == content, earlier.c.number < fetches.c.number,
        )
        .correlate(fetches).scalar_subquery()
    )  # fmt: skip
    told = [web_pages.c[name] for name in ("report_id", "asks", "outlet", "language", "published")]
    as_first = [first.c[name].label(f"first_{name}") for name in ("address", "at", "sha256")]
    return (
        select(fetches, *told, *as_first)
        .join(web_pages, fetches.c.page == web_pages.c.key)
        .outerjoin(first, first.c.number == number)
        .where(or_(fetches.c.sha256.is_not(None), fetches.c.status == _UNCHANGED))
        .order_by(fetches.c.number)
    )
