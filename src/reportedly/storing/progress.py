"""Runs that fill a store: each tells in it how far it is, for whoever looks on, and never waits to do so."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import sqlite3
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from reportedly.model.errors import ReportedlyError
from reportedly.model.search import Run, RunEnd, RunKind, RunStage
from reportedly.storing import database
from reportedly.storing.schema import runs

BEAT_SECONDS = 0.5
"""How seldom at most a run tells how far it is."""

SILENT_SECONDS = 60
"""After how long without a word a run whose process is gone is taken for broken off."""

_KEPT = 1_000  # runs; what came of older ones is in the pages
_LONGEST = 500  # code points of a message
_TO_END_SECONDS = 2  # how long the last word waits for somebody else who writes
_CONTROL = (KeyboardInterrupt, SystemExit, GeneratorExit)


class Running:
    """A run that goes on; a context manager. `Store.run` makes one."""

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self._number = number
        self._told = time.monotonic()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end: RunEnd = "done" if error is None else "stopped" if isinstance(error, _CONTROL) else "failed"
        # What is no error of ours isn't meant for people
        message = str(error)[:_LONGEST] if isinstance(error, ReportedlyError) else type(error).__name__
        at = database.now()
        last = {"stage": "ended", "ended": at, "end": end, "message": message if end == "failed" else None}
        self._write(last, wait=_TO_END_SECONDS)

    def beat(self, *, added: int, known: int, failed: int) -> None:
        """Tells how many pages were added, were there already and couldn't be read; not more often than may be."""
        if time.monotonic() - self._told >= BEAT_SECONDS:
            self._write({"added": added, "known": known, "failed": failed})

    def enter(self, stage: RunStage, *, added: int = 0, known: int = 0, failed: int = 0) -> None:
        """Tells that the run has come to this stage, with the pages until then."""
        self._write({"stage": stage, "added": added, "known": known, "failed": failed})

    def _write(self, values: dict[str, Any], *, wait: float = 0.0) -> None:
        """Where somebody else is writing, this word goes unsaid: the run is what matters."""
        values |= {"beat": database.now()}
        self._told = time.monotonic()
        columns = ", ".join(f'"{name}" = ?' for name in values)
        given = [str(value) if isinstance(value, datetime.datetime) else value for value in values.values()]
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(self._path, timeout=wait, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"UPDATE runs SET {columns} WHERE number = ?", (*given, self._number))  # noqa: S608


def begin(connection: Connection, kind: RunKind, reads: tuple[str, ...]) -> int:
    """Keeps that a run begins in this process; its number."""
    at = database.now()
    row = {
        "kind": kind,
        "began": at,
        "process": os.getpid(),
        "machine": platform.node(),
        "reads": msgspec.json.encode(reads).decode(),
        "stage": "linking" if kind == "link" else "reading",
        "added": 0,
        "known": 0,
        "failed": 0,
        "beat": at,
    }
    number = int(connection.execute(insert(runs).returning(runs.c.number), row).scalar_one())
    connection.execute(delete(runs).where(runs.c.number <= number - _KEPT))
    return number


def latest(connection: Connection, limit: int) -> list[Run]:
    """The runs that began last, the newest first."""
    found = connection.execute(select(runs).order_by(runs.c.number.desc()).limit(limit)).mappings()
    return [_run(dict(row)) for row in found]


def _run(row: dict[str, Any]) -> Run:
    machine, silent = row.pop("machine"), database.now() - row["beat"]
    if row["end"] is None and silent.total_seconds() > SILENT_SECONDS and _is_gone(row["process"], machine):
        row["end"] = "broken_off"
    done = row["added"] + row["known"] + row["failed"]
    times = {name: row[name] and row[name].replace(tzinfo=datetime.UTC) for name in ("began", "beat", "ended")}
    return Run(**row | times | {"done": done, "reads": msgspec.json.decode(row["reads"], type=tuple[str, ...])})


def _is_gone(process: int, machine: str) -> bool:
    """Whether it's known that the process has ended; of another machine it isn't."""
    if machine != platform.node() or os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:  # somebody else's
        return False
    return False
