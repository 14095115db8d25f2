"""What lists and searches need to know of the accounts behind linked incidents: who gave which, where it stands."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from reportedly.model.linked import Figure, LinkedIncident
from reportedly.storing.rows import Row
from reportedly.storing.schema import accounts, incident_accounts, linked_tellings, reports, statements, tellings


class Told(NamedTuple):
    """One account of a linked incident, with what lists show of its page."""

    key: int  # `accounts.key`
    report: int  # `reports.key`
    report_id: str
    account: str  # `<report id>#<account id>`
    outlet: str | None
    language: str | None
    day: datetime.date
    speaker: str | None
    type: str | None
    places: tuple[str, ...]


def told_of(connection: Connection, incidents: Sequence[int]) -> dict[int, list[Told]]:
    """The accounts of the incidents with these `linked_incidents.key`, by report and in its order."""
    query = (
        select(
            linked_tellings.c.incident,
            accounts.c.key,
            accounts.c.report,
            reports.c.report_id,
            accounts.c.contract_id,
            reports.c.outlet,
            reports.c.language,
            tellings.c.day,
            accounts.c.speaker_name,
            accounts.c.speaker_type,
            accounts.c.place,
            accounts.c.admin1,
        )
        .select_from(linked_tellings)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .join(incident_accounts, incident_accounts.c.incident == tellings.c.incident)
        .join(accounts, accounts.c.key == incident_accounts.c.account)
        .join(reports, reports.c.key == accounts.c.report)
        .where(linked_tellings.c.incident.in_(incidents))
        .order_by(accounts.c.report, accounts.c.position)
    )
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for incident, key, report, page, name, outlet, language, day, speaker, kind, *where in connection.execute(query):
        places = tuple(each for each in where if each)
        account = f"{page}#{name}"
        found[incident].append(Told(key, report, page, account, outlet, language, day, speaker, kind, places))
    return found


def weapons_of(connection: Connection, accounts_: Sequence[int]) -> list[str]:
    """The names of the weapons of which the accounts with these `accounts.key` tell."""
    query = select(statements.c.value).where(statements.c.account.in_(accounts_), statements.c.field == "weapons")
    return [str(msgspec.json.decode(value)["name"]) for value in connection.execute(query).scalars()]


def sources_of(incident: LinkedIncident, told: Sequence[Told], *, dismissed: bool) -> Iterator[Row]:
    """The rows of `listed_sources` of one incident, but for its key: by source, the reports in their order."""
    copied = {reprint.report for reprint in incident.reprints}
    for kind, known_by in (("outlet", _outlet), ("speaker", _speaker)):
        of: defaultdict[str, list[Told]] = defaultdict(list)
        for one in told:
            name = known_by(one)
            if name is not None:
                of[name].append(one)
        for name, accounts_ in of.items():
            if name.startswith(_NAMELESS):
                continue
            verdict = _verdict(incident, accounts_) if len(of) > 1 else None
            shared = {"kind": kind, "name": name, "dismissed": dismissed}
            head = {"head": True, "alone": len(of) == 1, "verdict": verdict}
            for row in _by_report(accounts_):
                yield {**shared, **row, "copied": row["copied"] in copied, **head}
                head = {"head": False, "alone": None, "verdict": None}


_NAMELESS = "\x00"
"""Begins what stands for speakers without a name: they are others, but no source that could be told of."""


def _outlet(one: Told) -> str:
    return one.outlet or ""


def _speaker(one: Told) -> str | None:
    """None for the outlet's own voice."""
    return one.speaker or (_NAMELESS + one.type if one.type else None)


def _by_report(told: Iterable[Told]) -> Iterator[Row]:
    """A row for each report; `copied` is its id yet."""
    of: defaultdict[int, list[Told]] = defaultdict(list)
    for one in told:
        of[one.report].append(one)
    for report, of_it in of.items():
        one = of_it[0]
        yield {
            "report": report,
            "type": one.type if one.speaker else None,
            "language": one.language,
            "day": one.day,
            "accounts": len(of_it),
            "copied": one.report_id,
        }


def _verdict(incident: LinkedIncident, told: Iterable[Told]) -> int | None:
    """Whether the last figure of the killed that counts of these accounts is below (-1), at (0) or above (1) the best.

    None where they have none or there is no best; a range that holds the best is at it.
    """
    names, best = {one.account for one in told}, incident.killed.best
    counted = [f for f in incident.figures if f.account in names and f.outcome == "killed" and f.standing == "counted"]
    if not counted or best is None:
        return None
    last: Figure = max(counted, key=lambda figure: figure.day or datetime.date.min)
    if last.high is not None and last.high < best:
        return -1
    return 1 if last.low is not None and last.low > best else 0
