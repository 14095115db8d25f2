"""The store: readings, linked incidents and judgements in and out of one SQLite file.

Rows are only ever added, but for a failure, which goes once its page can be read. What is read twice is stored
once; what changed is the next revision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, delete, func, insert, select

from reportedly.model.errors import NotThere, StoreError
from reportedly.model.judgement import Judgement
from reportedly.model.linked import LinkedIncident
from reportedly.model.reading import Failure, Reading, quotes_of
from reportedly.model.telling import Telling
from reportedly.storing import database, ids, judging, linked, linking, pages, rows
from reportedly.storing.ids import Found, IdChange
from reportedly.storing.judging import Judged
from reportedly.storing.linking import Linking, Scored
from reportedly.storing.schema import (
    accounts,
    failures,
    incident_accounts,
    incidents,
    inputs,
    linked_incidents,
    quotes,
    reports,
    statements,
)


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
            row = connection.execute(pages.current().where(reports.c.report_id == report_id)).mappings().first()
            if row is None:
                raise NotThere(f"{self.path}: no report has the id {report_id} (reportedly list shows what there is)")
            return pages.reading_of(connection, row)

    def readings(self) -> Iterator[Reading]:
        """The current reading of every page, in the order in which they were added."""
        with self._reading() as connection:
            for row in pages.streamed(connection, pages.current().order_by(reports.c.key)):
                yield pages.reading_of(connection, row)

    def revisions(self, report_id: str) -> list[Reading]:
        """Every reading of one page, the oldest first; empty where there's none."""
        query = select(reports).where(reports.c.report_id == report_id).order_by(reports.c.revision)
        with self._reading() as connection:
            return [pages.reading_of(connection, row) for row in connection.execute(query).mappings().all()]

    def incidents(self, *, dismissed: bool = False) -> Iterator[LinkedIncident]:
        """Every linked incident, those that pages are about before background, then by day.

        With `dismissed` also those that a person says are no incident.
        """
        with self._reading() as connection:
            yield from linked.every(connection, dismissed=dismissed)

    def incident(self, beginning: str) -> LinkedIncident:
        """The incident to which the id that begins so leads now.

        Raises `StoreError` where none or several do, and where no page tells of it any more.
        """
        found = self.find(beginning)
        if found.now is None:
            raise NotThere(f"{self.path}: no page tells of incident {found.asked[:12]} any more; it is withdrawn")
        with self._reading() as connection:
            return linked.one(connection, found.now)

    def find(self, beginning: str) -> Found:
        """What an id, or the beginning of one, means; raises `StoreError` where none or several begin so."""
        with self._reading() as connection:
            return ids.find(connection, beginning)

    def tellings(self, incident: LinkedIncident) -> list[Telling]:
        """What the reports tell of the incident, in its order."""
        with self._reading() as connection:
            return linked.tellings_behind(connection, incident)

    def known(self, incident: LinkedIncident, day: datetime.date) -> dict[str, Telling]:
        """What they told of it up to and on `day`, by the tellings' present names."""
        with self._reading() as connection:
            return linked.known(connection, incident, day)

    def beside(self, incident: LinkedIncident, limit: int = 10) -> list[Scored]:
        """The strongest pairs that were compared of a telling of the incident, the first of the two, and another."""
        with self._reading() as connection:
            return linking.beside(connection, incident.tellings, limit)

    def holding(self, telling: str) -> str | None:
        """The id of the incident that has this current telling; None where it isn't linked."""
        with self._reading() as connection:
            return linked.holding(connection, telling)

    def compared(self, names: Sequence[str]) -> tuple[list[bytes], list[Scored]]:
        """What is stored of linking these current tellings: the evidence as JSON, the pairs among them."""
        with self._reading() as connection:
            return linking.compared(connection, names)

    def told_since(self, day: datetime.date) -> list[str]:
        """The ids of the incidents of which a report tells that came on this day or later."""
        with self._reading() as connection:
            return linked.told_since(connection, day)

    def founding(self, incident: LinkedIncident) -> str:
        """The name of the telling that gives the incident its id."""
        with self._reading() as connection:
            return ids.founding(connection, incident.id)

    def id_changes(self, since: datetime.date) -> list[IdChange]:
        """Which ids were given and which ended on this day or later, in the order in which it happened."""
        with self._reading() as connection:
            return ids.changes(connection, since)

    def judgements(self) -> list[Judged]:
        """The log of judgements, in its order."""
        with self._reading() as connection:
            return judging.log(connection)

    @contextmanager
    def linking(
        self, version: str, *, anew: bool = False, entry: Judgement | None = None, seen: Mapping[str, str] | None = None
    ) -> Iterator[Linking]:
        """A run of linking in one transaction: all of it is stored at the end, or nothing.

        With `anew`, or where the last run was of another `version` of the program, everything is linked anew. A
        judgement, `entry`, is added to the log first and given its id; what stands against it is the caller's to
        ask (`reviewing.contradictions`). Raises `StoreError` where it names a telling that isn't there, and
        `SeenOtherwise` where an incident isn't of the version (`version_of`) that `seen` has for its id.
        """
        with self._writing() as connection:
            linked.check_seen(connection, seen or {})
            written = judging.add(connection, entry) if entry is not None else None
            yield Linking(connection, version, anew=anew, written=written)

    def failures(self) -> list[Failure]:
        """The pages that couldn't be read and haven't been since, in the order in which they failed."""
        query = select(failures.c.id, failures.c.code, failures.c.message).order_by(
            failures.c.added, failures.c.id, failures.c.message
        )
        with self._reading() as connection:
            return [Failure(id=row.id, code=row.code, message=row.message) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many reports, accounts, linked incidents and failures there are, revisions that are current only.

        `unlinked` are the reports that no run of linking has taken in yet.
        """
        current = select(pages.current().subquery().c.key)
        queries = {
            "reports": select(func.count()).select_from(current.subquery()),
            "accounts": select(func.count()).select_from(accounts).where(accounts.c.report.in_(current)),
            "incidents": select(func.count()).select_from(linked_incidents).where(~linked_incidents.c.dismissed),
            "failures": select(func.count()).select_from(failures),
        }
        with self._reading() as connection:
            found = {name: connection.execute(query).scalar_one() for name, query in queries.items()}
            return found | {"unlinked": linked.unlinked(connection)}

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


def _add_failure(connection: Connection, failure: Failure) -> bool:
    same = (failures.c.id == failure.id) & (failures.c.message == failure.message)
    if connection.execute(select(failures.c.id).where(same)).first() is not None:
        return False
    connection.execute(insert(failures), msgspec.structs.asdict(failure) | {"added": database.now()})
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
        "added": database.now(),
    }
    key = connection.execute(insert(reports).returning(reports.c.key), row).scalar_one()
    account_keys = _add_accounts(connection, key, reading)
    _add_incidents(connection, key, reading, account_keys)
    return True


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
