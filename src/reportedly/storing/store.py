"""The store: readings in and out of one SQLite file.

Rows are only ever added, but for a failure, which goes once its page can be read. What is read twice is stored
once; what changed is the next revision.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, Select, delete, func, insert, select

from reportedly.model.account import Account
from reportedly.model.errors import QuoteNotInText, StoreError
from reportedly.model.incident import Incident
from reportedly.model.quote import Quote
from reportedly.model.reading import Failure, Reading, quotes_of
from reportedly.model.report import Report
from reportedly.storing import database, rows
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


class StoredIncident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with what stands behind it. `id` is 64 hexadecimal digits; any unique beginning finds it."""

    id: str
    incident: Incident
    accounts: tuple[Account, ...]
    report: Report


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """The store in the file at `path`, made there if it's missing and `create` is true.

    Raises `StoreError` where the file isn't a store, is of a newer version, or can't be opened.
    """
    where = Path(path)
    return Store(where, database.connect(where, create=create))


class Store:
    """A store that is open; a context manager. Every method raises `StoreError` where the file can't be used."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        with database.reporting(self.path):
            self._engine.dispose()

    def add(self, outcome: Reading | Failure, *, given: str | None = None) -> bool:
        """Stores one page's outcome, all of it or nothing; false where it was there already.

        `given` names what the reader was given, for `has`. Raises `StoreError` where two accounts or
        incidents of a reading share an id, or an incident names an account that isn't there.
        """
        with self._writing() as connection:
            if isinstance(outcome, Failure):
                return _add_failure(connection, outcome)
            added = _add_reading(connection, outcome)
            if given is not None:
                _remember(connection, given, outcome)
            return added

    def has(self, given: str) -> bool:
        """Whether a reading of what `given` names is stored."""
        with self._reading() as connection:
            return connection.execute(select(inputs.c.id).where(inputs.c.id == given)).first() is not None

    def reading(self, report_id: str) -> Reading:
        """The current reading of the page with this id; raises `StoreError` where there's none."""
        with self._reading() as connection:
            row = connection.execute(_current().where(reports.c.report_id == report_id)).mappings().first()
            if row is None:
                raise StoreError(f"{self.path}: no report has the id {report_id} (reportedly list shows what there is)")
            return self._whole(connection, row)

    def readings(self) -> Iterator[Reading]:
        """The current reading of every page, in the order in which they were added."""
        with self._reading() as connection:
            for row in _pages(connection, _current().order_by(reports.c.key)):
                yield self._whole(connection, row)

    def revisions(self, report_id: str) -> list[Reading]:
        """Every reading of one page, the oldest first; empty where there's none."""
        query = select(reports).where(reports.c.report_id == report_id).order_by(reports.c.revision)
        with self._reading() as connection:
            return [self._whole(connection, row) for row in connection.execute(query).mappings().all()]

    def incidents(self) -> Iterator[StoredIncident]:
        """Every incident of the current readings, those that pages are about before background."""
        query = _current_incidents().order_by(incidents.c.background, reports.c.key, incidents.c.position)
        with self._reading() as connection:
            for row in _pages(connection, query):
                yield self._stored_incident(connection, row)

    def incident(self, beginning: str) -> StoredIncident:
        """The incident whose id begins so; raises `StoreError` where none or several do."""
        start = beginning.strip().lower()
        query = _current_incidents().where(incidents.c.id >= start, incidents.c.id < start + "g").limit(2)
        with self._reading() as connection:
            found = connection.execute(query).mappings().all() if start else []
            if not found:
                raise StoreError(f"{self.path}: no incident's id begins with {beginning!r} (see: reportedly list)")
            if len(found) > 1:
                raise StoreError(f"{self.path}: several incidents' ids begin with {beginning!r} (give more of it)")
            return self._stored_incident(connection, found[0])

    def failures(self) -> list[Failure]:
        """The pages that couldn't be read and haven't been since, in the order in which they failed."""
        query = select(failures.c.id, failures.c.code, failures.c.message).order_by(
            failures.c.added, failures.c.id, failures.c.message
        )
        with self._reading() as connection:
            return [Failure(id=row.id, code=row.code, message=row.message) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many pages, accounts, incidents and failures there are, revisions that are current only."""
        current = select(_current().subquery().c.key)
        queries = {
            "reports": select(func.count()).select_from(current.subquery()),
            "accounts": select(func.count()).select_from(accounts).where(accounts.c.report.in_(current)),
            "incidents": select(func.count()).select_from(incidents).where(incidents.c.report.in_(current)),
            "failures": select(func.count()).select_from(failures),
        }
        with self._reading() as connection:
            return {name: connection.execute(query).scalar_one() for name, query in queries.items()}

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            database.reporting(self.path),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database.reporting(self.path), self._engine.connect() as connection:
            yield connection

    def _whole(self, connection: Connection, row: RowMapping) -> Reading:
        try:
            return Reading(
                report=rows.report_of(row),
                accounts=_accounts(connection, row["key"]),
                incidents=_incidents(connection, row["key"]),
            )
        except (QuoteNotInText, msgspec.MsgspecError) as error:
            raise StoreError(f"{self.path}: what it holds of {row['report_id']} is damaged: {error}") from error

    def _stored_incident(self, connection: Connection, row: RowMapping) -> StoredIncident:
        report = connection.execute(select(reports).where(reports.c.key == row["report"])).mappings().one()
        reading = self._whole(connection, report)
        incident = next(i for i in reading.incidents if i.id == row["contract_id"])
        behind = tuple(account for account in reading.accounts if account.id in incident.accounts)
        return StoredIncident(id=row["id"], incident=incident, accounts=behind, report=reading.report)


def _current() -> Select[Any]:
    latest = select(reports.c.report_id, func.max(reports.c.revision).label("revision")).group_by(reports.c.report_id)
    newest = latest.subquery()
    same = (reports.c.report_id == newest.c.report_id) & (reports.c.revision == newest.c.revision)
    return select(reports).join(newest, same)


def _current_incidents() -> Select[Any]:
    current = _current().subquery()
    return select(incidents).join(reports).where(incidents.c.report.in_(select(current.c.key)))


def _pages(connection: Connection, query: Select[Any]) -> Iterator[RowMapping]:
    """Rows a few hundred at a time, so that a large store isn't held in memory."""
    yield from connection.execution_options(yield_per=256).execute(query).mappings()


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


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0, tzinfo=None)


def _add_failure(connection: Connection, failure: Failure) -> bool:
    same = (failures.c.id == failure.id) & (failures.c.message == failure.message)
    if connection.execute(select(failures.c.id).where(same)).first() is not None:
        return False
    connection.execute(insert(failures), msgspec.structs.asdict(failure) | {"added": _now()})
    return True


def _remember(connection: Connection, given: str, reading: Reading) -> None:
    if connection.execute(select(inputs.c.id).where(inputs.c.id == given)).first() is None:
        key = select(reports.c.key).where(reports.c.id == rows.reading_id(reading)).scalar_subquery()
        connection.execute(insert(inputs).values(id=given, report=key))


def _add_reading(connection: Connection, reading: Reading) -> bool:
    report = reading.report
    connection.execute(delete(failures).where(failures.c.id == report.id))
    content = rows.reading_id(reading)
    if connection.execute(select(reports.c.key).where(reports.c.id == content)).first() is not None:
        return False
    _refuse_loose_ends(reading)
    revision = select(func.coalesce(func.max(reports.c.revision), 0) + 1).where(reports.c.report_id == report.id)
    row = rows.report_row(report) | {
        "id": content,
        "revision": connection.execute(revision).scalar_one(),
        "added": _now(),
    }
    key = connection.execute(insert(reports).returning(reports.c.key), row).scalar_one()
    account_keys = _add_accounts(connection, key, reading)
    _add_incidents(connection, key, reading, account_keys)
    return True


def _refuse_loose_ends(reading: Reading) -> None:
    for name, ids in (("account", [a.id for a in reading.accounts]), ("incident", [i.id for i in reading.incidents])):
        if len(set(ids)) < len(ids):
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
