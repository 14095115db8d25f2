"""`docs/how-to/acled-sheet.md` is so: its outlets are served, its commands run, its row is the sheet's."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.running import pipeline
from reportedly.sharing.acled import COLUMNS
from tests.gathering.web.server import HOST, Server, versions
from tests.running.webbed import read_here

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to" / "acled-sheet.md").read_text(encoding="utf-8")
PAGES = {
    "harbourledger.example": "04-ledger-isiolo-blast.html",
    "heuredusud.example": "06-heuredusud-isiolo-bilan.html",
    "hadaba.example": "14-hadaba-tabanni-tuz.html",
}
IDS = {"1e9433": "The Harbour Ledger", "05642c": "L'Heure du Sud"}
"""The ids on the page, and whose incident each is: they follow from addresses, and the test's are others."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "run_ordered", read_here)
    with Server() as running:
        for host, name in PAGES.items():
            link = running.url(f"/{host}/{name}")
            feed = f'<rss version="2.0"><channel><item><title>x</title><link>{link}</link></item></channel></rss>'
            running.says[f"/{host}/rss"] = versions(feed.encode())
            running.says[f"/{host}/{name}"] = versions((ROOT / "examples" / "pages" / name).read_bytes())
        yield running


def blocks() -> list[tuple[str, str]]:
    """The blocks of the page: what kind each is, and what stands in it."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def write_sources(server: Server, text: str) -> None:
    """The sources of the page, served from here."""
    told = yaml.safe_load(text)
    for source in told:
        source |= {
            "feeds": server.url("/" + source["feeds"].removeprefix("https://")),
            "delay": 0.05,
            "allowed": [HOST],
        }
    Path("sources.yml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")


def ids() -> dict[str, str]:
    """The ids on the page with those that they are here."""
    listed = CliRunner().invoke(app, ["list", "--store", "year.sqlite", "--json"]).stdout.splitlines()
    found = {row["outlets"][0]: row["id"][:6] for row in map(json.loads, listed)}
    return {told: found[outlet] for told, outlet in IDS.items()}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", text)).strip()


def fits(told: str, found: str) -> bool:
    """Whether it is what is told, with anything for each …"""
    return re.fullmatch(".*?".join(map(re.escape, plain(told).split("…"))), plain(found), re.DOTALL) is not None


def follow(server: Server) -> None:
    """Does what the page says, from its first block to its last."""
    here: dict[str, str] = {}
    printed = ""
    for kind, text in blocks():
        for told, found in here.items():
            text = text.replace(told, found)
        if kind == "yaml":
            write_sources(server, text)
        elif kind == "text":
            assert fits(f"…{text.strip()}…", printed), f"{text}\nis not in\n{printed}"
        else:
            assert kind == "sh"
            for line in text.splitlines():
                words = shlex.split(line)
                assert words[0] == "reportedly"
                done = CliRunner().invoke(app, words[1:], env={"COLUMNS": "160"})
                assert done.exit_code == 0, f"{line}: {done.output}"
                printed = done.stdout + done.stderr
                here = here or (ids() if words[1] == "watch" else {})


@pytest.mark.thorough
def test_the_page_is_followed_to_its_row(server: Server) -> None:
    follow(server)
    told = dict(re.findall(r"^\| `(\w+)` \|(.*?)\|", TEXT, re.MULTILINE))
    with Path("acled.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert list(told) == list(row)
    assert [name for name, cell in told.items() if not fits(cell, row[name])] == []


def test_what_is_always_yours_is_what_nothing_fills() -> None:
    always = re.findall(r"^\| `(\w+)` \| \| always \|$", TEXT, re.MULTILINE)
    assert always == [column.name for column in COLUMNS if column.value is None]
