"""`docs/how-to/tables-and-archives.md` is so: its files are written, its commands run."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import msgspec
import pytest
import yaml
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.gathering import columns
from tests.gathering.test_packed import wacz
from tests.gathering.test_webarchives import response

pytestmark = pytest.mark.thorough

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "tables-and-archives.md"
STORY = b"<html><body><h1>Two killed</h1><p>Two civilians were killed in Qasr on Saturday.</p></body></html>"


def blocks() -> list[str]:
    """What stands indented on the page."""
    found = re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub("^    ", "", block, flags=re.MULTILINE) for block in found]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    table, mapping = blocks()[:2]
    Path("dispatches.csv").write_text(table, encoding="utf-8")
    Path("dispatches.yml").write_text(mapping, encoding="utf-8")
    record = gzip.compress(response(STORY))
    Path("crawl.warc.gz").write_bytes(record)
    Path("site.wacz").write_bytes(wacz({"data.warc.gz": record}))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_commands_of_the_page_do_what_it_says() -> None:
    commands = [line.split() for block in blocks() for line in block.splitlines() if line.startswith("reportedly ")]
    assert len(commands) == 3
    results = [CliRunner().invoke(app, command[1:]) for command in commands]
    assert [result.exit_code for result in results] == [0, 0, 0], [result.stderr for result in results]
    readings = [json.loads(line) for line in results[0].stdout.splitlines()]
    assert [each["report"]["id"] for each in readings] == ["d1", "d2"]
    assert {each["report"]["outlet"] for each in readings} == {"The Dispatch"}
    assert {each["report"]["published"] for each in readings} == {"2026-02-23"}
    assert readings[0]["incidents"][0]["killed"]["best"] == 2
    assert "2 pages added" in results[1].stdout
    assert "1 page added" in results[2].stdout, "the same page twice"


@pytest.mark.usefixtures("folder")
def test_a_mapping_that_is_wrong_is_misuse() -> None:
    for name, words in (("mediacloud", "media-cloud"), ("crawl.warc.gz", "columns: crawl.warc.gz")):
        result = CliRunner().invoke(app, ["read", "dispatches.csv", "--columns", name])
        assert result.exit_code == 2
        assert words in result.stderr


def test_every_part_of_a_mapping_and_every_ready_one_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for field in msgspec.structs.fields(columns.Columns):
        assert f"`{field.name}" in text
    for name in columns.ready_columns():
        assert f"`{name}`" in text
    assert yaml.safe_load(blocks()[1])["columns"]["text"] == "Body"
