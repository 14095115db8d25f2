"""Pages out of the store: the reading that a row of `reports` stands for, whole and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from reportedly.model.errors import QuoteNotInText, StoreError
from reportedly.model.quote import Quote
from reportedly.model.reading import Reading
from reportedly.storing import rows
from reportedly.storing.schema import accounts, incidents, quotes, reports, statements


def current() -> Select[Any]:
    """The rows of `reports` with the highest revision of their page."""
    latest = select(reports.c.report_id, func.max(reports.c.revision).label("revision")).group_by(reports.c.report_id)
    newest = latest.subquery()
    same = (reports.c.report_id == newest.c.report_id) & (reports.c.revision == newest.c.revision)
    return select(reports).join(newest, same)


def replaced() -> Select[Any]:
    """The `key` of the rows of `reports` whose page has a later revision: few, so that what counts goes by them."""
    later = reports.alias("later")
    return (
        select(reports.c.key)
        .join(later, (later.c.report_id == reports.c.report_id) & (later.c.revision == reports.c.revision + 1))
        .where(later.c.revision > 1)
    )


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


def _readings_of(connection: Connection, found: Sequence[RowMapping]) -> dict[int, Reading]:
    keys = [row["key"] for row in found]
    read: dict[int, Reading] = {}
    told, happened = _accounts(connection, keys), _rows_of(connection, incidents, keys)
    for row in found:
        key = row["key"]
        try:
            read[key] = Reading(
                report=rows.report_of(row),
                accounts=tuple(rows.account_of(*account) for account in told[key]),
                incidents=tuple(rows.incident_of(incident) for incident in happened[key]),
            )
        except (QuoteNotInText, msgspec.MsgspecError) as error:
            file = connection.engine.url.database
            raise StoreError(f"{file}: what it holds of {row['report_id']} is damaged: {error}") from error
    return read


def _accounts(connection: Connection, keys: Sequence[int]) -> dict[int, list[tuple[RowMapping, list[rows.Statement]]]]:
    """By report, its accounts in their order, each with its statements."""
    query = (
        select(statements, quotes.c.text, quotes.c.start, quotes.c.end)
        .join(accounts, statements.c.account == accounts.c.key)
        .outerjoin(quotes, statements.c.quote == quotes.c.key)
        .where(accounts.c.report.in_(keys))
    )
    of_account: dict[int, list[rows.Statement]] = defaultdict(list)
    for _, account, field, position, value, rule, quoted, *quote in connection.execute(query):
        said = Quote(*quote) if quoted is not None else None
        of_account[account].append(rows.Statement(field, position, value, rule, said))
    return {
        report: [(row, of_account[row["key"]]) for row in found]
        for report, found in _rows_of(connection, accounts, keys).items()
    }


def _rows_of(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, list[RowMapping]]:
    """By report, its rows of a table, in their order."""
    of: dict[int, list[RowMapping]] = {key: [] for key in keys}
    query = select(table).where(table.c.report.in_(keys)).order_by(table.c.report, table.c.position)
    for row in connection.execute(query).mappings():
        of[row["report"]].append(row)
    return of
