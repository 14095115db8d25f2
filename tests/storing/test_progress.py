"""Runs tell how far they are: seldom, without waiting, and of one that was killed it is seen."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.model.errors import StoreError
from reportedly.storing import Store, open_store, progress

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def test_a_run_from_its_beginning_to_its_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "BEAT_SECONDS", 0)
    with store.run("add", ["pages/", "-"]) as run:
        (began,) = store.runs()
        assert (began.kind, began.stage, began.reads) == ("add", "reading", ("pages/", "-"))
        assert (began.end, began.process, began.done) == (None, os.getpid(), 0)
        run.beat(added=3, known=2, failed=1)
        (going,) = store.runs()
        assert (going.added, going.known, going.failed, going.done) == (3, 2, 1, 6)
        run.enter("linking", added=4, known=2, failed=1)
        assert (store.runs()[0].stage, store.runs()[0].done) == ("linking", 7)
    (ended,) = store.runs()
    assert (ended.end, ended.stage, ended.done, ended.message) == ("done", "ended", 7, None)
    assert ended.ended is not None
    assert ended.ended.utcoffset() is not None


@pytest.mark.parametrize(("error", "end", "message"), [
    (StoreError("the disk is full"), "failed", "the disk is full"),
    (RuntimeError("a secret of the program"), "failed", "RuntimeError"),
    (KeyboardInterrupt(), "stopped", None),
])  # fmt: skip
def test_how_a_run_ends(store: Store, error: BaseException, end: str, message: str | None) -> None:
    with pytest.raises(type(error)), store.run("link"):
        raise error
    assert [(run.end, run.message) for run in store.runs()] == [(end, message)]


def test_a_run_tells_at_most_so_often(store: Store) -> None:
    with store.run("add") as run:
        for number in range(100):
            run.beat(added=number, known=0, failed=0)
        assert store.runs()[0].added == 0


def test_a_run_never_waits_to_tell(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "BEAT_SECONDS", 0)
    with store.run("add") as run:
        with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            start = time.perf_counter()
            run.beat(added=1, known=0, failed=0)
            assert time.perf_counter() - start < 1
            other.execute("ROLLBACK")
        assert store.runs()[0].added == 0
        run.beat(added=2, known=0, failed=0)
        assert store.runs()[0].added == 2


def test_a_killed_run_is_broken_off_once_it_is_silent_long_enough(store: Store) -> None:
    program = "import sys, time; from reportedly.storing import open_store\n"
    program += "run = open_store(sys.argv[1]).run('add', ['x'])\nprint(1, flush=True)\ntime.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", program, str(store.path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    try:
        child.stdout.readline()
        _silence(store)
        assert store.runs()[0].end is None  # silent, but its process is there: it may be linking
    finally:
        child.kill()
        child.communicate()
    assert store.runs()[0].end == "broken_off"
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE runs SET machine = 'another'")
    assert store.runs()[0].end is None  # who knows


def test_only_the_last_thousand_are_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_KEPT", 3)
    for _ in range(5):
        with store.run("link"):
            pass
    assert [run.number for run in store.runs(10)] == [5, 4, 3]
    assert [run.number for run in store.runs(1)] == [5]


def _silence(store: Store) -> None:
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE runs SET beat = '2026-01-01 00:00:00.000000'")
