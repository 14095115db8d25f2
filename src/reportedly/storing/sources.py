"""Outlets and speakers out of the store: what each tells of how many incidents, and how its figures fare."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import msgspec
from sqlalchemy import Connection, func, select, text

from reportedly.model.search import Source, SourceKind, Sources, SourceSort
from reportedly.model.vocabulary import SpeakerType
from reportedly.storing import cursors
from reportedly.storing.schema import listed_sources

MOST_ROWS = 1_000  # of a page

_EVERY = text("""
    SELECT name, count(DISTINCT report), sum(accounts), sum(head), count(DISTINCT CASE WHEN copied THEN report END),
        total(alone), total(verdict = -1), total(verdict = 0), total(verdict = 1), min(day), max(day),
        json_group_array(DISTINCT language)
    FROM listed_sources WHERE kind = :kind AND NOT dismissed GROUP BY name
""")


class _Counted(NamedTuple):
    """A row of `_EVERY`."""

    name: str
    reports: int
    accounts: int
    incidents: int
    copies: int
    alone: float
    below: float
    equal: float
    above: float
    first: str
    last: str
    languages: str

    def rank(self, sort: SourceSort) -> int:
        """What it is sorted by, rising."""
        if sort == "name":
            return 0
        if sort == "last":
            return -datetime.date.fromisoformat(self.last).toordinal()
        return -int(self.below + self.equal + self.above if sort == "compared" else getattr(self, sort))


def sources(connection: Connection, kind: SourceKind, sort: SourceSort, after: str | None, limit: int) -> Sources:
    """A page of them, the largest first, of two that are equal by name; by `name` in its order.

    Raises `NotThere` where `after` is no place in this list.
    """
    limit, listed = max(1, min(limit, MOST_ROWS)), f"{kind} {sort}"
    place = cursors.read(after, listed, int)
    every = [_Counted(*row) for row in connection.execute(_EVERY, {"kind": kind})]
    ranked = sorted((one.rank(sort), one.name, number) for number, one in enumerate(every))
    start = bisect_right(ranked, (*place, len(every))) if place is not None else 0
    shown = ranked[start : start + limit]
    return Sources(
        total=len(every),
        rows=tuple(_described(connection, kind, [every[number] for _, _, number in shown])),
        next=cursors.written(listed, *shown[-1][:2]) if start + limit < len(every) else None,
    )


def _described(connection: Connection, kind: SourceKind, counted: Sequence[_Counted]) -> Iterator[Source]:
    """With the type that a speaker is mostly said to be of."""
    columns = listed_sources.c
    query = select(columns.name, columns.type, func.count()).where(
        columns.kind == kind, columns.head.is_(True), columns.name.in_([one.name for one in counted])
    )
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, type_, count in connection.execute(query.group_by(columns.name, columns.type)):
        types[name].update({type_: count} if type_ else {})
    for one in counted:
        mostly = sorted(types[one.name].items(), key=lambda each: (-each[1], each[0]))
        yield Source(
            kind=kind,
            name=one.name or None,
            type=cast(SpeakerType, mostly[0][0]) if mostly else None,
            reports=one.reports,
            accounts=one.accounts,
            incidents=one.incidents,
            own=one.reports - one.copies,
            copies=one.copies,
            alone=int(one.alone),
            compared=int(one.below + one.equal + one.above),
            below=int(one.below),
            equal=int(one.equal),
            above=int(one.above),
            languages=tuple(sorted(filter(None, msgspec.json.decode(one.languages)))),
            first=datetime.date.fromisoformat(one.first),
            last=datetime.date.fromisoformat(one.last),
        )
