"""Opening a store: the tables and their versions, and files that aren't stores."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import reportedly.storing
from reportedly.model.errors import StoreError
from reportedly.storing import database, open_store
from reportedly.storing.schema import metadata
from tests import samples

FIRST_TABLES = (
    "reports", "inputs", "quotes", "accounts", "statements", "incidents", "incident_accounts", "failures",
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "50% of it.sqlite"


def test_migrations_make_the_tables_of_the_schema(path: Path) -> None:
    open_store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    engine.dispose()


def test_the_newest_step_is_the_version_that_opening_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(reportedly.storing.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == database.SCHEMA_VERSION


def test_a_store_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    """With everything that is in it."""
    with open_store(path) as store:
        store.add(samples.reading())
    connection = sqlite3.connect(path)
    with connection:
        later = [table.name for table in reversed(metadata.sorted_tables) if table.name not in FIRST_TABLES]
        for name in later:
            connection.execute(f"DROP TABLE {name}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    with open_store(path) as store:
        assert list(store.readings()) == [samples.reading()]
        assert store.counts()["unlinked"] == 1
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as upgraded:
        assert compare_metadata(MigrationContext.configure(upgraded), metadata) == []
    engine.dispose()


def test_opening_twice_changes_nothing(path: Path) -> None:
    open_store(path).close()
    before = path.read_bytes()
    open_store(path).close()
    assert path.read_bytes() == before


def test_a_missing_store_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(path, create=False)
    assert not path.exists()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="check that the folder exists"):
        open_store(tmp_path / "nowhere" / "store.sqlite")
    for create in (True, False):
        with pytest.raises(StoreError, match="it is a folder"):
            open_store(tmp_path, create=create)


@pytest.mark.parametrize("create", [True, False])
def test_a_path_that_cannot_be_looked_at(tmp_path: Path, create: bool) -> None:
    """A folder without permission does the same, but doesn't stop root, as whom a test may run."""
    with pytest.raises(StoreError, match=r"it can't be opened; .* \(file name too long\)"):
        open_store(tmp_path / ("x" * 300), create=create)


def test_not_a_database(path: Path) -> None:
    path.write_bytes(b"Deux soldats ont ete tues." * 100)
    with pytest.raises(StoreError, match="isn't a reportedly store"):
        open_store(path)
    assert path.read_bytes() == b"Deux soldats ont ete tues." * 100


def test_somebody_elses_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE reports (id TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="isn't a reportedly store"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_newer_store(path: Path) -> None:
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match=r"version 0999.*install a newer reportedly"):
        open_store(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="may be written"):
        open_store(tmp_path / "store.sqlite")


def test_a_store_that_is_being_written_to(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(path) as store, pytest.raises(StoreError, match="another program"):
        store.add(samples.reading())
    other.execute("ROLLBACK")
    other.close()
