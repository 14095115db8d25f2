"""Tellings in the store: those of pages that linking hasn't seen yet, each found again when its page is read anew.

A telling's first state is its *root*: ids of incidents and judgements hold on to roots, since the numbers of a
page's incidents shift as the page changes. Two states are one telling by their words: the quotes of the accounts.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, Select, delete, func, insert, or_, select

from reportedly.model.report import Report
from reportedly.model.telling import founded_id
from reportedly.storing import pages, rows
from reportedly.storing.schema import (
    evidence,
    evidence_keys,
    gone_tellings,
    heirs,
    incident_accounts,
    incidents,
    pairs,
    quotes,
    reports,
    statements,
    tellings,
)

_SAME = 1 / 3
"""Share of the smaller telling's quotes from which two states of a page tell the same. A guess: by hand, on pages
whose figures were brought up to date, half and more of the words stayed; a shared day or town alone stays below."""

_ASKED_AT_ONCE = 500  # values in one IN (...): SQLite's own bound is far above

Words = frozenset[tuple[str, str]]
"""The quotes of a telling: field and text, without their places, which shift when a page changes."""


class _Lineage(NamedTuple):
    """What became of a page's tellings when it was read again, by `incidents.key` of the new ones."""

    roots: dict[int, int]
    """Of a new telling the root of the one that it is."""
    merged: dict[int, int]
    """Of a root that is told no longer the new telling that has its words."""


class Replaced(NamedTuple):
    """The tellings whose place others took, or nothing did, as their pages were read again."""

    last: dict[int, int]
    """By root the key of the last state, to be forgotten; of one that was gone before it is long."""
    told: set[int]
    """The roots that are told still, or again."""
    heirs: dict[int, int]
    """Of a root that is told no longer that of the telling which has its words."""


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The values, as many at once as a query asks for."""
    for start in range(0, len(values), _ASKED_AT_ONCE):
        yield values[start : start + _ASKED_AT_ONCE]


def each_of(values: Collection[Any]) -> Select[Any]:
    """These values as a column, for `in_`: there may be more of them than a query takes as parameters."""
    return select(func.json_each(msgspec.json.encode(sorted(values)).decode()).table_valued("value").c.value)


def take_in(connection: Connection, after: int) -> Replaced:
    """Makes rows for the tellings of current pages beyond the `reports.key` `after`.

    They are numbered by the day of their report and their name, so that a store that is linked at once gives the
    ids that readings without a store give.
    """
    fresh = connection.execute(pages.current().where(reports.c.key > after)).mappings().all()
    new = [row for report in fresh for row in _new(connection, report)]
    new.sort(key=lambda row: (row.pop("order"), row["name"]))
    lineage, before = _Lineage({}, {}), dict[int, int]()
    for report in fresh:
        if of_page := _before(connection, report["report_id"], report["key"]):
            _trace(connection, of_page, [row["incident"] for row in new if row["report"] == report["key"]], lineage)
            before |= {root: row.key for root, row in of_page.items()}
    keys: dict[int, int] = {}
    for row in new:
        root = lineage.roots.get(row["incident"])
        row |= {"root": root, "founds": _own_id(connection, row) if root is None else None}
        del row["revision"]
        key = connection.execute(insert(tellings).returning(tellings.c.key), row).scalar_one()
        keys[row["incident"]] = key if root is None else root
    heir_of = {root: keys[incident] for root, incident in lineage.merged.items()}
    for root, heir in heir_of.items():
        connection.execute(insert(heirs).prefix_with("OR REPLACE"), {"telling": root, "heir": heir})
    return Replaced(before, set(lineage.roots.values()), heir_of)


def forget(connection: Connection, keys: Collection[int]) -> None:
    """Takes the evidence of these tellings away, and what was compared with it."""
    for some in chunks(sorted(keys)):
        connection.execute(delete(evidence).where(evidence.c.telling.in_(some)))
        connection.execute(delete(evidence_keys).where(evidence_keys.c.telling.in_(some)))
        connection.execute(delete(pairs).where(or_(pairs.c.a.in_(some), pairs.c.b.in_(some))))


def known_on(row: RowMapping, *, first: bool) -> datetime.date:
    """The day from which a state of a page was known: of the first its own day, of a later one when it was seen."""
    if first:
        return day_of(row)
    return max(day_of(row), _retrieved(row) or row["added"].date())


def day_of(row: RowMapping) -> datetime.date:
    """A report's day: published; else retrieved; else added."""
    day: datetime.date = row["published"] or _retrieved(row) or row["added"].date()
    return day


def _retrieved(row: RowMapping) -> datetime.date | None:
    return Report(id="", text="", retrieved=row["retrieved"]).day


def _before(connection: Connection, report_id: str, key: int) -> dict[int, Any]:
    """By root the tellings that this page had before its state with this key: those that count until now, and gone
    ones, in their last state."""
    root = func.coalesce(tellings.c.root, tellings.c.key).label("first")
    query = (
        select(tellings, root)
        .join(reports, tellings.c.report == reports.c.key)
        .outerjoin(evidence, evidence.c.telling == tellings.c.key)
        .where(reports.c.report_id == report_id, reports.c.key != key)
        .where(or_(evidence.c.telling.is_not(None), root.in_(select(gone_tellings.c.telling))))
        .order_by(tellings.c.key)
    )
    return {row.first: row for row in connection.execute(query)}


def _new(connection: Connection, report: RowMapping) -> Iterator[rows.Row]:
    of_it = select(incident_accounts.c.incident).where(incident_accounts.c.incident == incidents.c.key)
    told = select(incidents.c.key, incidents.c.contract_id).where(incidents.c.report == report["key"], of_it.exists())
    for incident in connection.execute(told):
        yield {
            "name": f"{report['report_id']}#{incident.contract_id}",
            "report": report["key"],
            "incident": incident.key,
            "day": day_of(report),
            "order": report["published"] or _retrieved(report) or datetime.date.max,
            "revision": report["revision"],
        }


def _own_id(connection: Connection, row: rows.Row) -> str:
    """The hash of its name; where another telling of its page had that name once, of the name with the revision."""
    own = founded_id(row["name"])
    if connection.execute(select(tellings.c.key).where(tellings.c.founds == own)).first() is None:
        return own
    return founded_id(f"{row['name']}@{row['revision']}")


def _trace(connection: Connection, before: Mapping[int, Any], new: Sequence[int], lineage: _Lineage) -> None:
    """Finds a page's tellings, by their roots, again among the new ones, whose `incidents.key` are given."""
    new_words = {incident: words_of(connection, incident) for incident in new}
    shares: dict[tuple[int, int], float] = {}
    for root, row in before.items():
        words = words_of(connection, row.incident)
        told = {(root, incident): _share(words, new_words[incident]) for incident in new}
        shares |= {pair: share for pair, share in told.items() if share >= _SAME}
    best_first = sorted(shares, key=lambda pair: (-shares[pair], pair))
    found: set[int] = set()
    for root, incident in best_first:
        if incident not in lineage.roots and root not in found:
            lineage.roots[incident] = root
            found.add(root)
    for root, incident in best_first:
        if root not in found:
            lineage.merged.setdefault(root, incident)


def _share(one: Words, other: Words) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def words_of(connection: Connection, incident: int) -> Words:
    """The quotes behind the incident with this `incidents.key`."""
    query = (
        select(statements.c.field, quotes.c.text)
        .join(quotes, statements.c.quote == quotes.c.key)
        .join(incident_accounts, incident_accounts.c.account == statements.c.account)
        .where(incident_accounts.c.incident == incident)
    )
    return frozenset((row.field, row.text) for row in connection.execute(query))


def current_of(connection: Connection, roots: Sequence[int]) -> dict[int, RowMapping]:
    """The row of `tellings` that is current of each of these roots; one that is told no longer has none."""
    root = func.coalesce(tellings.c.root, tellings.c.key)
    found: dict[int, RowMapping] = {}
    for some in chunks(roots):
        query = select(tellings, root.label("first")).join(evidence, evidence.c.telling == tellings.c.key)
        either = or_(tellings.c.root.in_(some), tellings.c.key.in_(some))
        for row in connection.execute(query.where(either)).mappings():
            found[row["first"]] = row
    return found
