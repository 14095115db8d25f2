"""Lists of incidents out of the store: what a search finds, a page at a time.

A page is asked for by the place behind the last row of the one before (`Listing.next`), never by a number of rows: so
it costs the same everywhere, and rows that come or go meanwhile move no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Select, func, literal, or_, select, tuple_

from reportedly.model.search import Listing, Row, Search, Sort
from reportedly.storing import cursors
from reportedly.storing.cursors import Place
from reportedly.storing.schema import (
    failures,
    judgements,
    linkings,
    listed_incidents,
    listed_languages,
    listed_sources,
    reports,
)
from reportedly.storing.searching import matching
from reportedly.storing.tellings import each_of

MOST_ROWS = 1_000  # of a page
MOST_POINTS = 50_000  # of an outline
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1  # SQLite's integers

_COLUMNS: dict[Sort, Column[Any]] = {
    "day": listed_incidents.c.day_start,
    "killed": listed_incidents.c.killed,
    "injured": listed_incidents.c.injured,
    "reports": listed_incidents.c.reports,
    "origins": listed_incidents.c.origins,
    "changed": listed_incidents.c.changed,
    "stirred": listed_incidents.c.stirred,
}
_TYPES: dict[Sort, type] = {name: column.type.python_type for name, column in _COLUMNS.items()}
_decode = msgspec.json.Decoder(Row).decode

Conditions = list[ColumnElement[bool]]


def listing(connection: Connection, search: Search, after: str | None, limit: int) -> Listing:
    """What the search finds behind `after`; raises `NotThere` where that is no place in this list."""
    every = [of for of in conditions_of(connection, search).values() if of is not None]
    limit = max(1, min(limit, MOST_ROWS))
    kind = f"{search.sort} {'falling' if search.descending else 'rising'}"
    found = _sorted(connection, search, every, (cursors.read(after, kind, _TYPES[search.sort]), limit + 1))
    total = connection.execute(select(func.count()).select_from(listed_incidents).where(*every)).scalar_one()
    more = cursors.written(kind, found[limit - 1].by, found[limit - 1].id) if len(found) > limit else None
    return Listing(total=total, rows=tuple(_decode(row.row) for row in found[:limit]), next=more)


def outline(connection: Connection, search: Search) -> tuple[Row, ...]:
    """All that the search finds, in its order; `MOST_POINTS` at most."""
    every = [of for of in conditions_of(connection, search).values() if of is not None]
    return tuple(_decode(row.row) for row in _sorted(connection, search, every, (None, MOST_POINTS)))


def inbox(connection: Connection, after: str | None, limit: int) -> Listing:
    """What waits for somebody: those that pages are about first, what changes the figures most, the latest."""
    columns, limit = listed_incidents.c, max(1, min(limit, MOST_ROWS))
    waiting: Conditions = [columns.waiting.is_(True), columns.dismissed.is_(False)]
    total = connection.execute(select(func.count()).select_from(listed_incidents).where(*waiting)).scalar_one()
    place = cursors.read(after, "inbox", str)
    query = select(columns.row, columns.urgency.label("by"), columns.id).where(*waiting)
    query = query.where(columns.urgency < place[0]) if place else query
    found = connection.execute(query.order_by(columns.urgency.desc()).limit(limit + 1)).all()
    more = cursors.written("inbox", found[limit - 1].by, found[limit - 1].id) if len(found) > limit else None
    return Listing(total=total, rows=tuple(_decode(row.row) for row in found[:limit]), next=more)


def row(connection: Connection, incident: str) -> Row | None:
    """The line of the incident with this id; None where there is none."""
    query = select(listed_incidents.c.row).where(listed_incidents.c.id == incident)
    found = connection.execute(query).scalar_one_or_none()
    return _decode(found) if found is not None else None


def version(connection: Connection) -> str:
    """What is another whenever a page, a failure, a run of linking or a judgement has come or gone."""
    highest = (reports.c.key, linkings.c.key, judgements.c.number)
    newest = [connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one() for column in highest]
    failed = connection.execute(select(func.count(), func.max(failures.c.added))).one()
    return "-".join(str(part) for part in (*newest, *failed)).replace(" ", "T")


def conditions_of(connection: Connection, search: Search) -> dict[str, ColumnElement[bool] | None]:
    """What each field of the search asks for; None where it asks for nothing."""
    columns = listed_incidents.c
    found = matching(connection, search.text)
    return {
        "text": _one_of(found) if found is not None else None,
        "since": func.coalesce(columns.day_end, columns.day_start) >= search.since if search.since else None,
        "until": func.coalesce(columns.day_start, columns.day_end) <= search.until if search.until else None,
        "country": columns.country.in_(_bound(search.country)) if search.country else None,
        "grade": columns.grade.in_(search.grade) if search.grade else None,
        "state": columns.state.in_(search.state) if search.state else None,
        "event": or_(columns.event_type.in_(of := _bound(search.event)), columns.event_sub_type.in_(of))
        if search.event
        else None,
        "language": _told_in(search.language) if search.language else None,
        "outlet": _told_by("outlet", search.outlet) if search.outlet else None,
        "speaker": _told_by("speaker", search.speaker) if search.speaker else None,
        "killed_from": columns.killed >= _within(search.killed_from) if search.killed_from is not None else None,
        "killed_to": columns.killed <= _within(search.killed_to) if search.killed_to is not None else None,
        "differs": columns.differs.is_(search.differs) if search.differs is not None else None,
        "background": columns.background.is_(search.background) if search.background is not None else None,
        "dismissed": None if search.dismissed else columns.dismissed.is_(False),
    }


def _one_of(keys: set[int]) -> ColumnElement[bool]:
    """One value to bind, whatever their number."""
    return listed_incidents.c.key.in_(each_of(keys))


def _told_in(languages: Sequence[str]) -> ColumnElement[bool]:
    told = select(listed_languages.c.incident).where(listed_languages.c.language.in_(_bound(languages)))
    return listed_incidents.c.key.in_(told)


def _told_by(kind: str, name: str) -> ColumnElement[bool]:
    columns = listed_sources.c
    told = select(columns.incident).where(columns.kind == kind, columns.name == _bound([name])[0])
    return listed_incidents.c.key.in_(told)


def _bound(values: Sequence[str]) -> list[str]:
    """The values as SQLite takes them: half a pair of surrogates is no character."""
    return [value.encode("utf-8", "replace").decode() for value in values]


def _within(number: int) -> int:
    return max(_SMALLEST, min(number, _LARGEST))


def _sorted(
    connection: Connection, search: Search, conditions: Conditions, span: tuple[Place | None, int]
) -> Sequence[Any]:
    """Rows in the order of the search, from behind a place, so many at most; those without a value come last."""
    (place, limit), column, key = span, _COLUMNS[search.sort], listed_incidents.c.id
    query = select(listed_incidents.c.row, column.label("by"), key).where(*conditions)
    found: list[Any] = []
    if place is None or place[0] is not None:
        known = _behind(query.where(column.is_not(None)), (column, key), place, search.descending)
        found += connection.execute(known.limit(limit)).all()
    if len(found) < limit and column.nullable:
        place = place if place is not None and place[0] is None else None
        unknown = _behind(query.where(column.is_(None)), (key,), place and (place[1],), search.descending)
        found += connection.execute(unknown.limit(limit - len(found))).all()
    return found


def _behind(
    query: Select[Any], by: tuple[Column[Any], ...], place: tuple[Any, ...] | None, falling: bool
) -> Select[Any]:
    if place is not None:
        here = tuple_(*by)
        there = tuple_(*(literal(value, column.type) for value, column in zip(place, by, strict=True)))
        query = query.where(here < there if falling else here > there)
    return query.order_by(*(column.desc() if falling else column for column in by))
