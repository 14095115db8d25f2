"""A release: the same bytes from the same store, what changed since the last, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.model.errors import ReportedlyError
from reportedly.running import judging, linking
from reportedly.running.giving import given_by_the_world
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.running.releasing import release
from reportedly.running.verifying import texts_of
from reportedly.sharing.clearing import Policy
from reportedly.sharing.verifying import problems
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "the list of the hospital has it")
KILLS = int(os.environ.get("REPORTEDLY_KILLS", "2"))
"""How many times a release is killed; 100 before a release of the program (CONTRIBUTING.md)."""
QASR, WASITA, AMIR = Told("Qasr", 7, 4), Told("Wasita", 8, 3), Told("Tell Amir", 5, 2)
OPEN = Policy(unreviewed=True)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    with open_store(tmp_path / "store.sqlite") as opened:
        add(opened, "one", QASR, WASITA)
        add(opened, "two", QASR)
        add(opened, "three", AMIR)
        yield opened


def add(store: Store, name: str, *told: Told) -> None:
    store.add(page(name, 9, *told))
    link_store(store)


def made(store: Store, folder: Path, policy: Policy = OPEN, last: Path | None = None) -> Path:
    release(store, folder, given_by_the_world(), policy, last)
    return folder


def told(folder: Path) -> list[dict[str, str]]:
    with (folder / "CHANGES.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_store_gives_the_same_bytes_and_there_is_nothing_wrong_with_it(store: Store, tmp_path: Path) -> None:
    first, second = made(store, tmp_path / "a"), made(store, tmp_path / "b")
    assert files(first) == files(second)
    assert list(problems(first, texts_of(store))) == []
    names = {resource["path"] for resource in json.loads((first / "datapackage.json").read_bytes())["resources"]}
    assert {"acled.csv", "ged.csv", "native-jsonl/quotes.jsonl", "CHANGES.csv"} <= names
    assert told(first) == []


def test_no_page_s_text_is_in_it(store: Store, tmp_path: Path) -> None:
    whole = b"".join(files(made(store, tmp_path / "a")).values())
    for reading in store.readings():
        assert reading.report.text.encode() not in whole


def test_what_became_of_each_since_the_last_one(store: Store, tmp_path: Path) -> None:
    amir, qasr, wasita = sorted(store.incidents(), key=lambda each: each.killed.best or 0)[0], *(
        next(each for each in store.incidents() if each.killed.best == best) for best in (4, 3)
    )  # fmt: skip
    last = made(store, tmp_path / "a")
    judging.choose(store, qasr.id, "killed", "5", ME)
    judging.dismiss(store, wasita.id, Signed("A. Coder", "an exercise"))
    add(store, "four", Told("Wasita", 1, 9))
    changes = told(made(store, tmp_path / "b", last=last))
    kinds = {(each["incident_id"], each["change"]) for each in changes}
    new = next(each.id for each in store.incidents() if each.killed.best == 9)
    assert kinds == {(qasr.id, "revised"), (wasita.id, "withdrawn"), (new, "new")}
    assert {each["field"]: (each["before"], each["after"], each["reason"]) for each in changes if each["field"]}[
        "killed_best"
    ] == ("4", "5", "j1: the list of the hospital has it")
    assert [each["reason"] for each in changes if each["incident_id"] == wasita.id] == [
        "it was judged to be no incident"
    ]
    last = tmp_path / "b"
    judging.merge(store, [amir.id, new], ME)
    merged = told(made(store, tmp_path / "c", last=last))
    gone, kept = (amir.id, new) if store.find(amir.id).now == new else (new, amir.id)
    assert [(each["change"], each["other_id"]) for each in merged if each["incident_id"] == gone] == [("merged", kept)]
    judging.undo(store, "j3", ME)
    parted = told(made(store, tmp_path / "d", last=tmp_path / "c"))
    assert [(each["change"], each["other_id"]) for each in parted if each["incident_id"] == gone] == [("split", kept)]


def test_what_is_not_ready_any_more_is_withdrawn_with_why(store: Store, tmp_path: Path) -> None:
    qasr = next(each for each in store.incidents() if each.killed.best == 4)
    judging.set_state(store, qasr.id, "sealed", ME)
    last = made(store, tmp_path / "a", Policy())
    judging.set_state(store, qasr.id, "in_progress", ME)
    [change] = told(made(store, tmp_path / "b", Policy(), last))
    assert (change["change"], change["reason"]) == ("withdrawn", "it isn't cleared to go out any more")


def test_a_release_is_written_where_nothing_is_and_after_one_that_is_sound(store: Store, tmp_path: Path) -> None:
    folder = made(store, tmp_path / "a")
    with pytest.raises(ReportedlyError, match="is there already"):
        made(store, folder)
    with pytest.raises(ReportedlyError, match="is this a release's folder"):
        made(store, tmp_path / "b", last=tmp_path)
    (folder / "native-jsonl" / "incidents.jsonl").write_text('{"incident_id": 1}\n')
    with pytest.raises(ReportedlyError, match=r"incidents.jsonl:1: not the columns"):
        made(store, tmp_path / "b", last=folder)
    assert not (tmp_path / "b").exists()


SCRIPT = """
import sys
from pathlib import Path
from reportedly.running.giving import given_by_the_world
from reportedly.running.releasing import release
from reportedly.sharing.clearing import Policy
from reportedly.storing import open_store
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    release(store, Path(sys.argv[2]), given_by_the_world(), Policy(unreviewed=True))
"""


@pytest.mark.thorough
def test_a_killed_release_leaves_none_and_the_next_clears_up(store: Store, tmp_path: Path) -> None:
    whole = files(made(store, tmp_path / "whole"))
    chance, ended = random.Random(7), 0  # noqa: S311
    for number in range(KILLS):
        out = tmp_path / "out" / f"{number}"
        out.parent.mkdir(exist_ok=True)
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(store.path), str(out)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        ended += process.returncode == 0
        assert not out.exists() or files(out) == whole
        if not out.exists():
            assert files(made(store, out)) == whole
        assert not list(out.parent.glob(f".{out.name}.*"))
    assert ended < KILLS
