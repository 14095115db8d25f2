"""Sessions end when they should, and no token opens another's."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.people import PeopleError, Refused, Settings, SignedIn, may
from tests.people.given import PASSWORD, Team


def test_alone_one_person_has_every_right_and_no_password(alone: Team) -> None:
    begun = alone.people.begin_alone()
    session = alone.people.session(begun.token)
    assert session == begun.session
    assert session.person == alone.root
    assert may(session.person, "manage")
    assert session.accepts(session.csrf)
    with pytest.raises(PeopleError, match="--team"):
        alone.people.sign_in("anybody", PASSWORD)


def test_a_session_of_alone_mode_opens_nothing_in_a_team(tmp_path: Path) -> None:
    with Team(tmp_path, team=False).people as people:
        token = people.begin_alone().token
    team = Team(tmp_path)
    with team.people as people:
        assert people.session(token) is None
        with pytest.raises(PeopleError):
            people.begin_alone()
        team.add("Amira")
        signed_in = team.enter("Amira").token
    with Team(tmp_path, team=False).people as people:
        assert people.session(signed_in) is None


def test_a_session_ends_unused(team: Team) -> None:
    team.add("Amira")
    token = team.enter("Amira").token
    team.clock.forward(minutes=59)
    assert team.people.session(token)
    team.clock.forward(minutes=59)
    assert team.people.session(token)
    team.clock.forward(minutes=60)
    assert team.people.session(token) is None


def test_a_session_ends_at_the_latest_however_much_it_is_used(team: Team) -> None:
    team.add("Amira")
    signed_in = team.enter("Amira")
    for _ in range(23):
        team.clock.forward(minutes=30)
        assert team.people.session(signed_in.token)
    team.clock.forward(minutes=30)
    assert team.clock.at == signed_in.session.ends
    assert team.people.session(signed_in.token) is None


def test_the_ends_are_settings(team: Team) -> None:
    team.add("Amira")
    token = team.enter("Amira").token
    team.people.change_settings(Settings(idle_minutes=5, absolute_hours=1), by=team.root)
    team.clock.forward(minutes=5)
    assert team.people.session(token) is None
    for wrong in (Settings(idle_minutes=0), Settings(absolute_hours=0), Settings(absolute_hours=1_000)):
        with pytest.raises(PeopleError, match="ends after"):
            team.people.change_settings(wrong, by=team.root)


def test_signing_in_makes_another_session_and_ends_the_one_before(team: Team) -> None:
    team.add("Amira")
    first = team.enter("Amira").token
    answer = team.people.sign_in("Amira", PASSWORD, replacing=first)
    assert isinstance(answer, SignedIn)
    assert answer.token != first
    assert team.people.session(first) is None
    assert isinstance(team.people.sign_in("Amira", "wrong", replacing=answer.token), Refused)
    assert team.people.session(answer.token), "a sign-in that fails ends nothing"


def test_signing_out_ends_this_session_or_all(team: Team) -> None:
    team.add("Amira")
    team.add("Boris")
    one, two, three, other = (team.enter(name).token for name in ("Amira", "Amira", "Amira", "Boris"))
    team.people.sign_out(one)
    assert team.people.session(one) is None
    session = team.people.session(two)
    assert session
    team.people.sign_out_everywhere(session.person)
    assert [team.people.session(token) for token in (two, three)] == [None, None]
    assert team.people.session(other)


def test_closing_an_account_ends_its_sessions_and_a_new_role_holds_at_once(team: Team) -> None:
    team.add("Amira", "coder")
    token = team.enter("Amira").token
    team.people.set_role("Amira", "reader", by=team.root)
    session = team.people.session(token)
    assert session
    assert not may(session.person, "judge")
    team.people.close_user("Amira", by=team.root)
    assert team.people.session(token) is None
    team.people.reopen_user("Amira", by=team.root)
    assert team.people.session(token) is None


def test_another_password_ends_all_sessions_but_the_new_one(team: Team) -> None:
    team.add("Amira")
    here, elsewhere = team.enter("Amira").token, team.enter("Amira").token
    answer = team.people.change_password(here, PASSWORD, "sieben graue Esel im Schnee")
    assert isinstance(answer, SignedIn)
    assert [team.people.session(token) for token in (here, elsewhere)] == [None, None]
    assert team.people.session(answer.token)
    assert isinstance(team.people.sign_in("Amira", PASSWORD), Refused)
    assert isinstance(team.people.sign_in("Amira", "sieben graue Esel im Schnee"), SignedIn)


def test_another_password_needs_the_old_one(team: Team) -> None:
    team.add("Amira")
    token = team.enter("Amira").token
    answers = [team.people.change_password(token, "not the old one", "sieben graue Esel im Schnee") for _ in range(8)]
    assert [answer.why for answer in answers if isinstance(answer, Refused)] == ["wrong"] * 5 + ["wait"] * 3
    assert team.people.session(token)
    with pytest.raises(PeopleError, match="signs in"):
        team.people.change_password("", PASSWORD, "sieben graue Esel im Schnee")


def test_the_csrf_token_is_bound_to_its_session(team: Team) -> None:
    team.add("Amira")
    one, other = team.enter("Amira").session, team.enter("Amira").session
    assert one.accepts(one.csrf)
    assert not one.accepts(other.csrf)
    assert not one.accepts("")
    assert not one.accepts("é")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_no_token_opens_nothing(tmp_path_factory: pytest.TempPathFactory, guess: str) -> None:
    team = _shared(tmp_path_factory)
    assert team.people.session(guess) is None
    assert team.people.token(guess) is None
    assert team.people.token(f"rpt_{guess}") is None
    assert team.people.invited(guess) is None


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(["Amira", "Boris", "Chidi"]), min_size=2, max_size=6), st.data())
def test_a_token_opens_its_own_session_and_never_anothers(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject
) -> None:
    team = _shared(tmp_path_factory)
    held = {team.enter(name).token: name for name in names}
    assert len(held) == len(names)
    for token, name in held.items():
        session = team.people.session(token)
        assert session
        assert session.person.name == name
    token = data.draw(st.sampled_from(sorted(held)))
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda char: char != token[at]))
    assert team.people.session(token[:at] + other + token[at + 1 :]) is None


def test_no_token_and_no_password_is_in_the_file(team: Team) -> None:
    invitation = team.people.add_user("Amira", "coder", by=team.root)
    team.people.accept(invitation.token, PASSWORD)
    signed_in = team.enter("Amira")
    api = team.people.add_token(signed_in.session.person, "nightly", "reader", team.clock.at.date())
    secrets = [invitation.token, signed_in.token, signed_in.session.csrf, api.secret, api.secret[4:], PASSWORD]
    with sqlite3.connect(team.people.path) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    raw = b"".join(path.read_bytes() for path in team.people.path.parent.glob("year.people.sqlite*"))
    assert [secret for secret in secrets if secret in dump or secret.encode() in raw] == []


_SHARED: list[Team] = []


def _shared(factory: pytest.TempPathFactory) -> Team:
    """One team for all examples of a property: they don't change it."""
    if not _SHARED:
        _SHARED.append(Team(factory.mktemp("shared")))
        for name in ("Amira", "Boris", "Chidi"):
            _SHARED[0].add(name)
    return _SHARED[0]
