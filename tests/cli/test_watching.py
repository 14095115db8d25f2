"""`fetch`, `watch` and `sources` as processes: killed anywhere, they lose nothing and count nothing twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from reportedly.api import Serving, make_api
from reportedly.cli.commands import app
from reportedly.running import pipeline
from reportedly.storing import KeptPages, Store, database, folder_of, open_store
from tests.gathering.web.server import HOST, Server, page, versions
from tests.running.webbed import killed, read_here, story

pytestmark = pytest.mark.thorough

KILLS = int(os.environ.get("REPORTEDLY_KILLS", "1"))
"""How many times each command is killed; 100 before a release (CONTRIBUTING.md)."""
FIGURES = {"/a": "Three", "/b": "Five", "/c": "Seven"}
PAGES = tuple(FIGURES)
CONTACT = "desk@recorder.example"
LONGEST = 60  # seconds


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        for path, figure in FIGURES.items():
            running.says[path] = versions(story(figure))
        lines = "\n".join(running.url(path) for path in PAGES)
        running.says["/list"] = versions(lines.encode())
        yield running


def command(name: str, *given: str, store: Path) -> list[str]:
    options = ["--store", str(store)]
    if name in ("fetch", "watch"):
        options += ["--contact", CONTACT, "--allow-host", HOST]
    return [sys.executable, "-m", "reportedly.cli", name, *given, *options]


def run(name: str, *given: str, store: Path, longest: float = LONGEST) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(name, *given, store=store), capture_output=True, text=True, timeout=longest, check=False
    )


def here(name: str, *given: str, store: Path) -> Result:
    """In this process, which has loaded everything already."""
    return CliRunner().invoke(app, command(name, *given, store=store)[3:])


def sources(server: Server, folder: Path) -> Path:
    file = folder / "sources.yml"
    file.write_text(
        f"- name: Invented Courier\n  language: en\n  lists: {server.url('/list')}\n"
        f"  delay: 0.1\n  allowed: ['{HOST}']\n",
        encoding="utf-8",
    )
    return file


def check_whole(store: Store, more: Sequence[int] = ()) -> None:
    """Each page is there once, those that tell of `more` killed among them, and all that the store names is kept."""
    assert sorted(figure or 0 for figure in killed(store)) == sorted((3, 5, 7, *more))
    assert {len(store.revisions(reading.report.id)) for reading in store.readings()} == {1}
    kept = KeptPages(folder_of(store.path))
    for exchange in store.fetches.history():
        assert exchange.sha256 is None or kept.read(exchange.sha256)
    assert store.fetches.unread() == []
    assert list(kept.folder.glob("*/.aside-*")) == []
    assert store.counts()["unlinked"] == 0


def judge_and_add_beside_it(store: Path, folder: Path) -> None:
    """Who judges at the desk or adds pages, isn't kept waiting by a watch that rests."""
    with open_store(store) as opened:
        incident = next(opened.incidents()).id
    begin = time.monotonic()
    with TestClient(make_api(Serving(store=store)), "http://127.0.0.1") as desk:
        csrf = desk.get("/api/v1/me").json()["csrf"]
        asked = {"kind": "note", "incidents": [incident], "why": "seen at the desk"}
        answered = desk.post("/api/v1/judgements", json=asked, headers={"X-CSRF": csrf})
        assert answered.status_code in (200, 201), answered.text
    assert time.monotonic() - begin < 10, "SQLite would wait half a minute for whoever holds the store"
    (folder / "more.html").write_bytes(story("Eleven"))
    ended = here("add", str(folder / "more.html"), "--language", "en", store=store)
    assert ended.exit_code == 0, ended.stderr
    with open_store(store) as opened:
        assert len(opened.log()) == 1
        assert opened.counts()["reports"] == len(PAGES) + 1


@pytest.mark.parametrize("name", ["fetch", "watch"])
def test_killed_at_random_moments_nothing_is_lost_or_doubled(server: Server, tmp_path: Path, name: str) -> None:
    chance = random.Random(f"{name} 7")  # noqa: S311 - moments, and the same in every run
    store, listed = tmp_path / "store.sqlite", str(sources(server, tmp_path))
    figures = range(10, 10 + KILLS)
    for figure in figures:  # with each a page more, so that there's always something to lose
        server.says[f"/{figure}"] = versions(story(str(figure)))
        paths = (*PAGES, *(f"/{known}" for known in range(10, figure + 1)))
        server.says["/list"] = page("\n".join(map(server.url, paths)).encode())
        # At a page a second, a fetch that is killed comes to the first few
        given = [listed, "--once"] if name == "watch" else [server.url(path) for path in reversed(paths)]
        process = subprocess.Popen(
            command(name, *given, store=store), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 5.0))
        process.kill()
        process.wait(LONGEST)
    ended = run(name, *given, store=store, longest=LONGEST + 3 * KILLS)
    assert ended.returncode == 0, ended.stderr
    with open_store(store) as opened:
        check_whole(opened, figures)


def test_sigterm_ends_a_watch_between_two_passes_and_a_second_one_is_refused(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "run_ordered", read_here)
    store, listed = tmp_path / "store.sqlite", str(sources(server, tmp_path))
    with subprocess.Popen(command("watch", listed, store=store), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(f"{len(PAGES)} pages added")
            second = here("fetch", server.url("/a"), store=store)
            assert second.exit_code == 1
            assert "another fetch or watch is at work on this store" in second.stderr
            judge_and_add_beside_it(store, tmp_path)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONGEST) == 130
    with open_store(store) as opened:
        assert sorted(figure or 0 for figure in killed(opened)) == [3, 5, 7, 11]
        assert [(one.kind, one.end) for one in opened.runs() if one.kind == "watch"] == [("watch", "done")]
    shown = here("sources", store=store)
    assert (shown.exit_code, shown.stdout.split(":")[0]) == (0, "Invented Courier")


def test_without_a_contact_nothing_is_fetched(server: Server, tmp_path: Path) -> None:
    server.says["/a"] = page(story())
    given = command("fetch", server.url("/a"), store=tmp_path / "store.sqlite")
    at = given.index(CONTACT)
    for words in (["nobody"], []):
        without = given[: at - (not words)] + words + given[at + 1 :]
        ended = subprocess.run(without, capture_output=True, text=True, timeout=LONGEST, check=False)
        assert ended.returncode in (1, 2)
        assert "contact" in ended.stderr
    assert server.requests == []


def test_a_watch_goes_on_when_its_sources_or_the_store_are_in_other_hands(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rests are where things happen: the file is broken, then mended; somebody else holds the store, then not."""
    monkeypatch.setattr(pipeline, "run_ordered", read_here)
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    store, file = tmp_path / "store.sqlite", sources(server, tmp_path)
    whole = file.read_text(encoding="utf-8")
    server.says["/more"] = versions(f"{server.url('/d')}\n".encode())
    server.says["/d"] = versions(story("Nine"))
    other = sqlite3.connect(store, isolation_level=None, timeout=0)

    def broken() -> None:
        file.write_text("- name: [", encoding="utf-8")

    def mended() -> None:
        file.write_text(
            f"{whole}- name: Second Invented\n  lists: {server.url('/more')}\n  allowed: ['{HOST}']\n", encoding="utf-8"
        )
        other.execute("BEGIN IMMEDIATE")

    def free() -> None:
        other.execute("ROLLBACK")

    def end() -> None:
        raise KeyboardInterrupt

    rests = iter([broken, mended, free, end])
    monkeypatch.setattr("reportedly.cli.fetching._rest", lambda _minutes: next(rests)())
    given = command("watch", str(file), store=store)[3:]
    with contextlib.closing(other):
        result = CliRunner().invoke(app, given)
    assert result.exit_code == 130, result.output
    said = [line for line in result.stderr.splitlines() if "reportedly: " in line]
    assert "followed as they were" in said[0]
    assert "another program has been writing" in said[1]
    assert "The next pass goes on" in said[1]
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["3", "0", "0", "1"]
    with open_store(store) as opened:
        assert sorted(figure or 0 for figure in killed(opened)) == [3, 5, 7, 9]
        assert [one.end for one in opened.runs()] == ["done", "done", "done"]
