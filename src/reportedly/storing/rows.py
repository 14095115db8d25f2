"""Readings as rows of `schema.py`, and back. Nothing here touches a database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import RowMapping

from reportedly.model.account import Account, Event, Perpetrator, Speaker, Victim, Weapon, When, Where
from reportedly.model.incident import Incident
from reportedly.model.linked import LinkedIncident
from reportedly.model.quote import Quote
from reportedly.model.reading import Reading
from reportedly.model.report import Report

Row = dict[str, Any]
Value = Speaker | Event | When | Where | Victim | Perpetrator | Weapon

SINGLE: dict[str, type[Value]] = {"speaker": Speaker, "event": Event, "when": When, "where": Where}
LISTS: dict[str, type[Value]] = {"victims": Victim, "perpetrators": Perpetrator, "weapons": Weapon}

# A page fetched again differs in these without saying anything new (advertising, other stories' headlines)
_OF_THE_FETCH = ("raw_sha256", "retrieved", "teasers")


class Statement(NamedTuple):
    """One value of an account, apart from its quote."""

    field: str
    position: int
    value: str
    rule: str | None
    quote: Quote | None


def content_id(*parts: object) -> str:
    """The SHA-256, in hexadecimal, of these values as JSON."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def reading_id(reading: Reading) -> str:
    """The same for the same words read in the same way, however often the page was fetched."""
    report = {
        name: value for name, value in msgspec.structs.asdict(reading.report).items() if name not in _OF_THE_FETCH
    }
    if not reading.report.withdrawn:
        del report["withdrawn"]  # ids of before this field was there stay
    return content_id(report, reading.accounts, reading.incidents)


def report_row(report: Report) -> Row:
    """The report's own columns."""
    row = msgspec.structs.asdict(report)
    row["report_id"] = row.pop("id")
    row["teasers"] = msgspec.json.encode(report.teasers).decode()
    return row


def report_of(row: RowMapping) -> Report:
    """The report that `report_row` was given; raises `msgspec.DecodeError` where it's damaged."""
    fields = {name: row[name] for name in Report.__struct_fields__ if name != "id"}
    fields["teasers"] = msgspec.json.decode(row["teasers"], type=tuple[str, ...])
    fields["withdrawn"] = bool(row["withdrawn"])
    return Report(id=row["report_id"], **fields)


def account_row(report: Report, account: Account, position: int) -> Row:
    """The account's own columns and the copies; its `id` does not depend on the contract's running numbers."""
    content = {n: v for n, v in msgspec.structs.asdict(account).items() if n not in ("id", "incident", "confidence")}
    speaker = account.speaker
    return {
        "id": content_id(report.id, content),
        "position": position,
        "contract_id": account.id,
        "incident": account.incident,
        "act": account.act,
        "background": account.background,
        "confidence": account.confidence,
        "speaker_name": speaker.name if speaker else None,
        "speaker_type": speaker.type if speaker else None,
        "via": speaker.via if speaker else None,
        **_what_when_where(account),
    }


def statements_of(account: Account) -> Iterator[Statement]:
    """Every value of the account, one a row."""
    for field in SINGLE:
        value: Value | None = getattr(account, field)
        if value is not None:
            yield _statement(field, 0, value)
    for field in LISTS:
        for position, value in enumerate(getattr(account, field)):
            yield _statement(field, position, value)


def account_of(row: RowMapping, statements: Iterable[Statement]) -> Account:
    """The account that `account_row` and `statements_of` were given; raises `msgspec.ValidationError` where damaged."""
    fields: Row = {name: row[name] for name in ("incident", "act", "background", "confidence")}
    fields |= {**dict.fromkeys(SINGLE), **dict.fromkeys(LISTS, ())}
    for statement in sorted(statements, key=lambda s: s.position):
        if statement.field in SINGLE:
            fields[statement.field] = _value(statement, SINGLE[statement.field])
        else:
            fields[statement.field] += (_value(statement, LISTS[statement.field]),)
    return Account(id=row["contract_id"], **fields)


def incident_row(report: Report, incident: Incident, position: int) -> Row:
    """The incident's columns: the copies, and the whole of it as JSON."""
    return {
        "id": content_id(report.id, incident),
        "position": position,
        "contract_id": incident.id,
        "background": incident.background,
        **_figures(incident),
        **_what_when_where(incident),
        "value": msgspec.json.encode(incident).decode(),
    }


def incident_of(row: RowMapping) -> Incident:
    """The incident that `incident_row` was given; raises `msgspec.DecodeError` where it's damaged."""
    return msgspec.json.decode(row["value"], type=Incident)


def linked_row(incident: LinkedIncident) -> Row:
    """The linked incident's columns: the copies, and the whole of it as JSON."""
    return {
        "id": incident.id,
        "first": incident.tellings[0],
        "background": incident.background,
        **_figures(incident),
        **_what_when_where(incident),
        "reports": len(incident.reports),
        "origins": incident.origins,
        "grade": incident.grade,
        "value": msgspec.json.encode(incident).decode(),
    }


def _figures(incident: Incident | LinkedIncident) -> Row:
    return {
        f"{outcome}_{bound}": as_column(getattr(getattr(incident, outcome), bound))
        for outcome in ("killed", "injured")
        for bound in ("low", "best", "high")
    }


def as_column(figure: int | None) -> int | None:
    """None for a figure beyond SQLite's integers, which only a hostile page gives; the JSON keeps it."""
    return figure if figure is not None and abs(figure) < 2**63 else None


def _what_when_where(of: Account | Incident | LinkedIncident) -> Row:
    event, when, where = of.event, of.when, of.where
    return {
        "event_type": event.type if event else None,
        "event_sub_type": event.sub_type if event else None,
        "day_start": when.start if when else None,
        "day_end": when.end if when else None,
        "day_precision": when.precision if when else None,
        "country": where.country if where else None,
        "admin1": where.admin1 if where else None,
        "place": where.name if where else None,
        "place_precision": where.precision if where else None,
    }


def _statement(field: str, position: int, value: Value) -> Statement:
    content = msgspec.structs.asdict(value)
    quote, rule = content.pop("quote"), content.pop("rule")
    return Statement(field, position, msgspec.json.encode(content).decode(), rule, quote)


def _value(statement: Statement, kind: type[Value]) -> Value:
    content = msgspec.json.decode(statement.value)
    return msgspec.convert(content | {"quote": statement.quote, "rule": statement.rule}, kind)
