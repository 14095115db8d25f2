"""`reportedly people`: what a person at the command line sees of it, and that it does what it says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.commands import app
from reportedly.people import Hashing, Refused, SignedIn, open_people
from reportedly.storing import open_store

PASSWORD = "vier blaue Schafe im Regen"  # noqa: S105 - an example


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "year.sqlite"
    open_store(path).close()
    return path


def run(store: Path, *arguments: str, status: int = 0) -> str:
    """The command's output, both kinds."""
    result = CliRunner().invoke(app, ["people", *arguments, "--store", str(store)])
    assert result.exit_code == status, result.output
    return result.output


def sign_in(store: Path, password: str) -> SignedIn | Refused:
    with open_people(store, team=True, hashing=Hashing(1, 8, 1)) as people:
        return people.sign_in("Amira", password)


def accept(store: Path, output: str) -> None:
    token = output.strip().rpartition("invitation=")[2]
    with open_people(store, team=True, hashing=Hashing(1, 8, 1)) as people:
        people.accept(token, PASSWORD)


def test_adding_somebody(store: Path) -> None:
    assert "Nobody yet" in run(store, "list")
    told = run(store, "add", "Amira", "--role", "administrator")
    assert told.startswith("Amira is added as administrator. This invitation is good once, until ")
    assert "/sign-in?invitation=" in told.splitlines()[-1]
    assert "Amira · administrator · invited until" in run(store, "list")
    accept(store, told)
    assert isinstance(sign_in(store, PASSWORD), SignedIn)
    assert "Amira · administrator · last signed in" in run(store, "list")
    (line,) = run(store, "list", "--json").splitlines()
    assert json.loads(line)["name"] == "Amira"
    assert "password" not in json.loads(line)
    assert "aren't given twice" in run(store, "add", "AMIRA", "--role", "reader", status=1)


def test_closing_and_opening(store: Path) -> None:
    accept(store, run(store, "add", "Amira", "--role", "coder"))
    assert run(store, "close", "Amira").startswith("Amira is closed")
    assert "Amira · coder · closed" in run(store, "list")
    assert isinstance(sign_in(store, PASSWORD), Refused)
    assert run(store, "reopen", "amira") == "amira is open again\n"
    assert isinstance(sign_in(store, PASSWORD), SignedIn)


def test_roles_invitations_and_second_factors(store: Path) -> None:
    first = run(store, "add", "Amira", "--role", "coder")
    assert run(store, "role", "Amira", "editor") == "Amira is now editor\n"
    again = run(store, "invite", "Amira")
    assert again.splitlines()[-1] != first.splitlines()[-1]
    accept(store, again)
    assert "no second factor now" in run(store, "reset-second-factor", "Amira")
    for command in ("close", "reopen", "invite", "reset-second-factor"):
        assert "nobody has this name" in run(store, command, "Nobody", status=1)
    assert "nobody has this name" in run(store, "role", "Nobody", "coder", status=1)
    run(store, "role", "Amira", "owner", status=2)


def test_settings(store: Path) -> None:
    assert run(store, "settings") == (
        "A session ends after 60 minutes unused, after 12 hours at the latest. A second factor is everybody's own "
        "choice.\n"
    )
    changed = run(store, "settings", "--second-factor", "--idle-minutes", "20")
    assert "after 20 minutes unused" in changed
    assert "needed by all" in run(store, "settings")
    assert "everybody's own choice" in run(store, "settings", "--no-second-factor")
    assert "ends after 1 to" in run(store, "settings", "--absolute-hours", "0", status=1)


def test_the_log(store: Path) -> None:
    accept(store, run(store, "add", "Amira", "--role", "coder"))
    sign_in(store, "wrong")
    lines = run(store, "log").splitlines()
    assert [line.split(" · ")[1:3] for line in lines] == [
        ["added", "Amira"],
        ["password set", "Amira"],
        ["refused", "Amira"],
    ]
    assert lines[0].endswith(" · coder · this machine")
    assert [json.loads(line)["kind"] for line in run(store, "log", "--json", "--last", "1").splitlines()] == ["refused"]


def test_names_cannot_move_the_cursor(store: Path) -> None:
    assert "a name has" in run(store, "add", "A\x1b[2J", "--role", "coder", status=1)


def test_a_store_that_is_not_there_gets_no_people(tmp_path: Path) -> None:
    assert "there is no store" in run(tmp_path / "none.sqlite", "list", status=1)
    assert list(tmp_path.iterdir()) == []


def test_a_desk_for_a_team_says_at_once_what_to_install(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    result = CliRunner().invoke(app, ["desk", "--team", "--port", "0", "--store", str(store)])
    assert result.exit_code == 1
    assert "argon2 isn't installed" in result.output
    assert "pip install 'reportedly[team]'" in result.output
