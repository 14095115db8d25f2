"""The file: beside the store, its owner's alone, of a version, shared by programs, and clear about what is wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reportedly.people import PeopleError, SignedIn, database, open_people
from tests.people.given import PASSWORD, Team, second_people


@pytest.mark.parametrize(
    ("store", "people"),
    [
        ("year.sqlite", "year.people.sqlite"),
        ("year.db", "year.people.db"),
        ("year", "year.people.sqlite"),
        ("a.b.sqlite", "a.b.people.sqlite"),
    ],
)
def test_it_is_beside_the_store(store: str, people: str) -> None:
    assert database.beside(Path("/some") / store) == Path("/some") / people


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        team = Team(tmp_path)
        with team.people:
            team.add("Amira")
            files = sorted(tmp_path.iterdir())
            assert files[0].name == "year.people.sqlite"
            assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    finally:
        os.umask(before)
    files[0].chmod(0o644)
    Team(tmp_path).people.close()
    assert files[0].stat().st_mode & 0o777 == 0o600


def test_it_is_marked_as_ours_and_of_a_version(team: Team) -> None:
    with sqlite3.connect(team.people.path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (database.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (database.VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_newer_one_says_what_to_install(tmp_path: Path) -> None:
    Team(tmp_path).people.close()
    with sqlite3.connect(tmp_path / "year.people.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(PeopleError, match="version 99, newer than this program's 1; install a newer reportedly"):
        Team(tmp_path)


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "year.people.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE somebody (else_s)")
    connection.close()
    with pytest.raises(PeopleError, match="isn't reportedly's file of people"):
        Team(tmp_path)
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    with pytest.raises(PeopleError, match="isn't reportedly's file of people"):
        Team(tmp_path)


def test_where_it_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(PeopleError, match="can't be opened"):
        open_people(tmp_path / "no such folder" / "year.sqlite")
    (tmp_path / "year.people.sqlite").mkdir()
    with pytest.raises(PeopleError, match="is a folder"):
        open_people(tmp_path / "year.sqlite")


def test_another_program_on_the_same_file(team: Team) -> None:
    team.add("Amira")
    with second_people(team) as other:
        answer = other.sign_in("Amira", PASSWORD)
        assert isinstance(answer, SignedIn)
        assert team.people.session(answer.token) == answer.session
        team.people.close_user("Amira", by=team.root)
        assert other.session(answer.token) is None


def test_programs_that_start_at_once_make_it_together(tmp_path: Path) -> None:
    made: list[int] = []

    def start() -> None:
        with open_people(tmp_path / "year.sqlite") as people:
            made.append(people.begin_alone().session.person.id)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [0] * 8


def test_alone_it_needs_neither_passwords_nor_the_network() -> None:
    """In a process of its own: no library of the extra `team`, nor httpx, is imported."""
    code = """
import sys, tempfile, pathlib
sys.modules.update(argon2=None, pyotp=None, joserfc=None, httpx=None, cryptography=None)
from reportedly.people import may, open_people
with tempfile.TemporaryDirectory() as folder, open_people(pathlib.Path(folder) / "year.sqlite") as people:
    session = people.session(people.begin_alone().token)
    people.save_search(session.person, "Hama", "text=Hama", 1)
    people.visited(session.person, "inbox")
    assert may(session.person, "manage")
"""
    subprocess.run([sys.executable, "-c", code], check=True)
