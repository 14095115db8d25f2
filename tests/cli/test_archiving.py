"""`archive`, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.running import pipeline
from reportedly.storing import folder_of
from tests.gathering.web.server import Server, page
from tests.running.webbed import fetch, fetching, read_here, story


def test_what_was_fetched_is_written_and_what_is_damaged_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "run_ordered", read_here)
    store, out = tmp_path / "store.sqlite", tmp_path / "out.warc.gz"
    command = ["archive", "--store", str(store), "--out", str(out)]
    with Server() as server, fetching(store) as run:
        server.says["/a"], server.says["/b"] = page(story()), page(story("Five"))
        fetch(run, server.url("/a"), server.url("/b"), server.url("/none"))
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stderr) == (0, "")
    size = out.stat().st_size
    assert result.stdout.splitlines() == [
        f"{out}: 2 pages as they came, 0 times seen to be the same; {size:,} bytes.",
        "Answers without a page, as 404, left out: 1.",
    ]
    next(folder_of(store).glob("*/*.gz")).unlink()
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert f"{out}: 1 page as it came" in result.stdout
    assert "not in the archive" in result.stderr
    assert CliRunner().invoke(app, [*command[:-1], str(store)]).exit_code == 2, "the store isn't written over"
    assert CliRunner().invoke(app, ["list", "--store", str(store)]).exit_code == 0
