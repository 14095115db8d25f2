"""A run with a second reader, from the command line through real workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from reportedly.asking.choice import SECONDS
from reportedly.cli.commands import app
from reportedly.running.settings import Settings, SettingsError
from reportedly.storing import open_store
from tests.asking import said, stub


@pytest.fixture
def serve() -> Iterator[Any]:
    with ExitStack() as stack:
        yield lambda *replies: stack.enter_context(stub.Endpoint(*replies).running())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{said.TITLE}\n\n{said.BODY}\n", encoding="utf-8")
    (folder / "b.txt").write_text("Jour de marché\n\nLes prix ont baissé samedi à Gaya.\n", encoding="utf-8")
    (folder / "c.txt").write_text(f"{said.TITLE}\n\n{said.BODY}\n" + "Suite. \n" * 4_000, encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "80"})


def with_reader(url: str) -> list[str]:
    return ["--language", "fr", "--reader", "openai", "--reader-url", url, "--reader-model", "small"]


def test_read_says_what_became_of_each_value(serve: Any, pages: Path) -> None:
    lie = said.account(said.victims("500 morts", 500, 500))
    server = serve(stub.accounts(said.group(), lie))
    result = run("read", pages, *with_reader(server.url))
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    dropped = {"accounts of which nothing is left": 1, "words that aren't on the page": 1}
    assert first["second_reader"] == {
        "reader": "openai/small", "asked": True, "kept": 3, "dropped": dropped, "unread": 0, "problem": None,
    }  # fmt: skip
    assert not second["second_reader"]["asked"]
    assert third["second_reader"]["unread"] > 0
    assert result.exit_code == 0
    cut, summary = result.stderr.splitlines()
    assert "too long, so its last " in cut
    assert summary == (
        "reportedly: openai/small: 2 pages asked of; 6 values kept; 4 dropped (2 accounts of which nothing is "
        "left, 2 words that aren't on the page); 1 page without a word of harm not sent"
    )


def test_without_one_a_reading_has_no_such_field(pages: Path) -> None:
    first = json.loads(run("read", pages, "--language", "fr").stdout.splitlines()[0])
    assert list(first) == ["report", "accounts", "incidents"]


def test_what_had_no_answer_is_asked_again(serve: Any, pages: Path, tmp_path: Path) -> None:
    (pages / "c.txt").unlink()
    store = tmp_path / "store.sqlite"
    server = serve(stub.Reply(b"", status=400), stub.accounts(said.group()))
    result = run("add", pages, "--store", store, *with_reader(server.url))
    assert result.exit_code == 1
    assert result.stdout.startswith("2 pages added, 0 known already, 0 not readable.")
    problem, summary = result.stderr.splitlines()
    assert f"a.txt: read by the grammar instead of openai/small: {server.url}: status 400; see its log" in problem
    assert "1 page without an answer, read by the grammar" in summary
    again = run("add", pages, "--store", store, *with_reader(server.url))
    assert (again.exit_code, again.stdout[:32]) == (0, "1 page added, 1 known already, 0")
    assert run("add", pages, "--store", store, *with_reader(server.url)).stdout.startswith("0 pages added, 2 known")
    assert len(server.asked) == 2
    with open_store(store) as opened:
        assert [r.accounts[0].victims[0].rule for r in opened.readings() if r.accounts] == ["reader:openai/small"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"reader": "openai", "reader_model": "m"}, "reader_url: openai needs the endpoint's address"),
        ({"reader": "openai", "reader_url": "http://127.0.0.1/v1"}, "reader_model: openai needs the model's name"),
        ({"reader": "openai", "reader_model": "m", "reader_url": "localhost"}, "reader_url: isn't an address such as"),
        ({"reader": "openai", "reader_model": "m", "reader_url": "http://a:b@c/v1"}, "REPORTEDLY_READER_KEY"),
        ({"reader": "gliner2"}, "reader_model: gliner2 needs the folder"),
        ({"reader": "gliner2", "reader_model": "/none/here"}, "there is no such folder"),
        ({"reader": "gliner2", "reader_model": "/", "reader_url": "http://a/v1"}, "runs here and has no address"),
        ({"reader_url": "http://127.0.0.1/v1"}, "choose it with --reader"),
        ({"reader": "oracle"}, "Invalid enum value 'oracle'"),
        ({"reader_seconds": 0}, "reader_seconds: 0.0 isn't above 0"),
        ({"reader_seconds": float("inf")}, "reader_seconds: more than an hour for a page"),
    ],
)
def test_settings_that_do_not_fit_together(given: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        Settings.of(**given)


def test_a_wrong_choice_is_misuse(pages: Path) -> None:
    result = run("read", pages, "--reader", "openai")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert run("read", pages, "--reader", "oracle").exit_code == 2


def test_limits_leave_time_for_the_reader(tmp_path: Path) -> None:
    plain = Settings.of()
    assert (plain.limits.waiting, plain.reader_seconds) == (0, SECONDS)
    asked = Settings.of(reader="openai", reader_model="m", reader_url="http://127.0.0.1/v1", reader_seconds=300)
    assert asked.limits == (plain.seconds, plain.megabytes, 300)
    local = Settings.of(reader="gliner2", reader_model=str(tmp_path))
    assert local.limits.megabytes > plain.megabytes
    assert local.limits.seconds > plain.seconds
