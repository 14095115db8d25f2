"""Each command: what it prints, where, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly.cli.commands import app
from reportedly.model.errors import WorldError
from reportedly.running import pipeline
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests import samples
from tests.cli import faked


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    def put(module: object, name: str, fake: object) -> None:
        monkeypatch.setattr(module, name, fake, raising=False)

    faked.install(put)


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, env={"COLUMNS": "80"})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    with open_store(path) as opened:
        opened.add(samples.reading())
        link_store(opened)
    return path


def test_read_prints_a_line_a_page_in_order(tmp_path: Path) -> None:
    first, missing, second = (
        faked.page_file(tmp_path, "b.txt"),
        tmp_path / "none",
        faked.page_file(tmp_path, "a.txt", "Titre\nx"),
    )
    result = run("read", first, missing, second, "--published", "2026-03-08", "--language", "fr")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line.get("error", {}).get("code") for line in lines] == [None, "unreadable", None]
    assert lines[0]["report"]["published"] == "2026-03-08"
    assert lines[0]["incidents"][0]["killed"]["best"] == 4
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [f"reportedly: {missing}: there is no such file or folder; check the path"]


def test_read_takes_standard_input() -> None:
    result = run("read", "-", stdin=faked.PAGE)
    assert json.loads(result.stdout)["accounts"][1]["act"] == "claim_of_responsibility"
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_page_that_fails_in_the_worker_keeps_its_id(tmp_path: Path) -> None:
    page = tmp_path / "pages.jsonl"
    page.write_text('{"id": "x1", "text": "defect"}\n{"id": "x2", "text": "fine", "title": "T"}\n')
    result = run("read", page, "--language", "fr")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["report"] == {"id": "x1"}
    assert first["error"]["code"] == "empty"
    assert second["report"]["id"] == "x2"
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "--published", "22/2/2026"],
        ["read", "--language", "klingon"],
        ["read", "--jobs", "0"],
        ["read", "--nonsense"],
        ["add", "page.txt"],
        ["add", "--store", "x.sqlite"],
        ["show", "--store", "x.sqlite"],
        ["show", "abc", "--all", "--store", "x.sqlite"],
        ["nonsense"],
        [],
    ],
)
def test_misuse(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["read"], ["add", "--store", "STORE"]])
def test_a_broken_language_folder_ends_the_run_with_one_line(command: list[str], tmp_path: Path) -> None:
    pages = [
        faked.page_file(tmp_path, f"{n}.txt", text) for n, text in enumerate((faked.PAGE, "broken", "broken", "x"))
    ]
    command = [str(tmp_path / "store.sqlite") if word == "STORE" else word for word in command]
    result = run(*command, *pages, "--language", "fr")
    assert result.exit_code == 1
    assert result.stderr == "reportedly: fr/grammar/people.yml: nobody: a rule needs `makes`\n"
    if command[0] == "read":
        assert len(result.stdout.splitlines()) == 1  # what came before is there
    else:
        with open_store(tmp_path / "store.sqlite") as store:
            assert store.counts()["reports"] == 1
            assert not store.failures()


@pytest.mark.parametrize("command", [["read"], ["add", "--store", "STORE"]])
def test_a_missing_gazetteer_is_said_once(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise WorldError("no gazetteer: build it with `make gazetteer`")

    monkeypatch.setattr(pipeline, "open_gazetteer", missing)
    command = [str(tmp_path / "store.sqlite") if word == "STORE" else word for word in command]
    result = run(*command, faked.page_file(tmp_path), faked.page_file(tmp_path, "b.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "reportedly: no gazetteer: build it with `make gazetteer`\n"


def test_a_message_names_the_input_and_not_the_hash(tmp_path: Path) -> None:
    page = faked.page_file(tmp_path, text="Titre\n\ndefect")
    assert run("read", page, "--language", "fr").stderr.startswith(f"reportedly: {page}: nothing in it")


def test_add_reads_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages, store = tmp_path / "pages", tmp_path / "store.sqlite"
    pages.mkdir()
    faked.page_file(pages, "a.txt")
    faked.page_file(pages, "b.txt", "Titre\n\nRien.")
    result = run("add", pages, "--store", store, "--language", "fr")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 pages added, 0 known already, 0 not readable.")
    monkeypatch.setattr("reportedly.running.pipeline.read_report", None)  # nothing is read a second time
    again = run("add", pages, "--store", store, "--language", "fr")
    assert again.stdout.startswith("0 pages added, 2 known already, 0 not readable.")


def test_add_reads_again_with_another_day(tmp_path: Path) -> None:
    page, store = faked.page_file(tmp_path), tmp_path / "store.sqlite"
    run("add", page, "--store", store, "--published", "2026-03-08", "--language", "fr")
    result = run("add", page, "--store", store, "--published", "2026-03-09", "--language", "fr")
    assert result.stdout.startswith("1 page added")
    with open_store(store) as opened:
        (reading,) = opened.readings()
        assert str(reading.report.published) == "2026-03-09"
        assert len(opened.revisions(reading.report.id)) == 2


def test_add_keeps_failures(tmp_path: Path) -> None:
    store = tmp_path / "store.sqlite"
    result = run("add", tmp_path / "none", "--store", store)
    assert result.exit_code == 1
    assert "1 not readable" in result.stdout
    listed = run("list", "--store", store).stdout.splitlines()
    assert listed[0] == "No incidents: nothing was found in the 0 pages that were read."
    assert listed[1].startswith(f"not read: {tmp_path / 'none'}: there is no such file")
    run("add", *(tmp_path / f"none{n}" for n in range(12)), "--store", store)
    assert "not read: 3 more; they are in the store's table `failures`" in run("list", "--store", store).stdout


def test_list_for_people_and_for_programs(store: Path) -> None:
    text = run("list", "--store", store)
    assert "Attack · Qasr, S" in text.stdout
    assert "killed, injured not stated · 1 report, 1 origin · " in " ".join(text.stdout.split())
    listed = json.loads(run("list", "--json", "--store", store).stdout)
    assert (listed["killed"]["low"], listed["killed"]["high"]) == (4, 5)
    assert listed["id"].startswith(text.stdout[:12])


def test_show_by_the_beginning_of_an_id(store: Path) -> None:
    listed = json.loads(run("list", "--json", "--store", store).stdout)
    shown = run("show", listed["id"][:6], "--store", store)
    assert "“Trois soldats”" in shown.stdout
    assert json.loads(run("show", listed["id"], "--json", "--store", store).stdout) == listed
    assert run("show", "--all", "--store", store).stdout == shown.stdout
    none = run("show", "zz", "--store", store)
    assert none.exit_code == 1
    assert "no incident's id begins with 'zz'" in none.stderr


@pytest.mark.parametrize("command", [["list"], ["show", "--all"]])
def test_looking_makes_no_store(command: list[str], tmp_path: Path) -> None:
    result = run(*command, "--store", tmp_path / "none.sqlite")
    assert result.exit_code == 1
    assert "there is no store (make one with: reportedly add" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_explain_is_safe_to_print(tmp_path: Path) -> None:
    result = run("explain", faked.page_file(tmp_path), "--language", "fr")
    assert result.stdout.startswith("one step\\x1b[2J\n")
    assert run("explain", tmp_path / "none").exit_code == 1


def test_places(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "name": "Qasr",
        "kind": "town",
        "country_name": "Syria",
        "latitude": 1.0,
        "longitude": 2.0,
        "resolves": "yes",
    }
    monkeypatch.setattr("reportedly.world.places.describe_candidates", lambda name: [row] if name == "Qasr" else [])
    assert run("places", "Qasr").stdout.startswith("Qasr, Syria · town · 1.00, 2.00")
    assert json.loads(run("places", "Qasr", "--json").stdout) == row
    none = run("places", "Nowhere")
    assert (none.exit_code, none.stderr) == (
        1,
        "reportedly: Nowhere: no place of this name is known (try another spelling)\n",
    )


def test_version() -> None:
    assert run("--version").stdout.startswith("reportedly 0.")
