"""Whoever changes anything of a release is found out."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from reportedly.model.errors import ReportedlyError
from reportedly.running import linking
from reportedly.running.giving import given_by_the_world
from reportedly.running.linking import link_store
from reportedly.running.releasing import release
from reportedly.sharing.clearing import Policy
from reportedly.sharing.verifying import problems
from reportedly.storing import open_store
from tests.stories import Told, page, scored


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("release")
    with pytest.MonkeyPatch.context() as patch, open_store(where / "store.sqlite") as opened:
        patch.setattr(linking, "scored", scored)
        opened.add(page("one", 9, Told("Qasr", 7, 4), Told("Wasita", 8, 3)))
        opened.add(page("two", 9, Told("Qasr", 7, 4)))
        link_store(opened)
        release(opened, where / "release", given_by_the_world(), Policy(unreviewed=True))
    return where / "release"


def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def test_a_changed_byte(folder: Path, tmp_path: Path) -> None:
    copy, chance = copied(folder, tmp_path), random.Random(1)  # noqa: S311
    for path in sorted(copy.rglob("*")):
        before = path.read_bytes() if path.is_file() and path.name != "SHA256SUMS" else b""
        if before:
            at = chance.randrange(len(before))
            path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
            [problem] = problems(copy)
            assert problem.startswith(f"{path.relative_to(copy).as_posix()}: was changed")
            path.write_bytes(before)
    assert list(problems(copy)) == []


def test_a_file_more_or_less_or_a_link(folder: Path, tmp_path: Path) -> None:
    copy = copied(folder, tmp_path)
    (copy / "ged.csv").unlink()
    (copy / "more.csv").write_text("x")
    assert list(problems(copy)) == [
        "ged.csv: is missing, or no plain file", "more.csv: isn't of this release: SHA256SUMS doesn't name it",
    ]  # fmt: skip
    (copy / "more.csv").unlink()
    (copy / "ged.csv").symlink_to(folder / "ged.csv")
    assert list(problems(copy)) == ["ged.csv: is missing, or no plain file"]


@pytest.mark.parametrize("name", ["../store.sqlite", "/etc/hostname", "a/../../b", "a\x00b", "a\\b"])
def test_sums_that_lead_elsewhere(folder: Path, tmp_path: Path, name: str) -> None:
    copy = copied(folder, tmp_path)
    with (copy / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(ReportedlyError, match="not a line of a release's sums"):
        list(problems(copy))


@pytest.mark.parametrize(
    ("table", "old", "new", "problem"),
    [
        ("quotes", '"end":', '"end":1', "doesn't fit its place"),
        ("incidents", '"killed_best":4', '"killed_best":5', "has best 5 killed; no account says so"),
        ("values", '"quote_id":"', '"quote_id":"x', "leads to nothing in quotes"),
    ],
)
def test_a_forger_who_makes_the_sums_anew(
    folder: Path, tmp_path: Path, table: str, old: str, new: str, problem: str
) -> None:
    copy = copied(folder, tmp_path)
    path = copy / "native-jsonl" / f"{table}.jsonl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = f"native-jsonl/{table}.jsonl"
    lines = (copy / "SHA256SUMS").read_text().splitlines()
    before = next(each[:64] for each in lines if each.endswith(name))
    package = copy / "datapackage.json"
    package.write_text(package.read_text().replace(before, digest))
    again = {name: digest, "datapackage.json": hashlib.sha256(package.read_bytes()).hexdigest()}
    (copy / "SHA256SUMS").write_text("".join(f"{again.get(each[66:], each[:64])}  {each[66:]}\n" for each in lines))
    assert any(problem in found for found in problems(copy))
