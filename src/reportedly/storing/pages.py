"""Pages out of the store: the reading that a row of `reports` stands for, whole and checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, func, select

from reportedly.model.account import Account
from reportedly.model.errors import QuoteNotInText, StoreError
from reportedly.model.incident import Incident
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


def streamed(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    """Rows a few hundred at a time, so that a large store isn't held in memory."""
    yield from connection.execution_options(yield_per=256).execute(query).mappings()


def reading_of(connection: Connection, row: RowMapping) -> Reading:
    """The reading of a row of `reports`; raises `StoreError` where what is stored of it is damaged."""
    try:
        return Reading(
            report=rows.report_of(row),
            accounts=_accounts(connection, row["key"]),
            incidents=_incidents(connection, row["key"]),
        )
    except (QuoteNotInText, msgspec.MsgspecError) as error:
        file = connection.engine.url.database
        raise StoreError(f"{file}: what it holds of {row['report_id']} is damaged: {error}") from error


def reading_at(connection: Connection, key: int) -> Reading:
    """The reading with this `reports.key`."""
    return reading_of(connection, connection.execute(select(reports).where(reports.c.key == key)).mappings().one())


def _accounts(connection: Connection, report: int) -> tuple[Account, ...]:
    query = (
        select(statements, quotes.c.text, quotes.c.start, quotes.c.end)
        .join(accounts, statements.c.account == accounts.c.key)
        .outerjoin(quotes, statements.c.quote == quotes.c.key)
        .where(accounts.c.report == report)
    )
    of_account: dict[int, list[rows.Statement]] = defaultdict(list)
    for row in connection.execute(query):
        quote = Quote(row.text, row.start, row.end) if row.quote is not None else None
        of_account[row.account].append(rows.Statement(row.field, row.position, row.value, row.rule, quote))
    found = connection.execute(select(accounts).where(accounts.c.report == report).order_by(accounts.c.position))
    return tuple(rows.account_of(row, of_account[row["key"]]) for row in found.mappings())


def _incidents(connection: Connection, report: int) -> tuple[Incident, ...]:
    found = connection.execute(select(incidents).where(incidents.c.report == report).order_by(incidents.c.position))
    return tuple(rows.incident_of(row) for row in found.mappings())
