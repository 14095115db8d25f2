"""The program as a process: closed pipes, full disks, Ctrl-C, terminals, and how fast it starts."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reportedly.model import founded_id
from reportedly.running import linking
from reportedly.storing import open_store
from tests import samples, stories
from tests.cli import faked

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[2]


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.cli.faked", *arguments]
    return subprocess.Popen(command, cwd=ROOT, **options)


def many_pages(folder: Path, number: int = 2000) -> str:
    path = folder / "pages.jsonl"
    path.write_text('{"text": "Rien. Rien du tout.", "title": "Titre", "language": "fr"}\n' * number)
    return str(path)


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    child = start("read", many_pages(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr is not None
    with child.stderr as stderr:
        assert stderr.read() == b""
    assert child.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["read PAGE", "explain PAGE", "add PAGE --store STORE", "list --help", "--version"])
def test_a_full_disk_is_one_line(command: str, tmp_path: Path) -> None:
    given = command.replace("PAGE", faked.page_file(tmp_path)).replace("STORE", str(tmp_path / "store.sqlite"))
    with Path("/dev/full").open("wb") as full:
        child = start(*given.split(), stdout=full, stderr=subprocess.PIPE)
        _, said = child.communicate()
    assert child.returncode == 1
    assert said.decode().splitlines() == [
        "reportedly: standard output: can't be written, no space left on device (make room and run it again)"
    ]


@pytest.mark.usefixtures("plain_model")
def test_showing_to_a_closed_pipe(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    with open_store(store) as opened:
        for day, place in itertools.product(range(1, 29), stories.PLACES):
            opened.add(stories.page(f"{place} {day}", day, stories.Told(place, day, 2)))
        linking.link_store(opened)
    for command in (["show", "--all"], ["show", "--all", "--json"]):
        child = start(*command, "--store", str(store), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.read(1)
        child.stdout.close()
        assert child.stderr is not None
        with child.stderr as stderr:
            assert stderr.read() == b""
        assert child.wait() == 141


@pytest.mark.parametrize(
    ("closed", "status", "expected"),
    [
        ("<&-", 1, "reportedly: standard input: it's closed; name files, or send it something\n"),
        (">&-", 1, "reportedly: standard output: closed, so there's nowhere to write to (send it to a file or to "
         "/dev/null)\n"),
        ("2>&-", 1, ""),
    ],
)  # fmt: skip
def test_closed_streams(closed: str, status: int, expected: str) -> None:
    command = [sys.executable, "-m", "tests.cli.faked", "read"]
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command]
    done = subprocess.run(shell, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (status, expected)
    assert all(line.startswith("{") for line in done.stdout.splitlines())


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    page = faked.page_file(tmp_path, text="Titre\n\nhang")
    first = faked.page_file(tmp_path, "first.txt")
    child = start("read", first, page, "--language", "fr", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    assert child.returncode == 130
    assert said == b"reportedly: stopped; what was written or stored until now is whole\n"


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    texts = [samples.BODY if number % 3 else f"Rien {number}." for number in range(120)]
    rows = [{"id": f"p{n}", "title": samples.TITLE, "text": text, "language": "fr"} for n, text in enumerate(texts)]
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows))
    killed, whole = tmp_path / "killed.sqlite", tmp_path / "whole.sqlite"
    child = start(
        "add", str(pages), "--no-link", "--store", str(killed), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while child.poll() is None and _reports_in(killed) < 20:
        time.sleep(0.01)
    child.kill()
    child.communicate()
    assert _reports_in(killed) >= 20
    for store in (killed, whole):
        child = start(
            "add", str(pages), "--no-link", "--store", str(store), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, said = child.communicate()
        assert (child.returncode, said) == (0, b"")
        assert b"0 not readable" in out
    assert _dump(killed) == _dump(whole)


@pytest.fixture
def plain_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "scored", stories.scored)


def put(path: Path, *pages: tuple[str, str, int], link: bool = False) -> None:
    """Adds a page to a store for each of these: its id, where something happened, on which day."""
    with open_store(path) as opened:
        for name, place, day in pages:
            opened.add(stories.page(name, 9, stories.Told(place, day, 2)))
        if link:
            linking.link_store(opened)


@pytest.mark.usefixtures("plain_model")
def test_a_run_killed_while_linking_changed_nothing_and_the_next_one_does_it(tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed.sqlite", tmp_path / "whole.sqlite"
    told = (("p1", "Qasr", 7), ("p2", "Qasr", 7), ("p3", "Wasita", 7), ("p4", "Tell Amir", 8))
    for path in (killed, whole):
        put(path, *told[:1], link=True)
        put(path, *told[1:])
    before = _dump(killed)
    holding = os.environ | {"FAKED_HOLD_UP": "1"}
    child = start("link", "--store", str(killed), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=holding)
    assert child.stdout is not None
    assert child.stdout.readline() == b"in the midst of it\n"
    child.kill()
    child.communicate()
    assert _dump(killed) == before
    outputs = []
    for store in (killed, whole):
        child = start("link", "--store", str(store), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, said = child.communicate()
        assert (child.returncode, said) == (0, b"reportedly: 3 tellings linked; 3 incidents written.\n")
        outputs.append(out)
    assert outputs[0] == outputs[1]
    assert _dump(killed) == _dump(whole)


@pytest.mark.usefixtures("plain_model")
@pytest.mark.parametrize("command", ["link", "judge note ID --why x"])
def test_a_store_that_another_program_writes_to(command: str, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    put(path, ("p1", "Qasr", 7), link=True)
    put(path, ("p2", "Qasr", 7))
    before = _dump(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        given = command.replace("ID", founded_id("p1#i1")).split()
        impatient = os.environ | {"FAKED_IMPATIENT": "1"}
        child = start(*given, "--store", str(path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=impatient)
        out, said = child.communicate()
        assert (child.returncode, out) == (1, b"")
        assert said.decode().splitlines() == [
            f"reportedly: {path}: another program has been writing to it for 30 s; wait for it and run again"
        ]
        other.execute("ROLLBACK")
    assert _dump(path) == before


def _reports_in(store: Path) -> int:
    if not store.exists():
        return 0
    with contextlib.closing(sqlite3.connect(store)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
        except sqlite3.OperationalError:  # the tables aren't there yet
            return 0


def _dump(store: Path) -> str:
    """Everything in the store but when it was added and by which run."""
    with contextlib.closing(sqlite3.connect(store)) as connection:
        lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "runs"')]
    return re.sub(r"(['\"])\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^'\"]*['\"]", "''", "\n".join(lines))


def test_progress_only_where_a_person_looks(tmp_path: Path) -> None:
    page = faked.page_file(tmp_path)
    quiet = start("read", page, "--language", "fr", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, said = quiet.communicate()
    assert said == b""
    ours, theirs = pty.openpty()
    shown = start("read", page, "--language", "fr", stdout=subprocess.PIPE, stderr=theirs)
    out, _ = shown.communicate()
    os.close(theirs)
    assert b"pages" in os.read(ours, 65536)
    os.close(ours)
    assert out.startswith(b"{")


def test_help_loads_no_room() -> None:
    program = (
        "import sys; from reportedly.cli.commands import app\n"
        "heavy = {'sqlalchemy', 'alembic', 'lxml', 'trafilatura', 'rich', 'reportedly.reading', 'reportedly.storing'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
