"""What goes in comes out, nothing twice, nothing half, nothing lost."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event

from reportedly.model import Failure, Quote, Reading
from reportedly.model.errors import StoreError
from reportedly.storing import Store, open_store
from tests import samples
from tests.storing.strategies import readings

numbers = itertools.count()


def dump(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("shared") / "store.sqlite")


@given(reading=readings())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_goes_in_comes_out(shared_store: Store, reading: Reading) -> None:
    report = msgspec.structs.replace(reading.report, id=f"{next(numbers)} {reading.report.id}")
    reading = msgspec.structs.replace(reading, report=report)
    assert shared_store.add(reading)
    assert shared_store.reading(report.id) == reading
    assert not shared_store.add(reading)


def test_the_current_reading_is_the_one_added_last(path: Path) -> None:
    first, second = samples.reading(), samples.reading(title="Attaque près du marché de Qasr (mis à jour)")
    with open_store(path) as store:
        assert store.add(first)
        assert store.add(second)
        assert store.reading("page-1") == second
        assert list(store.readings()) == [second]
        assert store.revisions("page-1") == [first, second]
        assert store.counts() == {"reports": 1, "accounts": 2, "incidents": 0, "failures": 0, "unlinked": 1}


def test_the_same_page_twice_changes_nothing(path: Path) -> None:
    with open_store(path) as store:
        store.add(samples.reading(), given="as it came")
        store.add(Failure(id="page-2", code="empty", message="page-2: nothing in it"))
    before = dump(path)
    with open_store(path) as store:
        assert not store.add(samples.reading(), given="as it came")
        assert not store.add(Failure(id="page-2", code="empty", message="page-2: nothing in it"))
    assert dump(path) == before


def test_a_page_fetched_again_with_other_advertising_is_the_same(path: Path) -> None:
    again = samples.reading()
    report = msgspec.structs.replace(again.report, raw_sha256="ee" * 32, teasers=("Tout autre chose",))
    with open_store(path) as store:
        store.add(samples.reading())
        assert not store.add(msgspec.structs.replace(again, report=report), given="other bytes")
        assert store.has("other bytes")
        assert store.reading("page-1") == samples.reading()


def test_has_knows_what_was_given(path: Path) -> None:
    with open_store(path) as store:
        assert not store.has("x")
        store.add(samples.reading(), given="x")
        assert store.has("x")
        assert not store.has("y")


def test_a_failure_goes_when_the_page_is_read(path: Path) -> None:
    with open_store(path) as store:
        assert store.add(Failure(id="page-1", code="too_slow", message="page-1: took over 30 s"))
        assert [failure.code for failure in store.failures()] == ["too_slow"]
        assert store.add(Failure(id="page-1", code="empty", message="page-1: nothing in it"))
        assert {failure.code for failure in store.failures()} == {"too_slow", "empty"}
        store.add(samples.reading())
        assert store.failures() == []


def test_an_account_keeps_its_id_when_read_again(path: Path) -> None:
    again = samples.reading()
    surer = tuple(msgspec.structs.replace(account, confidence=0.99) for account in again.accounts)
    with open_store(path) as store:
        store.add(again)
        store.add(msgspec.structs.replace(again, accounts=surer))
    with sqlite3.connect(path) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM accounts ORDER BY key")]
    connection.close()
    assert ids[:2] == ids[2:]


@pytest.mark.parametrize("broken", ["accounts", "incidents", "stranger"])
def test_a_reading_with_loose_ends_is_refused_whole(path: Path, broken: str) -> None:
    reading = samples.reading()
    if broken == "accounts":
        reading = msgspec.structs.replace(reading, accounts=reading.accounts[:1] * 2)
    elif broken == "incidents":
        reading = msgspec.structs.replace(reading, incidents=reading.incidents * 2)
    else:
        stranger = msgspec.structs.replace(reading.incidents[0], accounts=("a9",))
        reading = msgspec.structs.replace(reading, incidents=(stranger,))
    with open_store(path) as store:
        with pytest.raises(StoreError, match="page-1"):
            store.add(reading)
        assert store.counts()["reports"] == 0


def test_a_full_disk_loses_nothing_stored(path: Path) -> None:
    with open_store(path) as store:
        store.add(samples.reading("kept"))
        pages = store._engine.connect()
        limit = pages.exec_driver_sql("PRAGMA page_count").scalar_one()
        pages.close()
        store._engine.dispose()
        event.listen(store._engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count = {limit + 2}"))
        with pytest.raises(StoreError, match="the disk is full; make room"):
            any(not store.add(samples.reading(f"page-{number}")) for number in range(200))
    with open_store(path) as store:
        assert store.reading("kept") == samples.reading("kept")
        stored = list(store.readings())
        assert stored == [samples.reading(reading.report.id) for reading in stored]
        assert store.add(samples.reading("page-199"))


def test_a_killed_run_leaves_whole_reports_only(path: Path) -> None:
    program = (
        "import sys, itertools\n"
        "from reportedly.storing import open_store\n"
        "from tests import samples\n"
        "store = open_store(sys.argv[1])\n"
        "for n in itertools.count():\n"
        "    store.add(samples.reading(f'page-{n}'))\n"
        "    print(n, flush=True)\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root)
    assert child.stdout is not None
    for _ in range(20):
        child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with open_store(path) as store:
        stored = list(store.readings())
        assert len(stored) >= 20
        assert stored == [samples.reading(reading.report.id) for reading in stored]


def test_two_writers_wait_for_each_other(path: Path) -> None:
    with open_store(path) as one, open_store(path) as two:
        one.add(samples.reading("one"))
        readings_so_far = one.readings()
        next(readings_so_far)
        two.add(samples.reading("two"))
        assert [reading.report.id for reading in one.readings()] == ["one", "two"]


def test_a_damaged_quote_is_not_given_out(path: Path) -> None:
    with open_store(path) as store:
        store.add(samples.reading())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE quotes SET text = 'Vingt soldats' WHERE text = 'Trois soldats'")
    connection.commit()
    connection.close()
    with open_store(path) as store, pytest.raises(StoreError, match=r"page-1 is damaged.*Vingt soldats"):
        store.reading("page-1")


def test_every_quote_stands_in_its_report(path: Path) -> None:
    with open_store(path) as store:
        store.add(samples.reading())
    connection = sqlite3.connect(path)
    query = 'SELECT r.text, q.start, q."end", q.text FROM quotes q JOIN reports r ON r.key = q.report'
    found = connection.execute(query).fetchall()
    assert len(found) >= 8
    for text, start, end, words in found:
        Quote(words, start, end).check(text)
    connection.close()
