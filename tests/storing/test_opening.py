"""Opening a store: the tables and their versions, and files that aren't stores."""

from __future__ import annotations

import datetime
import os
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import reportedly.storing
from reportedly.model.errors import StoreError
from reportedly.model.search import Row, Search
from reportedly.running import linking
from reportedly.storing import database, open_store
from reportedly.storing.schema import SEARCHED, metadata
from tests import samples, stories

FIRST_TABLES = (
    "reports", "inputs", "quotes", "accounts", "statements", "incidents", "incident_accounts", "failures",
)  # fmt: skip
FIRST_AND_SECOND_TABLES = (
    *FIRST_TABLES, "linkings", "tellings", "heirs", "evidence", "evidence_keys", "pairs", "linked_incidents",
    "linked_tellings", "former_tellings", "id_changes", "judgements", "judgement_tellings",
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "50% of it.sqlite"


def differences(path: Path) -> list[Any]:
    """In what the tables of the file are other than `schema.py` has them."""

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and (name or "").startswith(tuple(SEARCHED)))

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'").all()
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        found: list[Any] = compare_metadata(context, metadata)
    engine.dispose()
    assert {row.name: row.sql for row in made} == SEARCHED
    return found


def take_back(path: Path, version: str, kept: tuple[str, ...]) -> None:
    """Makes the store one of this version, which had these tables."""
    connection = sqlite3.connect(path)
    with connection:
        for name in (*SEARCHED, *(table.name for table in reversed(metadata.sorted_tables) if table.name not in kept)):
            connection.execute(f"DROP TABLE {name}")
        if version < "0004":
            connection.execute("ALTER TABLE reports DROP COLUMN withdrawn")
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()


def forget_states(path: Path) -> None:
    """Makes the incidents such as a program linked them that knew of no states."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "UPDATE linked_incidents SET value = json_remove(value, '$.state', '$.unseen', '$.stirred', '$.reported')"
        )
    connection.close()


def test_migrations_make_the_tables_of_the_schema(path: Path) -> None:
    open_store(path).close()
    assert differences(path) == []
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
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
    take_back(path, "0001", FIRST_TABLES)
    with open_store(path) as store:
        assert list(store.readings()) == [samples.reading()]
        assert store.counts()["unlinked"] == 1
    assert differences(path) == []


@pytest.mark.parametrize("version", ["0002"])
def test_lists_and_searches_are_made_of_what_an_older_store_holds(
    path: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "scored", stories.scored)
    searches = [Search(), Search(text="qasr"), Search(text="soldiers"), Search(outlet="Qasr News"), Search(text="gone")]
    with open_store(path) as store:
        for number, place in enumerate(stories.PLACES):
            store.add(stories.page(f"page {number}", 7, stories.Told(place, 7, number)))
        store.add(stories.page("page 0", 7, stories.Told("Qasr", 7, 4)))
        linking.link_store(store)
        before = [store.listing(search) for search in searches]
        facets, sources = store.facets(Search()), store.sources("outlet")
    take_back(path, version, FIRST_AND_SECOND_TABLES)
    forget_states(path)
    with open_store(path) as store:
        after = [store.listing(search) for search in searches]
        assert (store.facets(Search()), store.sources("outlet")) == (facets, sources)
        assert all(incident.unseen == incident.tellings for incident in store.incidents())
    assert [[_undated(row) for row in found.rows] for found in after] == [
        [_undated(row) for row in found.rows] for found in before
    ]
    assert differences(path) == []


def _undated(row: Row) -> Row:
    return msgspec.structs.replace(row, changed=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


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
