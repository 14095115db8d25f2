"""`link`, `judge`, `changes` and `show --as-of`: what they print, where, and their exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly.cli.commands import app
from reportedly.model import founded_id, to_json
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.cli import faked
from tests.stories import Told, page

QASR = Told("Qasr", 7, 4)
PAGES = (page("p1", 8, QASR), page("p2", 10, Told("Qasr", 7, 6)), page("p4", 9, Told("Wasita", 8, 3)))
ONE, TWO, OTHER = (founded_id(f"{name}#i1") for name in ("p1", "p2", "p4"))


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    faked.install(lambda module, name, fake: monkeypatch.setattr(module, name, fake, raising=False))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    with open_store(path) as opened:
        for reading in PAGES:
            opened.add(reading)
        link_store(opened)
    return path


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, env={"COLUMNS": "200"})


def lines() -> bytes:
    return b"".join(to_json(reading) + b"\n" for reading in PAGES)


def test_link_prints_an_incident_a_line_whatever_the_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(to_json(PAGES[0]) + b"\n")
    second.write_bytes(b"".join(to_json(reading) + b"\n" for reading in PAGES[1:]))
    result = run("link", first, second)
    assert (result.exit_code, result.stderr) == (0, "")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [incident["reports"] for incident in found] == [["p1", "p2"], ["p4"]]
    assert found[0]["accounts"] == ["p1#a1", "p2#a1"]
    assert (found[0]["origins"], found[0]["languages"]) == (2, ["fr"])
    assert run("link", second, first).stdout == result.stdout
    assert run("link", stdin=lines()).stdout == result.stdout


def test_link_goes_on_where_a_line_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(lines() + b"nonsense\n" + lines())
    result = run("link", path)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    said = result.stderr.splitlines()
    assert said[0].startswith(f"reportedly: {path}: line 4: no reading that can be used")
    assert said[1:] == [f"reportedly: {name}: there twice; used once" for name in ("p1", "p2", "p4")]


def test_linking_a_store_gives_what_its_readings_give(store: Path) -> None:
    with_store = run("link", "--store", store)
    assert with_store.stderr == "reportedly: Nothing new to link.\n"
    assert with_store.stdout == run("link", stdin=lines()).stdout
    anew = run("link", "--store", store, "--anew")
    assert anew.stderr == "reportedly: 3 tellings linked; 2 incidents written.\n"
    assert anew.stdout == with_store.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["link", "x.jsonl", "--store", "s.sqlite"],
        ["link", "--anew"],
        ["changes", "--store", "s.sqlite"],
        ["changes", "--since", "yesterday", "--store", "s.sqlite"],
        ["show", "ab", "--as-of", "yesterday", "--store", "s.sqlite"],
        ["judge"],
        ["judge", "merge", "ab", "cd", "--store", "s.sqlite"],
        ["judge", "value", "ab", "weather", "fine", "--why", "x", "--store", "s.sqlite"],
    ],
)
def test_misuse(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_add_links_unless_told_not_to(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    added = run("add", faked.page_file(tmp_path), "--store", store, "--language", "fr", "--no-link")
    assert "holds 0 incidents" in added.stdout
    for command in (["list"], ["show", "--all"], ["changes", "--since", "2026-01-01"]):
        said = run(*command, "--store", store)
        assert (said.exit_code, said.stdout) == (0, "")
        assert said.stderr == f"reportedly: 1 page isn't linked yet (run: reportedly link --store {store})\n"
    added = run("add", faked.page_file(tmp_path, "b.txt", f"Titre\n{faked.PAGE}"), "--store", store, "--language", "fr")
    assert "holds 1 incident;" in added.stdout


def test_a_judgement_is_written_signed_and_shown(store: Path) -> None:
    result = run("judge", "merge", ONE[:8], OTHER[:8], "--who", "A. Coder", "--why", "one attack", "--store", store)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "j1 is in the log (merge, by A. Coder). 0 tellings linked; 1 incident written.\n"
    shown = run("show", OTHER[:8], "--store", store)
    assert shown.stderr == f"reportedly: incident {OTHER[:12]} is now part of {ONE[:12]}, shown here\n"
    assert f"Judged       j1 merge of {ONE[:12]}, by A. Coder on" in shown.stdout
    assert "decided by j1" in shown.stdout
    log = json.loads(run("judge", "log", "--json", "--store", store).stdout)
    assert (log["id"], log["kind"], log["who"], log["why"]) == ("j1", "merge", "A. Coder", "one attack")
    undo = run("judge", "undo", "j1", "--who", "B. Coder", "--why", "it was not", "--store", store)
    assert undo.exit_code == 0
    assert "undone by j2" in run("judge", "log", "--store", store).stdout
    assert run("show", OTHER, "--store", store).stderr == ""


def test_each_kind_of_judgement(store: Path) -> None:
    signed = ("--who", "A. Coder", "--why", "seen", "--store", store)
    for command in (
        ["split", ONE, "p2"], ["value", ONE, "killed", "4"], ["note", ONE], ["not-an-incident", OTHER],
    ):  # fmt: skip
        assert run("judge", *command, *signed).exit_code == 0
    listed = [json.loads(line) for line in run("list", "--json", "--store", store).stdout.splitlines()]
    assert {incident["id"]: incident["judgements"] for incident in listed} == {ONE: ["j1", "j2", "j3"], TWO: ["j1"]}
    against = run("judge", "merge", ONE, TWO, *signed)
    assert (against.exit_code, against.stdout) == (1, "")
    assert "contradicts j1 (split, by A. Coder" in against.stderr
    assert "undo it first: reportedly judge undo j1" in against.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["split", ONE, "p9"], "p9 isn't one report of incident"),
        (["split", ONE, "p"], "several of its reports begin so"),
        (["split", ONE, "p1", "p2"], "no report would stay"),
        (["merge", ONE, ONE], "name two incidents or more"),
        (["undo", "j7"], "there's no such judgement"),
        (["value", ONE, "killed", "several"], "isn't a number of people"),
        (["note", "zz"], "no incident's id begins"),
    ],
)
def test_a_judgement_that_cannot_be_made_is_one_line(store: Path, arguments: list[str], said: str) -> None:
    result = run("judge", *arguments, "--who", "A. Coder", "--why", "seen", "--store", store)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert said in result.stderr
    assert run("judge", "log", "--store", store).stdout == ""
    unsigned = run("judge", "note", ONE, "--why", " ", "--store", store)
    assert unsigned.stderr == "reportedly: why: a judgement says why; give it with --why\n"


def test_as_of_a_day(store: Path) -> None:
    then = json.loads(run("show", ONE, "--as-of", "2026-03-09", "--json", "--store", store).stdout)
    assert (then["reports"], then["killed"]["high"]) == (["p1"], 4)
    shown = run("show", ONE, "--as-of", "2026-03-09", "--store", store).stdout
    assert "1 report, 1 origin" in shown
    assert "as known on 9 March 2026" in shown
    assert "as known on" not in run("show", ONE, "--store", store).stdout
    never = run("show", ONE, "--as-of", "2026-03-01", "--store", store)
    assert never.stdout == ""
    assert never.stderr == f"reportedly: incident {ONE[:12]}: no report of 2026-03-01 or earlier tells of it\n"
    assert run("show", "--all", "--as-of", "2026-03-01", "--store", store).stderr == ""


def test_changes_since_a_day(store: Path) -> None:
    told = run("changes", "--since", "2026-03-10", "--store", store).stdout
    assert told.startswith(f"{ONE[:12]} changed · Attack · Qasr, Raqqa, S")
    assert "1 more report" in told
    assert "killed 4 → " in " ".join(told.split())
    assert OTHER[:12] not in told
    as_json = [
        json.loads(line)
        for line in run("changes", "--since", "2026-03-09", "--json", "--store", store).stdout.splitlines()
    ]
    assert {change["id"]: change["kind"] for change in as_json} == {ONE: "changed", OTHER: "new"}
