"""Names are given once, nobody is deleted, people set their own passwords, and the log says who did what."""

from __future__ import annotations

import datetime
import sqlite3
import unicodedata
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.people import LogLine, NotAllowed, PeopleError, Person, Refused, SignedIn, WeakPassword, users
from tests.people.given import PASSWORD, Team


def test_an_invitation_lets_a_person_set_their_password_once(team: Team) -> None:
    invitation = team.people.add_user("Amira", "coder", by=team.root)
    assert invitation.ends - team.clock.at == datetime.timedelta(days=7)
    assert invitation.path == f"/sign-in?invitation={invitation.token}"
    assert team.people.invited(invitation.token) == "Amira"
    assert isinstance(team.people.sign_in("Amira", PASSWORD), Refused)
    with pytest.raises(WeakPassword):
        team.people.accept(invitation.token, "password1234")
    assert team.people.accept(invitation.token, PASSWORD) == "Amira"
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn)
    assert team.people.invited(invitation.token) is None
    with pytest.raises(PeopleError, match="was used"):
        team.people.accept(invitation.token, "sieben graue Esel im Schnee")


def test_an_invitation_ends_after_a_week(team: Team) -> None:
    token = team.people.add_user("Amira", "coder", by=team.root).token
    team.clock.forward(days=7, seconds=-1)
    assert team.people.invited(token) == "Amira"
    team.clock.forward(seconds=1)
    assert team.people.invited(token) is None
    with pytest.raises(PeopleError, match="is over"):
        team.people.accept(token, PASSWORD)


def test_a_new_invitation_takes_the_place_of_the_former(team: Team) -> None:
    first = team.people.add_user("Amira", "coder", by=team.root)
    second = team.people.invite("amira", by=team.root)
    assert team.people.invited(first.token) is None
    team.people.accept(second.token, PASSWORD)
    session = team.enter("Amira").token
    third = team.people.invite("Amira", by=team.root)
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn), "the old password holds until it is used"
    team.people.accept(third.token, "sieben graue Esel im Schnee")
    assert team.people.session(session) is None
    assert isinstance(team.people.sign_in("Amira", PASSWORD), Refused)


def test_closing_ends_an_open_invitation(team: Team) -> None:
    token = team.people.add_user("Amira", "coder", by=team.root).token
    team.people.close_user("Amira", by=team.root)
    assert team.people.invited(token) is None
    with pytest.raises(PeopleError, match="is closed"):
        team.people.invite("Amira", by=team.root)
    team.people.reopen_user("Amira", by=team.root)
    assert team.people.invited(token) is None


@pytest.mark.parametrize("again", ["Amira", "AMIRA", " amira "])
def test_a_name_is_given_once_also_that_of_somebody_who_is_closed(team: Team, again: str) -> None:
    team.people.add_user("Amira", "coder", by=team.root)
    team.people.close_user("Amira", by=team.root)
    with pytest.raises(PeopleError, match="aren't given twice"):
        team.people.add_user(again, "reader", by=team.root)


@pytest.mark.parametrize("again", ["𝐀mira", "Ａｍｉｒａ", "Àmira", "A\u0300mira"])
def test_a_name_is_given_once_however_it_is_written(team: Team, again: str) -> None:
    team.people.add_user("Amira", "coder", by=team.root)
    team.people.add_user("Àmira", "coder", by=team.root)
    with pytest.raises(PeopleError, match="aren't given twice"):
        team.people.add_user(again, "reader", by=team.root)


@pytest.mark.parametrize(("name", "good"), [
    ("Аmira", False), ("Amira Петрова", True), ("Αmira", False), ("أميرة Haddad", True), ("Петрова", True),
    ("D’Arcy-Ó Néill 2", True), ("山田 Taro", True),
])  # fmt: skip
def test_a_word_of_a_name_is_in_one_script(team: Team, name: str, good: bool) -> None:
    if good:
        assert team.people.add_user(name, "coder", by=team.root).name == name
    else:
        with pytest.raises(PeopleError, match="look alike"):
            team.people.add_user(name, "coder", by=team.root)


@pytest.mark.parametrize("wrong", ["", "  ", "a\x00b", "a\u202eb", "a\u200bb", "x" * 101, "\ud800"])
def test_what_cannot_be_seen_is_no_name(team: Team, wrong: str) -> None:
    with pytest.raises(PeopleError, match="a name has"):
        team.people.add_user(wrong, "coder", by=team.root)


def test_a_role_that_is_none(team: Team) -> None:
    with pytest.raises(PeopleError, match="reader, coder, editor, administrator"):
        team.people.add_user("Amira", "owner", by=team.root)  # type: ignore[arg-type]
    team.add("Amira")
    with pytest.raises(PeopleError, match="no such role"):
        team.people.set_role("Amira", "owner", by=team.root)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_names_that_look_the_same_are_compared_the_same(name: str) -> None:
    folded = users.fold(name)
    assert users.fold(folded) == folded
    assert users.fold(unicodedata.normalize("NFC", name)) == users.fold(unicodedata.normalize("NFD", name)) == folded
    assert users.fold(f" {name}\n") == folded


def test_the_last_administrator_stays(team: Team) -> None:
    team.add("Amira", "administrator")
    with pytest.raises(PeopleError, match="last administrator"):
        team.people.close_user("Amira", by=team.root)
    with pytest.raises(PeopleError, match="last administrator"):
        team.people.set_role("Amira", "editor", by=team.root)
    team.add("Boris", "administrator")
    team.people.close_user("Boris", by=team.root)
    with pytest.raises(PeopleError, match="last administrator"):
        team.people.close_user("Amira", by=team.root)
    team.people.reopen_user("Boris", by=team.root)
    team.people.set_role("Amira", "editor", by=team.root)
    team.people.set_role("Amira", "administrator", by=team.root)
    team.people.close_user("Boris", by=team.root)


def test_nobody_is_called_so(team: Team) -> None:
    assert not team.people.has_users()
    for name in ("Amira", ""):
        with pytest.raises(PeopleError, match="nobody has this name"):
            team.people.close_user(name, by=team.root)


def test_only_administrators_manage(team: Team) -> None:
    team.add("Amira", "editor")
    team.add("Boris", "administrator")
    amira = team.enter("Amira").session.person
    boris = team.enter("Boris").session.person
    people = team.people
    forbidden: list[Callable[[Person], object]] = [
        lambda by: people.users(by=by), lambda by: people.add_user("Chidi", "reader", by=by),
        lambda by: people.invite("Amira", by=by), lambda by: people.set_role("Amira", "reader", by=by),
        lambda by: people.reset_second_factor("Amira", by=by), lambda by: people.log(by=by),
        lambda by: people.all_tokens(by=by), lambda by: people.change_settings(people.settings(), by=by),
        lambda by: people.close_user("Amira", by=by), lambda by: people.reopen_user("Amira", by=by),
    ]  # fmt: skip
    for change in forbidden:
        with pytest.raises(NotAllowed, match="administrator"):
            change(amira)
        with pytest.raises(NotAllowed):
            change(msgspec.structs.replace(boris, enrolling=True))
        change(boris)
    with pytest.raises(NotAllowed):
        people.end_any_token(1, by=amira)


def test_what_administrators_see_of_people(team: Team) -> None:
    team.add("Boris", "administrator")
    team.people.add_user("amira", "coder", by=team.root)
    team.enter("Boris")
    amira, boris = team.people.users(by=team.root)
    assert (amira.name, amira.has_password, amira.signed_in) == ("amira", False, None)
    assert amira.invited == team.clock.at + datetime.timedelta(days=7)
    assert (boris.name, boris.has_password, boris.signed_in, boris.invited) == ("Boris", True, team.clock.at, None)
    assert team.people.has_users()


def test_the_language_of_the_interface(team: Team, alone: Team) -> None:
    team.add("Amira")
    signed_in = team.enter("Amira")
    team.people.set_language(signed_in.session.person, "ar")
    session = team.people.session(signed_in.token)
    assert session
    assert session.person.language == "ar"
    with pytest.raises(PeopleError, match="code"):
        team.people.set_language(session.person, "../../etc")
    alone.people.set_language(alone.root, "fr")
    again = alone.people.session(alone.people.begin_alone().token)
    assert again
    assert again.person.language == "fr"


def test_the_log_says_who_did_what_to_whom(team: Team) -> None:
    team.add("Boris", "administrator")
    boris: Person = team.enter("Boris").session.person
    team.people.add_user("Amira", "coder", by=boris)
    team.people.set_role("Amira", "editor", by=boris)
    team.people.sign_in("Amira", "wrong", "", "192.0.2.9")
    team.people.sign_in("Nobody", "wrong", "", "192.0.2.9")
    team.people.close_user("Amira", by=boris)
    assert [(e.kind, e.who, e.about, e.address, e.detail) for e in team.people.log(by=boris)] == [
        ("added", team.root.name, "Boris", "this machine", "administrator"),
        ("password_set", "Boris", "Boris", "", ""),
        ("signed_in", "Boris", "Boris", "192.0.2.1", "password"),
        ("added", "Boris", "Amira", None, "coder"),
        ("role", "Boris", "Amira", None, "coder to editor"),
        ("refused", None, "Amira", "192.0.2.9", ""),
        ("refused", None, None, "192.0.2.9", ""),
        ("closed", "Boris", "Amira", None, ""),
    ]
    assert [entry.kind for entry in team.people.log(2, by=boris)] == ["refused", "closed"]
    assert all(isinstance(entry, LogLine) and entry.at == team.clock.at for entry in team.people.log(by=boris))


@pytest.mark.parametrize("change", ["UPDATE log SET who = 'somebody else'", "DELETE FROM log"])
def test_the_log_is_only_ever_added_to(team: Team, change: str) -> None:
    team.add("Amira")
    with sqlite3.connect(team.people.path) as connection, pytest.raises(sqlite3.IntegrityError, match="only ever"):
        connection.execute(change)
    connection.close()
