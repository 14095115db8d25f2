"""`sources` and `sources import`, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.gathering.web import read_sources
from tests.gathering.web.test_sources import OPML


@pytest.fixture
def opml(tmp_path: Path) -> Path:
    file = tmp_path / "mine.opml"
    file.write_bytes(OPML)
    return file


def test_a_list_of_feeds_becomes_sources(opml: Path, tmp_path: Path) -> None:
    out = tmp_path / "sources.yml"
    result = CliRunner().invoke(app, ["sources", "import", str(opml), "--out", str(out)])
    assert (result.exit_code, result.stdout) == (1, f"{out}: 3 sources.\n"), "one is left out"
    assert "192.168.0.1" in result.stderr
    assert [source.name for source in read_sources(out)][-1] == "sole.example"
    printed = CliRunner().invoke(app, ["sources", "import", str(opml)])
    assert printed.stdout == out.read_text(encoding="utf-8")


def test_nothing_is_written_over(opml: Path, tmp_path: Path) -> None:
    out = tmp_path / "sources.yml"
    out.write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", "import", str(opml), "--out", str(out)])
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    out.unlink()
    out.symlink_to(tmp_path / "nowhere.yml")
    assert CliRunner().invoke(app, ["sources", "import", str(opml), "--out", str(out)]).exit_code == 1
    assert not (tmp_path / "nowhere.yml").exists()


def test_what_is_no_list_of_feeds_is_told(tmp_path: Path) -> None:
    for name in ("none.opml", "."):
        result = CliRunner().invoke(app, ["sources", "import", str(tmp_path / name)])
        assert result.exit_code == 1
        assert "can't be read" in result.stderr


def test_sources_of_a_store_need_the_store(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["sources"]).exit_code == 2
    result = CliRunner().invoke(app, ["sources", "--store", str(tmp_path / "none.sqlite")])
    assert result.exit_code == 1
    assert "there is no store" in result.stderr
