"""Who is let in: the same answer to all who aren't, delays that hold across programs, nobody locked out for good."""

from __future__ import annotations

import datetime
import ipaddress
import sqlite3
import sys
import threading

import argon2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.people import Hashing, MissingExtra, Refused, SignedIn, limits, open_people, passwords
from tests.people.given import PASSWORD, Team, second_people

STRANGER = "198.51.100.7"


def test_the_right_name_and_password_are_let_in(team: Team) -> None:
    team.add("Amira", "editor")
    for name in ("Amira", "amira", " AMIRA "):
        answer = team.people.sign_in(name, PASSWORD)
        assert isinstance(answer, SignedIn)
        assert (answer.session.person.name, answer.session.person.role) == ("Amira", "editor")
        assert team.people.session(answer.token) == answer.session


def test_who_is_not_let_in_gets_the_same_answer(team: Team) -> None:
    team.add("Amira")
    team.add("Closed")
    team.people.close_user("Closed", by=team.root)
    team.people.add_user("Invited", "coder", by=team.root)
    tried = [("Amira", "wrong"), ("Nobody", PASSWORD), ("Closed", PASSWORD), ("Invited", PASSWORD)]
    tried += [("", ""), ("\ud800", "\ud800")]
    answers = {team.people.sign_in(name, password) for name, password in tried}
    assert answers == {Refused(why="wrong", wait=0)}


def test_who_is_not_let_in_costs_as_much(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.add("Amira")
    team.add("Closed")
    team.people.close_user("Closed", by=team.root)
    compared: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, kept: str, password: str) -> bool:
        compared.append(kept.rpartition("$")[0].rpartition("$")[0])
        return verify(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    for name in ("Amira", "Nobody", "Closed"):
        team.people.sign_in(name, "wrong")
    assert compared == ["$argon2id$v=19$m=8,t=1,p=1"] * 3, "each is compared once, with the same parameters"


def test_after_five_failures_each_delays_the_next_twice_as_long(team: Team) -> None:
    waits = []
    for number in range(20):
        answer = team.people.sign_in("Amira", "wrong", "", f"192.0.2.{number}")
        assert isinstance(answer, Refused)
        assert answer.why == "wrong"
        waits.append(answer.wait)
        team.clock.forward(seconds=answer.wait)
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900]


def test_an_attempt_that_comes_too_early_is_not_looked_at_and_not_counted(team: Team) -> None:
    team.add("Amira")
    for _ in range(6):
        team.people.sign_in("Amira", "wrong")
        team.clock.forward(seconds=1)
    for _ in range(50):
        assert team.people.sign_in("Amira", PASSWORD) == Refused(why="wait", wait=1)
    team.clock.forward(seconds=1)
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn), "never locked out for good"


def test_the_delays_are_the_same_for_a_name_that_is_nobodys(team: Team) -> None:
    team.add("Amira")
    answers: dict[str, list[object]] = {"Amira": [], "Nobody": []}
    for name, of_name in answers.items():
        for _ in range(8):
            of_name.append(team.people.sign_in(name, "wrong"))
            team.clock.forward(seconds=1)
    assert answers["Amira"] == answers["Nobody"]
    assert Refused(why="wait", wait=1) in answers["Amira"]


def test_an_address_is_slowed_whatever_names_it_tries(team: Team) -> None:
    answers = [team.people.sign_in(f"name {number}", "wrong", "", STRANGER) for number in range(25)]
    assert [answer.why for answer in answers if isinstance(answer, Refused)] == ["wrong"] * 20 + ["wait"] * 5
    assert team.people.sign_in("name 99", "wrong", "", "203.0.113.1") == Refused(why="wrong", wait=0)


def test_signing_in_oneself_takes_nothing_from_what_the_address_has_tried(team: Team) -> None:
    team.add("Mallory")
    for number in range(25):
        team.people.sign_in(f"name {number}", "wrong", "", STRANGER)
        team.clock.forward(minutes=1)
        team.people.sign_in("Mallory", PASSWORD, "", STRANGER)
    answer = team.people.sign_in("name 99", "wrong", "", STRANGER)
    assert isinstance(answer, Refused)
    assert answer.wait >= 32


def test_a_stranger_who_tries_a_name_does_not_keep_its_owner_waiting_where_they_are_known(team: Team) -> None:
    team.add("Amira")
    assert isinstance(team.people.sign_in("Amira", PASSWORD, "", "192.0.2.1"), SignedIn)
    for _ in range(8):
        team.people.sign_in("Amira", "wrong", "", STRANGER)
    assert team.people.sign_in("Amira", PASSWORD, "", STRANGER) == Refused(why="wait", wait=1)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, "", "192.0.2.1"), SignedIn)


def test_success_forgives_the_name(team: Team) -> None:
    team.add("Amira")
    for _ in range(4):
        team.people.sign_in("Amira", "wrong")
    team.people.sign_in("Amira", PASSWORD)
    assert [team.people.sign_in("Amira", "wrong") for _ in range(4)] == [Refused(why="wrong")] * 4


def test_a_new_password_forgives_the_name(team: Team) -> None:
    team.add("Amira")
    for _ in range(8):
        team.people.sign_in("Amira", "forgotten", "", STRANGER)
    team.people.accept(team.people.invite("Amira", by=team.root).token, PASSWORD)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, "", STRANGER), SignedIn)


def test_every_half_hour_a_failure_is_forgotten(team: Team) -> None:
    for _ in range(5):
        team.people.sign_in("Amira", "wrong")
    team.clock.forward(minutes=30)
    assert team.people.sign_in("Amira", "wrong") == Refused(why="wrong", wait=1), "the fifth again"
    team.clock.forward(minutes=150)
    assert [team.people.sign_in("Amira", "wrong") for _ in range(4)] == [Refused(why="wrong")] * 4


def test_the_typing_errors_of_an_office_do_not_add_up(team: Team) -> None:
    team.add("Amira")
    for _ in range(40):
        team.clock.forward(minutes=20)
        team.people.sign_in("Amira", PASSWORD, "", STRANGER)
        team.clock.forward(minutes=20)
        assert team.people.sign_in("Amira", "wrogn", "", STRANGER) == Refused(why="wrong")


def test_who_goes_on_guessing_has_a_hundred_attempts_a_day(team: Team) -> None:
    attempts = 0
    end = team.clock.at + datetime.timedelta(days=1)
    while team.clock.at < end:
        answer = team.people.sign_in("Amira", "wrong", "", f"192.0.2.{attempts}")
        assert isinstance(answer, Refused)
        attempts += answer.why == "wrong"
        team.clock.forward(seconds=max(answer.wait, 1))
    assert attempts < 120


def test_the_limits_hold_for_another_program_on_the_file(team: Team) -> None:
    with second_people(team) as other:
        for number in range(5):
            (other if number % 2 else team.people).sign_in("Amira", "wrong")
        assert other.sign_in("Amira", "wrong") == team.people.sign_in("Amira", "wrong") == Refused(why="wait", wait=1)


def test_many_attempts_at_once_are_no_more_than_one_after_another(team: Team) -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(team.people.sign_in("Amira", "wrong"))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(answer, Refused) and answer.why == "wrong" for answer in answers) == 5


def test_what_was_typed_as_a_name_is_nowhere_in_the_file(team: Team) -> None:
    team.people.sign_in(PASSWORD, "the password went into the wrong field")
    with sqlite3.connect(team.people.path) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert PASSWORD not in dump
    assert PASSWORD.casefold() not in dump


@settings(deadline=None)
@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_network_of_ipv6_is_one_address(address: object, host: int) -> None:
    network = limits.network(str(address))
    base = network.partition("/")[0]
    assert limits.network(base if "/" not in network else str(_with_host(base, host))) == network


def test_addresses_that_are_none_are_counted_as_they_are() -> None:
    assert limits.network("unix:") == "unix:"
    assert limits.network("192.0.2.1") == limits.network("::ffff:192.0.2.1") == "192.0.2.1"


def test_a_hash_of_former_parameters_is_made_anew(team: Team) -> None:
    team.add("Amira")
    stronger = Hashing(passes=2, kibibytes=16, lanes=1)
    kept = _kept(team)
    with open_people(team.store, team=True, clock=team.clock, hashing=stronger) as people:
        assert isinstance(people.sign_in("Amira", "wrong"), Refused)
        assert _kept(team) == kept
        assert isinstance(people.sign_in("Amira", PASSWORD), SignedIn)
        assert "m=16,t=2,p=1" in _kept(team)
        assert isinstance(people.sign_in("Amira", PASSWORD), SignedIn)


def test_the_parameters_are_those_of_rfc_9106() -> None:
    assert passwords.Passwords(Hashing()).hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_an_account_that_is_closed_while_its_password_is_looked_at_is_not_let_in(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.add("Amira")

    def slow(_self: object, _password: str, _kept: str | None) -> bool:
        team.people.close_user("Amira", by=team.root)
        return True

    monkeypatch.setattr(passwords.Passwords, "fits", slow)
    assert isinstance(team.people.sign_in("Amira", PASSWORD), Refused)


@pytest.mark.parametrize("library", ["argon2"])
def test_without_the_extra_it_says_what_to_install(team: Team, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=r"reportedly\[team\]"):
        team.people.sign_in("Amira", PASSWORD)


def test_a_desk_for_a_team_asks_as_it_starts(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team.people.require_extra()
    monkeypatch.setitem(sys.modules, "pyotp", None)
    with pytest.raises(MissingExtra, match="pyotp"):
        team.people.require_extra()


def _kept(team: Team) -> str:
    with sqlite3.connect(team.people.path) as connection:
        (kept,) = connection.execute("SELECT password FROM users WHERE name = 'Amira'").fetchone()
    connection.close()
    return str(kept)


def _with_host(base: str, host: int) -> object:
    return ipaddress.IPv6Address(int(ipaddress.IPv6Address(base)) + host)
