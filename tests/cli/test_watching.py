"""`fetch`, `watch` and `sources` as processes: killed anywhere, they lose nothing and count nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.storing import KeptPages, Store, folder_of, open_store
from tests.gathering.web.server import HOST, Server, page, versions
from tests.running.webbed import killed, story

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


def run(name: str, *given: str, store: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(name, *given, store=store), capture_output=True, text=True, timeout=LONGEST, check=False
    )


def sources(server: Server, folder: Path) -> Path:
    file = folder / "sources.yml"
    file.write_text(
        f"- name: Invented Courier\n  language: en\n  lists: {server.url('/list')}\n"
        f"  delay: 0.1\n  allowed: ['{HOST}']\n",
        encoding="utf-8",
    )
    return file


def check_whole(store: Store) -> None:
    """Each page is there once, and everything that the store names is kept."""
    assert sorted(figure or 0 for figure in killed(store)) == [3, 5, 7]
    assert [len(store.revisions(reading.report.id)) for reading in store.readings()] == [1] * len(PAGES)
    kept = KeptPages(folder_of(store.path))
    for exchange in store.fetches.history():
        assert exchange.sha256 is None or kept.read(exchange.sha256)
    assert store.fetches.unread() == []
    assert list(kept.folder.glob("*/.aside-*")) == []
    assert store.counts()["unlinked"] == 0


@pytest.mark.parametrize("name", ["fetch", "watch"])
def test_killed_at_random_moments_nothing_is_lost_or_doubled(server: Server, tmp_path: Path, name: str) -> None:
    chance = random.Random(f"{name} 7")  # noqa: S311 - moments, and the same in every run
    given = [str(sources(server, tmp_path)), "--once"] if name == "watch" else [server.url(path) for path in PAGES]
    store = tmp_path / "store.sqlite"
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(name, *given, store=store), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 5.0))
        process.kill()
        process.wait(LONGEST)
    ended = run(name, *given, store=store)
    assert ended.returncode == 0, ended.stderr
    with open_store(store) as opened:
        check_whole(opened)


def test_sigterm_ends_a_watch_between_two_passes_and_a_second_one_is_refused(server: Server, tmp_path: Path) -> None:
    store, listed = tmp_path / "store.sqlite", str(sources(server, tmp_path))
    with subprocess.Popen(command("watch", listed, store=store), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(f"{len(PAGES)} pages added")
            second = run("fetch", server.url("/a"), store=store)
            assert second.returncode == 1
            assert "another fetch or watch is at work on this store" in second.stderr
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONGEST) == 130
    with open_store(store) as opened:
        check_whole(opened)
    shown = run("sources", store=store)
    assert (shown.returncode, shown.stdout.split(":")[0]) == (0, "Invented Courier")


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
