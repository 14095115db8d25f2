"""Readings out of files: what can't be used is told with its file and line, and the rest goes on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.model import Failure, Reading, to_json
from reportedly.running.readings import readings_of
from tests import samples

READING = samples.reading()


def read(*lines: bytes, path: Path) -> tuple[list[Reading | Failure], list[str]]:
    path.write_bytes(b"\n".join(lines) + b"\n")
    told: list[str] = []
    return list(readings_of([str(path)], told.append)), told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readings.jsonl"


def changed(**parts: Any) -> bytes:
    return json.dumps(json.loads(to_json(READING)) | parts).encode()


def test_what_was_written_is_read_also_from_gzip(path: Path) -> None:
    assert read(to_json(READING), b"", path=path) == ([READING], [])
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert list(readings_of([str(path)], print)) == [READING]


def test_a_line_that_is_no_reading_is_told_with_its_place(path: Path) -> None:
    lines = (b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000, b'{"report": {"id": "x"}}', to_json(READING))
    found, _ = read(*lines, path=path)
    assert found[-1] == READING
    failures = [failure for failure in found if isinstance(failure, Failure)]
    assert [failure.message.split(": no reading")[0] for failure in failures] == [
        f"{path}: line {number}" for number in range(1, 7)
    ]
    assert "missing required field `text`" in failures[-1].message
    assert all("read its page again with this version" in failure.message for failure in failures)


def test_newer_fields_may_be_missing_and_unknown_ones_are_left_aside(path: Path) -> None:
    older = json.loads(to_json(READING))
    for account in older["accounts"]:
        for part in (account["speaker"], *account["victims"], *account["perpetrators"]):
            part.pop("rule", None)
            part.pop("confidence", None)
    older["report"].pop("teasers")
    older["mood"] = "unknown"
    (found,), _ = read(json.dumps(older).encode(), path=path)
    assert isinstance(found, Reading)
    assert found.incidents == READING.incidents


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (lambda r: r["accounts"][0]["victims"][0]["quote"].update(text="Trente soldats"), "can't stand at"),
        (lambda r: r["accounts"][0]["victims"][0]["quote"].update(text="Quatre soldat"), "isn't what the page says"),
        (lambda r: r["accounts"][0]["victims"][0].update(part_of=9), "part of one that isn't there"),
        (lambda r: r["accounts"][1].update(id="a1"), "share an id"),
        (lambda r: r["incidents"][0].update(accounts=["a7"]), "some that aren't there"),
        (lambda r: r["incidents"][0].update(accounts=[]), "has no accounts"),
        (lambda r: r["accounts"][0].update(act="rumour"), "Invalid enum value 'rumour'"),
    ],
)
def test_a_reading_whose_parts_do_not_fit_is_told(path: Path, broken: Any, why: str) -> None:
    reading = json.loads(to_json(READING))
    broken(reading)
    (failure,), _ = read(json.dumps(reading).encode(), path=path)
    assert isinstance(failure, Failure)
    assert why in failure.message


def test_a_page_that_is_there_twice_is_told_and_given_once(path: Path) -> None:
    found, told = read(to_json(READING), to_json(READING), path=path)
    assert found == [READING]
    assert told == ["page-1: there twice; used once"]
    found, told = read(to_json(READING), to_json(samples.reading(title="Autre titre")), path=path)
    assert len(found) == 2
    assert told == ["page-1: there in two states; the one retrieved last is used"]


def test_pages_that_could_not_be_read_are_counted(path: Path) -> None:
    refused = to_json(Failure(id="p9", code="empty", message="p9: nothing in it"))
    found, told = read(refused, to_json(READING), refused, path=path)
    assert found == [READING]
    assert told == ["2 pages in it couldn't be read when it was made; they are left out"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(to_json(READING) + b"\n")[:-12])
    found = list(readings_of([str(tmp_path / "none"), str(tmp_path), str(cut)], print))
    messages = [failure.message for failure in found if isinstance(failure, Failure)]
    assert len(messages) == 3
    assert "no such file or directory" in messages[0]
    assert "is a directory" in messages[1]
    assert "gzip data break off" in messages[2]
