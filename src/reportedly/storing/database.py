"""Opening the SQLite file: pragmas, transactions, the version of the tables, and what can go wrong as `StoreError`."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import ConnectionPoolEntry

from reportedly.model.errors import StoreError
from reportedly.storing import listing

SCHEMA_VERSION = "0009"
"""The newest step in `migrations/versions`; a test holds the two together."""

APPLICATION_ID = 0x52505444  # "RPTD": SQLite's own mark of whose file this is
WAIT_SECONDS = 30  # how long to wait for another program that is writing to the same store

_REMEDIES = {
    "SQLITE_FULL": "the disk is full; make room and run it again, what was stored is whole",
    "SQLITE_BUSY": f"another program has been writing to it for {WAIT_SECONDS} s; wait for it and run again",
    "SQLITE_READONLY": "it may not be written to; check its permissions, or copy it to a folder of yours",
    "SQLITE_CANTOPEN": "it can't be opened; check that the folder exists and may be written to",
    "SQLITE_NOTADB": "it isn't a reportedly store; name another file",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy",
    "SQLITE_IOERR": "the disk can't be read or written; check it",
}


def connect(path: Path, *, create: bool) -> Engine:
    """An engine on the store at `path`, its tables brought up to date; makes the file where `create` is true.

    Raises `StoreError` where it is missing, not a store, of a newer version, or can't be opened or written.
    """
    try:
        if path.is_dir():
            raise StoreError(f"{path}: it is a folder (name a file)")
        if not create and not path.is_file():
            raise StoreError(f"{path}: there is no store (make one with: reportedly add PAGES --store {path})")
    except OSError as error:  # no permission on its folder, a name too long
        raise StoreError(f"{path}: {_REMEDIES['SQLITE_CANTOPEN']} ({str(error.strerror).lower()})") from error
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with reporting(path):
        _bring_up_to_date(engine, path)
    return engine


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turns what SQLite and SQLAlchemy raise into a `StoreError` that says what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        family = "_".join(name.split("_")[:2])
        remedy = _REMEDIES.get(family, f"{error.orig} (check the file)")
        raise StoreError(f"{path}: {remedy}") from error


def now() -> datetime.datetime:
    """The time as the store keeps it: UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0, tzinfo=None)


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for DDL; `_begin` sends it
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # With WAL: never a torn file; a power cut may take the last few reports, and running again adds them
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    # IMMEDIATE where we'll write: a transaction that starts by reading can't wait for another writer later on
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    if _version(engine, path) == SCHEMA_VERSION:
        return
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")  # past `_begin`: not in a transaction
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection)
        listing.fill_all(connection, now())


def _version(engine: Engine, path: Path) -> str | None:
    """The version of the tables in the file, None for an empty file; raises `StoreError` for a file that isn't ours."""
    with engine.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        if not tables and mark in (0, APPLICATION_ID):
            return None
        if mark != APPLICATION_ID or "alembic_version" not in tables:
            raise StoreError(f"{path}: it isn't a reportedly store; name another file")
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    if version is None or version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: its tables are of version {version}, newer than this program's {SCHEMA_VERSION}; "
            "install a newer reportedly"
        )
    return str(version)


def migrate(connection: Connection) -> None:
    """Runs every missing step of `migrations/` inside the connection's transaction."""
    from alembic import command  # imported here: it takes a quarter of a second, and few runs need it
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
