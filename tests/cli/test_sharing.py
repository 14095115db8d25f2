"""`share`, `release`, `verify`: what goes out, what is refused, what is found out. docs/how-to/publish-a-release.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.storing import open_store
from tests.cli.running import run
from tests.sharing.reading import table


def test_nothing_goes_out_that_nobody_said_is_ready(store: Path, tmp_path: Path) -> None:
    result = run("share", "acled", "--store", store, "--out", tmp_path / "a.csv")
    assert (result.exit_code, table((tmp_path / "a.csv").read_bytes())) == (0, [])
    assert "2 incidents left out: nobody has said that it is ready" in result.stderr
    result = run("share", "acled", "--store", store, "--out", tmp_path / "a.csv", "--include-unreviewed", "--hxl")
    assert (result.exit_code, result.stderr) == (0, "")
    tags, *rows = table((tmp_path / "a.csv").read_bytes())
    assert (tags["event_date"], len(rows)) == ("#date+occurred", 2)


@pytest.mark.parametrize("option", ["--exact-places", "--include-sensitive"])
def test_what_may_harm_somebody_is_refused_unless_somebody_answers_for_it(
    store: Path, tmp_path: Path, option: str
) -> None:
    asked = ("share", "native-csv", "--store", store, "--out", tmp_path / "out", option, "--include-unreviewed")
    result = run(*asked)
    assert result.exit_code == 1
    assert "refused, since it would let out" in result.stderr
    assert not (tmp_path / "out").exists()
    result = run(*asked, "--override", "the court asks for it", "--who", "A. Coder")
    assert result.exit_code == 0
    assert b"Qasr" in (tmp_path / "out" / "incidents.csv").read_bytes() or option != "--exact-places"
    with open_store(store) as opened:
        [entry] = opened.log()
    assert (entry.kind, entry.who, entry.why) == ("override", "A. Coder", "the court asks for it")
    assert "j1" in run("judge", "log", "--store", store).stdout


def test_a_format_that_is_none_is_told_with_those_that_are(store: Path, tmp_path: Path) -> None:
    result = run("share", "xlsx", "--store", store, "--out", tmp_path / "a")
    assert result.exit_code == 2
    assert "xlsx: no such format; there are: acled" in result.stderr
    result = run("share", "geojson", "--store", store, "--out", tmp_path / "a", "--hxl")
    assert (result.exit_code, "geojson has no line of tags" in result.stderr) == (2, True)
    assert not (tmp_path / "a").exists()


def test_a_release_is_made_compared_and_checked(store: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "spring", tmp_path / "summer"
    assert run("release", first, "--store", store, "--include-unreviewed").exit_code == 0
    result = run("release", second, "--store", store, "--last", first)
    assert (result.exit_code, "Since spring: 2 withdrawn." in result.stdout) == (0, True)
    for folder in (first, second):
        result = run("verify", folder, "--store", store)
        assert (result.exit_code, result.stdout, result.stderr) == (0, f"{folder}: nothing wrong with it.\n", "")
    (first / "ged.csv").write_bytes(b"")
    result = run("verify", first)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ged.csv: was changed since the release" in result.stderr
    result = run("verify", tmp_path)
    assert (result.exit_code, "the folder of a release" in result.stderr) == (1, True)
