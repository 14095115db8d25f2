"""Pages out of the store: the reading that a row of `reports` stands for, whole and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from reportedly.model.errors import QuoteNotInText, StoreError
from reportedly.model.quote import Quote
from reportedly.model.reading import Reading
from reportedly.model.report import Report
from reportedly.model.telling import Telling
from reportedly.storing import rows
from reportedly.storing.schema import accounts, incident_accounts, incidents, quotes, reports, statements

_NAMING = ("speaker", "where", "victims", "perpetrators")
"""The fields of an account that name somebody, or a place."""


def current() -> Select[Any]:
    """The rows of `reports` with the highest revision of their page."""
    latest = select(reports.c.report_id, func.max(reports.c.revision).label("revision")).group_by(reports.c.report_id)
    newest = latest.subquery()
    same = (reports.c.report_id == newest.c.report_id) & (reports.c.revision == newest.c.revision)
    return select(reports).join(newest, same)


def replaced() -> Select[Any]:
    """The `key` of the rows of `reports` whose page has a later revision: few, so that what counts goes by them."""
    later = reports.alias("later")
    same = (later.c.report_id == reports.c.report_id) & (later.c.revision == reports.c.revision + 1)
    return select(reports.c.key).join(later, same)


def streamed(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    """Rows a few hundred at a time, so that a large store isn't held in memory."""
    yield from connection.execution_options(yield_per=256).execute(query).mappings()


def reading_of(connection: Connection, row: RowMapping) -> Reading:
    """The reading of a row of `reports`; raises `StoreError` where what is stored of it is damaged."""
    return _readings_of(connection, [row])[row["key"]]


def reading_at(connection: Connection, key: int) -> Reading:
    """The reading with this `reports.key`."""
    return readings_at(connection, [key])[key]


def readings_at(connection: Connection, keys: Sequence[int]) -> dict[int, Reading]:
    """The readings with these `reports.key`, a few hundred at most: many at once cost a third of one by one."""
    found = connection.execute(select(reports).where(reports.c.key.in_(keys)).order_by(reports.c.key))
    return _readings_of(connection, found.mappings().all())


def tellings_at(connection: Connection, keys: Sequence[int]) -> dict[int, Telling]:
    """The tellings with these `incidents.key`, a few hundred at most: of their pages no account more is read."""
    happened = connection.execute(select(incidents).where(incidents.c.key.in_(keys))).mappings().all()
    pages = select(reports).where(reports.c.key.in_({row["report"] for row in happened}))
    page_of = {row["key"]: row for row in connection.execute(pages).mappings()}
    telling = (
        select(accounts, incident_accounts.c.incident.label("told"))
        .join(incident_accounts, incident_accounts.c.account == accounts.c.key)
        .where(incident_accounts.c.incident.in_(keys))
        .order_by(accounts.c.position)
    )
    told: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(telling).mappings():
        told[row["told"]].append(row)
    said = _statements(connection, {row["key"] for found in told.values() for row in found})
    report_of: dict[int, Report] = {}
    found: dict[int, Telling] = {}
    for row in happened:
        page = page_of[row["report"]]
        with _damage_told(connection, page):
            found[row["key"]] = Telling(
                report=report_of.get(page["key"]) or report_of.setdefault(page["key"], rows.report_of(page)),
                incident=rows.incident_of(row),
                accounts=tuple(rows.account_of(account, said[account["key"]]) for account in told[row["key"]]),
                position=row["position"],
            )
    return found


def _readings_of(connection: Connection, found: Sequence[RowMapping]) -> dict[int, Reading]:
    keys = [row["key"] for row in found]
    read: dict[int, Reading] = {}
    told, happened = _rows_of(connection, accounts, keys), _rows_of(connection, incidents, keys)
    said = _statements(connection, {row["key"] for of in told.values() for row in of})
    for row in found:
        key = row["key"]
        with _damage_told(connection, row):
            read[key] = Reading(
                report=rows.report_of(row),
                accounts=tuple(rows.account_of(account, said[account["key"]]) for account in told[key]),
                incidents=tuple(rows.incident_of(incident) for incident in happened[key]),
            )
    return read


def named_in(connection: Connection, report_ids: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What any reading of these reports tells of people and places: the report's id, and a value with its quote."""
    asked = func.json_each(msgspec.json.encode(sorted(report_ids)).decode()).table_valued("value")
    asked_for = select(reports.c.report_id, reports.c.key).where(reports.c.report_id.in_(select(asked.c.value)))
    of = asked_for.subquery()
    said = (
        select(of.c.report_id, statements.c.value, quotes.c.text)
        .join(accounts, accounts.c.report == of.c.key)
        .join(statements, (statements.c.account == accounts.c.key) & statements.c.field.in_(_NAMING))
        .outerjoin(quotes, statements.c.quote == quotes.c.key)
        .where(func.instr(statements.c.value, '"name":null') == 0)
    )
    for report_id, value, text in connection.execute(said):
        yield report_id, {**msgspec.json.decode(value), "quote": None if text is None else {"text": text}}
    places = select(of.c.report_id, incidents.c.place, incidents.c.place_precision)
    for row in connection.execute(places.join(incidents, incidents.c.report == of.c.key)).mappings():
        yield row["report_id"], dict(row)


def named(connection: Connection) -> Iterator[dict[str, Any]]:
    """What the readings of all reports tell of people and places, each once."""
    said = (
        select(statements.c.value, quotes.c.text)
        .outerjoin(quotes, statements.c.quote == quotes.c.key)
        .where(statements.c.field.in_(_NAMING), func.instr(statements.c.value, '"name":null') == 0)
        .distinct()
    )
    for value, text in connection.execute(said):
        yield {**msgspec.json.decode(value), "quote": None if text is None else {"text": text}}


@contextmanager
def _damage_told(connection: Connection, report: RowMapping) -> Iterator[None]:
    try:
        yield
    except (QuoteNotInText, msgspec.MsgspecError) as error:
        file = connection.engine.url.database
        raise StoreError(f"{file}: what it holds of {report['report_id']} is damaged: {error}") from error


def _statements(connection: Connection, keys: Collection[int]) -> dict[int, list[rows.Statement]]:
    """By account, its statements."""
    asked = func.json_each(msgspec.json.encode(sorted(keys)).decode()).table_valued("value")
    query = (
        select(statements, quotes.c.text, quotes.c.start, quotes.c.end)
        .outerjoin(quotes, statements.c.quote == quotes.c.key)
        .where(statements.c.account.in_(select(asked.c.value)))
    )
    of_account: dict[int, list[rows.Statement]] = defaultdict(list)
    for _, account, field, position, value, rule, quoted, *quote in connection.execute(query):
        said = Quote(*quote) if quoted is not None else None
        of_account[account].append(rows.Statement(field, position, value, rule, said))
    return of_account


def _rows_of(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, list[RowMapping]]:
    """By report, its rows of a table, in their order."""
    of: dict[int, list[RowMapping]] = {key: [] for key in keys}
    query = select(table).where(table.c.report.in_(keys)).order_by(table.c.report, table.c.position)
    for row in connection.execute(query).mappings():
        of[row["report"]].append(row)
    return of
