"""One page's reading, or why it couldn't be read, into the store: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from reportedly.model.errors import StoreError
from reportedly.model.reading import Failure, Reading, quotes_of
from reportedly.storing import database, rows
from reportedly.storing.copy_schema import sites
from reportedly.storing.schema import (
    accounts,
    failures,
    incident_accounts,
    incidents,
    inputs,
    quotes,
    reports,
    statements,
)


def add_failure(connection: Connection, failure: Failure) -> bool:
    """Keeps it; false where it was there already."""
    same = (failures.c.id == failure.id) & (failures.c.message == failure.message)
    if connection.execute(select(failures.c.id).where(same)).first() is not None:
        return False
    connection.execute(insert(failures), msgspec.structs.asdict(failure) | {"added": database.now()})
    return True


def remember(connection: Connection, given: str, reading: Reading) -> None:
    """Keeps that the reader was given this, and the reading that came of it."""
    if connection.execute(select(inputs.c.id).where(inputs.c.id == given)).first() is None:
        key = select(reports.c.key).where(reports.c.id == rows.reading_id(reading)).scalar_subquery()
        connection.execute(insert(inputs).values(id=given, report=key))


def add_reading(connection: Connection, reading: Reading, *, now: bool = False, site: str | None = None) -> bool:
    """Keeps it; false where it was there already, with `now` where it's the page's last revision already.

    `site` is whose page it is, where that is known. Raises `StoreError` for loose ends.
    """
    report = reading.report
    connection.execute(delete(failures).where(failures.c.id == report.id))
    last = func.coalesce(func.max(reports.c.revision), 0)
    revision = connection.execute(select(last).where(reports.c.report_id == report.id)).scalar_one() + 1
    content = rows.reading_id(reading)
    if _has(connection, content):
        again = [rows.content_id(content, number) for number in (revision - 1, revision)]
        current = (reports.c.report_id == report.id) & (reports.c.revision == revision - 1)
        there = connection.execute(select(reports.c.id).where(current)).scalar_one_or_none()
        if not now or there in (content, again[0]):
            return False
        content = again[1]
    _refuse_loose_ends(reading)
    row = rows.report_row(report) | {
        "id": content,
        "revision": revision,
        "added": database.now(),
    }
    key = connection.execute(insert(reports).returning(reports.c.key), row).scalar_one()
    if site is not None:
        there = {"report": key, "site": site, "day": report.published, "length": len(report.text)}
        connection.execute(insert(sites), there)
    account_keys = _add_accounts(connection, key, reading)
    _add_incidents(connection, key, reading, account_keys)
    return True


def _has(connection: Connection, content: str) -> bool:
    return connection.execute(select(reports.c.key).where(reports.c.id == content)).first() is not None


def _refuse_loose_ends(reading: Reading) -> None:
    for name, used in (("account", [a.id for a in reading.accounts]), ("incident", [i.id for i in reading.incidents])):
        if len(set(used)) < len(used):
            raise StoreError(f"{reading.report.id}: two of its {name}s share an id (report this as a bug)")
    known = {account.id for account in reading.accounts}
    if any(not known.issuperset(incident.accounts) for incident in reading.incidents):
        raise StoreError(f"{reading.report.id}: an incident names an account that isn't there (report this as a bug)")


def _add_accounts(connection: Connection, report: int, reading: Reading) -> dict[str, int]:
    """Stores accounts, statements and quotes; the keys of the accounts by the contract's ids."""
    said = sorted(set(quotes_of(reading.accounts)), key=lambda quote: (quote.start, quote.end))
    quote_rows = [msgspec.structs.asdict(quote) | {"report": report} for quote in said]
    quote_keys = dict(zip(said, _insert(connection, quotes, quote_rows), strict=True))
    account_rows = [
        rows.account_row(reading.report, account, position) | {"report": report}
        for position, account in enumerate(reading.accounts)
    ]
    account_keys = _insert(connection, accounts, account_rows)
    statement_rows = [
        statement._asdict() | {"account": key, "quote": quote_keys[statement.quote] if statement.quote else None}
        for account, key in zip(reading.accounts, account_keys, strict=True)
        for statement in rows.statements_of(account)
    ]
    _insert(connection, statements, statement_rows)
    return {account.id: key for account, key in zip(reading.accounts, account_keys, strict=True)}


def _add_incidents(connection: Connection, report: int, reading: Reading, account_keys: dict[str, int]) -> None:
    incident_rows = [
        rows.incident_row(reading.report, incident, position) | {"report": report}
        for position, incident in enumerate(reading.incidents)
    ]
    links = [
        {"incident": key, "position": position, "account": account_keys[account]}
        for incident, key in zip(reading.incidents, _insert(connection, incidents, incident_rows), strict=True)
        for position, account in enumerate(incident.accounts)
    ]
    if links:
        connection.execute(insert(incident_accounts), links)


def _insert(connection: Connection, table: Any, new: Sequence[rows.Row]) -> list[int]:
    """Adds the rows; their keys, in the same order."""
    if not new:
        return []
    statement = insert(table).returning(table.c.key, sort_by_parameter_order=True)
    return list(connection.execute(statement, new).scalars())
