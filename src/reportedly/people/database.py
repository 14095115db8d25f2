"""Opening the file of people, which lies beside the store and is for its owner's eyes only."""

from __future__ import annotations

import datetime
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, insert, select
from sqlalchemy.pool import ConnectionPoolEntry

from reportedly.people.errors import PeopleError
from reportedly.people.persons import Settings
from reportedly.people.schema import ALONE, metadata, settings, users

VERSION = 1
"""Of the tables, in SQLite's `user_version`."""

APPLICATION_ID = 0x52505450  # "RPTP": SQLite's own mark of whose file this is
WAIT_SECONDS = 30  # how long to wait for another program that is writing to the same file
OWNER_ONLY = 0o600

_REMEDIES = {
    "SQLITE_FULL": "the disk is full; make room",
    "SQLITE_BUSY": f"another program has been writing to it for {WAIT_SECONDS} s; try again",
    "SQLITE_READONLY": "it may not be written to; check its permissions",
    "SQLITE_CANTOPEN": "it can't be opened; check that the folder exists and may be written to",
    "SQLITE_NOTADB": "it isn't reportedly's file of people; move it away",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy",
    "SQLITE_IOERR": "the disk can't be read or written; check it",
}

_making = threading.Lock()

Clock = Callable[[], datetime.datetime]


def now() -> datetime.datetime:
    """The time: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def beside(store: Path) -> Path:
    """The file of people of a store: `year.people.sqlite` of `year.sqlite`."""
    return store.with_name(f"{store.stem}.people{store.suffix or '.sqlite'}")


class PeopleFile:
    """The file, open: its transactions and its clock. Every method raises `PeopleError` where it can't be used."""

    def __init__(self, path: Path, clock: Clock = now) -> None:
        self.path = path
        self.now = clock
        self._engine = _connect(path, clock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is written at the end, or nothing."""
        with (
            _reporting(self.path),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The file as it is at this moment."""
        with _reporting(self.path), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the file."""
        with _reporting(self.path):
            self._engine.dispose()


def settings_of(connection: Connection) -> Settings:
    """What administrators set; the defaults where they set nothing."""
    value = connection.execute(select(settings.c.value)).scalar_one_or_none()
    return Settings() if value is None else msgspec.json.decode(value, type=Settings)


def _connect(path: Path, clock: Clock) -> Engine:
    try:
        _make_for_owner(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PeopleError(f"{path}: {_REMEDIES['SQLITE_CANTOPEN']} ({reason})") from error
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with _reporting(path):
            _bring_up_to_date(engine, path, clock)
    except PeopleError:
        engine.dispose()
        raise
    return engine


def _make_for_owner(path: Path) -> None:
    """Makes the file where it's missing, and sees that nobody but its owner can read it.

    A file that is there is never opened here: closing it would let go of the locks that SQLite has on it for others
    in this process ("How To Corrupt An SQLite Database File", 2.2).
    """
    if path.is_dir():
        raise PeopleError(f"{path}: it is a folder; move it away")
    with _making, suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
    # A copy may have lost its permissions. SQLite gives the files that it keeps beside (-wal, -shm) the same
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & ~OWNER_ONLY:
        path.chmod(OWNER_ONLY)


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # `_begin` says when a transaction begins
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # Unlike the store, a power cut must take nothing: not a code that was used, not a person who was closed
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")  # what is dropped, a secret too, is overwritten
    cursor.close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE where we'll write: a transaction that starts by reading can't wait for another writer later on
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(engine: Engine, path: Path, clock: Clock) -> None:
    with engine.connect() as connection:
        if _version(connection, path) == VERSION:
            return
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")  # past `_begin`: not in a transaction
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if _version(connection, path) == VERSION:  # another process was first
            return
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        metadata.create_all(connection)
        alone = {"key": ALONE, "name": "", "folded": "", "role": "administrator", "added": clock()}
        connection.execute(insert(users), alone)


def _version(connection: Connection, path: Path) -> int:
    """The version of the tables, 0 for an empty file; raises `PeopleError` for a file that isn't ours, or is newer."""
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if not tables and mark in (0, APPLICATION_ID):
        return 0
    if mark != APPLICATION_ID:
        raise PeopleError(f"{path}: {_REMEDIES['SQLITE_NOTADB']}")
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version > VERSION:
        raise PeopleError(
            f"{path}: its tables are of version {version}, newer than this program's {VERSION}; "
            "install a newer reportedly"
        )
    return version


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    """Turns what SQLite and SQLAlchemy raise into a `PeopleError` that says what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        remedy = _REMEDIES.get("_".join(name.split("_")[:2]), f"{error.orig} (check the file)")
        raise PeopleError(f"{path}: {remedy}") from error
