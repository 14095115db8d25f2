"""`plot`: pictures by the same rules as `share`. docs/how-to/pictures.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reportedly.desk import assets
from reportedly.sharing.pictures.gallery import PICTURES
from reportedly.storing import open_store
from tests.cli.running import run


def test_a_picture_is_written_and_what_stays_behind_is_told(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "killed.svg"
    result = run("plot", "timeline", "--store", store, "--out", out)
    assert (result.exit_code, "0 incidents" in result.stdout) == (0, True)
    assert "2 incidents left out: nobody has said that it is ready" in result.stderr
    result = run("plot", "timeline", "--store", store, "--out", out, "--include-unreviewed", "--by", "week")
    assert (result.exit_code, "killed.svg: 2 incidents, " in result.stdout, result.stderr) == (0, True, "")
    assert b"Killed by week, as reported" in out.read_bytes()


def test_a_map_has_the_outlines_of_countries_where_they_are_there(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("plot", "map", "--store", store, "--include-unreviewed", "--out")
    result = run(*asked, tmp_path / "with.svg")
    assert (result.exit_code, result.stderr) == (0, "")
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    result = run(*asked, tmp_path / "without.svg")
    assert (result.exit_code, "no outlines of countries" in result.stderr) == (0, True)
    assert (tmp_path / "with.svg").stat().st_size > (tmp_path / "without.svg").stat().st_size + 10_000


def test_exact_places_take_somebody_who_answers_for_them(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    result = run("plot", "map", "--store", store, "--out", out, "--exact-places", "--include-unreviewed")
    assert (result.exit_code, "refused, since it would let out" in result.stderr) == (1, True)
    assert not out.exists()


def test_the_commands_of_the_page_draw(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.parent)
    store.rename("year.sqlite")
    page = Path(__file__).parents[2] / "docs" / "how-to" / "pictures.md"
    commands = re.findall(r"^    reportedly (plot .+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert [command.split()[1] for command in commands] == list(PICTURES)
    for command in commands:
        assert run(*command.split()).exit_code == 0
        assert Path(command.split()[-1]).stat().st_size > 1_000


def test_without_matplotlib_nothing_is_begun(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    asked = (
        "plot",
        "map",
        "--store",
        store,
        "--out",
        tmp_path / "map.png",
        "--exact-places",
        "--override",
        "asked for",
    )
    result = run(*asked)
    assert (result.exit_code, "pip install 'reportedly[plot]'" in result.stderr) == (1, True)
    with open_store(store) as opened:
        assert list(opened.log()) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("pie", "--out", "x.svg"), "pie: no such picture; there are: timeline, map, sources"),
        (("map", "--out", "x.jpg"), "x.jpg: pictures are written as .svg or .png"),
        (("map", "--out", "x.svg", "--by", "day"), "--by: map has no bars"),
        (("map", "--out", "x.svg", "--country", "Niger"), "Niger: a country is given by its code"),
        (("map", "--out", "x.svg", "--from", "2026-03-02", "--until", "2026-03-01"), "there is no such time"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_what_is_right(store: Path, asked: tuple[str, ...], told: str) -> None:
    result = run("plot", *asked, "--store", store)
    assert (result.exit_code, told in result.stderr) == (2, True)
