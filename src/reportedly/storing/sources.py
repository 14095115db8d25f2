"""Outlets and speakers out of the store: what each tells of how many incidents, and how its figures fare."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Connection, func, select, text

from reportedly.model.search import Source, SourceKind, Sources, SourceSort
from reportedly.model.vocabulary import SpeakerType
from reportedly.storing import cursors
from reportedly.storing.schema import listed_sources

MOST_ROWS = 1_000  # of a page

# In two steps, each in the order of the table's own key: so nothing is sorted, and no report is counted twice
_EVERY = text("""
    SELECT name, count(*) AS reports, sum(accounts) AS accounts, sum(heads) AS incidents, sum(copied) AS copies,
        sum(alone) AS alone, sum(below) AS below, sum(equal) AS equal, sum(above) AS above, min(first) AS first,
        max(last) AS last
    FROM (
        SELECT name, sum(accounts) AS accounts, sum(head) AS heads, max(copied) AS copied, total(alone) AS alone,
            total(verdict = -1) AS below, total(verdict = 0) AS equal, total(verdict = 1) AS above,
            min(day) AS first, max(day) AS last
        FROM listed_sources WHERE kind = :kind AND NOT dismissed GROUP BY name, report
    )
    GROUP BY name
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
    """With the languages of its reports, and the type that a speaker is mostly said to be of."""
    columns = listed_sources.c
    query = select(columns.name, columns.type, columns.language, func.count()).where(
        columns.kind == kind, columns.dismissed.is_(False), columns.name.in_([one.name for one in counted])
    )
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for name, type_, language, count in connection.execute(
        query.group_by(columns.name, columns.type, columns.language)
    ):
        types[name].update({type_: count} if type_ else {})
        languages[name].update([language] if language else [])
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
            languages=tuple(sorted(languages[one.name])),
            first=datetime.date.fromisoformat(one.first),
            last=datetime.date.fromisoformat(one.last),
        )
