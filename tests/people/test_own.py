"""What is a person's own: API tokens, saved searches, visits. Nobody reaches another's."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from reportedly.people import NotAllowed, PeopleError, Person, Role, Settings, may
from tests.people.given import Team


def test_a_token_lets_a_program_in_until_its_last_day(team: Team) -> None:
    amira = signed_in(team, "Amira")
    today = team.clock.at.date()
    new = team.people.add_token(amira, "nightly  export", "reader", today + datetime.timedelta(days=2))
    assert new.secret.startswith("rpt_")
    assert len(new.secret) == 47
    assert (new.token.name, new.token.used) == ("nightly export", None)
    found = team.people.token(new.secret)
    assert found == Person(id=amira.id, name="Amira", role="reader", via="token")
    assert [token.used for token in team.people.tokens(amira)] == [today]
    team.clock.forward(days=2)
    assert team.people.token(new.secret)
    assert [token.used for token in team.people.tokens(amira)] == [today + datetime.timedelta(days=2)]
    team.clock.forward(days=1)
    assert team.people.token(new.secret) is None


@pytest.mark.parametrize(("role", "wanted"), [("coder", "editor"), ("reader", "administrator")])
def test_a_token_may_do_no_more_than_its_owner(team: Team, role: Role, wanted: Role) -> None:
    owner = signed_in(team, "Amira", role)
    with pytest.raises(NotAllowed, match="no more than its owner"):
        team.people.add_token(owner, "too much", wanted, team.clock.at.date())


def test_a_token_loses_what_its_owner_loses(team: Team) -> None:
    amira = signed_in(team, "Amira", "editor")
    secret = team.people.add_token(amira, "nightly", "editor", team.clock.at.date()).secret
    team.people.set_role("Amira", "reader", by=team.root)
    found = team.people.token(secret)
    assert found
    assert found.role == "reader"
    team.people.close_user("Amira", by=team.root)
    assert team.people.token(secret) is None


def test_a_token_is_ended_by_its_owner_or_an_administrator(team: Team) -> None:
    amira, boris = signed_in(team, "Amira"), signed_in(team, "Boris")
    day = team.clock.at.date()
    one, two = (team.people.add_token(amira, name, "reader", day) for name in ("one", "two"))
    with pytest.raises(PeopleError, match="no such token"):
        team.people.end_token(boris, one.token.id)
    assert team.people.tokens(boris) == []
    team.people.end_token(amira, one.token.id)
    assert team.people.token(one.secret) is None
    assert [(token.owner, token.name) for token in team.people.all_tokens(by=team.root)] == [("Amira", "two")]
    team.people.end_any_token(two.token.id, by=team.root)
    assert team.people.token(two.secret) is None
    last = team.people.log(1, by=team.root)[0]
    assert (last.kind, last.who, last.about, last.detail) == ("token_ended", team.root.name, "Amira", "two")


@pytest.mark.parametrize("days", [-1, 367])
def test_the_end_of_a_token_is_near(team: Team, days: int) -> None:
    amira = signed_in(team, "Amira")
    with pytest.raises(PeopleError, match="366 days"):
        team.people.add_token(amira, "x", "reader", team.clock.at.date() + datetime.timedelta(days=days))
    with pytest.raises(PeopleError, match="needs a name"):
        team.people.add_token(amira, " ", "reader", team.clock.at.date())


def test_tokens_make_no_tokens(team: Team) -> None:
    amira = signed_in(team, "Amira")
    found = team.people.token(team.people.add_token(amira, "one", "coder", team.clock.at.date()).secret)
    assert found
    with pytest.raises(NotAllowed):
        team.people.add_token(found, "two", "reader", team.clock.at.date())


def test_a_token_whose_owner_lacks_a_required_second_factor_opens_nothing(team: Team) -> None:
    secret = team.people.add_token(signed_in(team, "Amira"), "one", "reader", team.clock.at.date()).secret
    team.people.change_settings(Settings(second_factor=True), by=team.root)
    found = team.people.token(secret)
    assert found
    assert not may(found, "read")


def test_a_token_of_alone_mode_opens_nothing_in_a_team(alone: Team) -> None:
    secret = alone.people.add_token(alone.root, "script", "coder", alone.clock.at.date()).secret
    found = alone.people.token(secret)
    assert found
    assert (found.name, found.role, found.via) == (alone.root.name, "coder", "token")
    in_team = Team(alone.store.parent)
    with in_team.people as people:
        assert people.token(secret) is None


def test_searches_are_kept_by_name(alone: Team) -> None:
    people, you = alone.people, alone.root
    first = people.save_search(you, " Hama,  this year ", "text=Hama&since=2026-01-01", 12)
    people.save_search(you, "azaz", "text=Azaz", 3)
    assert [(s.name, s.query, s.seen) for s in people.searches(you)] == [
        ("azaz", "text=Azaz", 3),
        ("Hama, this year", "text=Hama&since=2026-01-01", 12),
    ]
    again = people.save_search(you, "Hama, this year", "text=Hama", 40)
    assert again.id == first.id
    assert people.looked_at_search(you, first.id, 41)
    assert [s.seen for s in people.searches(you)] == [3, 41]
    assert people.drop_search(you, first.id)
    assert not people.drop_search(you, first.id)
    assert [s.name for s in people.searches(you)] == ["azaz"]


def test_searches_and_visits_are_ones_own(team: Team) -> None:
    amira, boris = signed_in(team, "Amira"), signed_in(team, "Boris")
    search = team.people.save_search(amira, "Hama", "text=Hama", 12)
    assert team.people.searches(boris) == []
    assert not team.people.looked_at_search(boris, search.id, 13)
    assert not team.people.drop_search(boris, search.id)
    team.people.save_search(boris, "Hama", "text=Homs", 1)
    assert [s.query for s in team.people.searches(amira)] == ["text=Hama"]
    team.people.visited(amira, "inbox")
    assert team.people.visited(boris, "inbox") is None


@pytest.mark.parametrize(
    ("name", "query"), [("", "a=b"), ("x" * 201, "a=b"), ("a\x00", "a=b"), ("a", "b" * 4001), ("a", "\ud800")]
)
def test_what_is_no_search(alone: Team, name: str, query: str) -> None:
    with pytest.raises(PeopleError):
        alone.people.save_search(alone.root, name, query, 0)


def test_no_more_than_200_searches(alone: Team) -> None:
    for number in range(200):
        alone.people.save_search(alone.root, str(number), "", 0)
    alone.people.save_search(alone.root, "199", "text=Hama", 0)
    with pytest.raises(PeopleError, match="200 searches"):
        alone.people.save_search(alone.root, "200", "", 0)


def test_a_visit_says_when_the_one_before_it_ended(alone: Team) -> None:
    start = alone.clock.at

    def visited() -> datetime.datetime | None:
        return alone.people.visited(alone.root, "changes")

    assert visited() is None
    alone.clock.forward(minutes=29)
    assert visited() is None, "loading a page anew is the same visit"
    alone.clock.forward(minutes=30)
    assert visited() == start + datetime.timedelta(minutes=29)
    alone.clock.forward(minutes=5)
    assert visited() == start + datetime.timedelta(minutes=29)
    assert alone.people.visited(alone.root, "inbox") is None
    with pytest.raises(PeopleError):
        alone.people.visited(alone.root, "x" * 201)


def signed_in(team: Team, name: str, role: Role = "coder") -> Person:
    """Somebody who is added and signed in."""
    team.add(name, role)
    return team.enter(name).session.person


def test_a_person_who_must_enrol_makes_no_token(team: Team) -> None:
    amira = msgspec.structs.replace(signed_in(team, "Amira"), enrolling=True)
    with pytest.raises(NotAllowed):
        team.people.add_token(amira, "one", "reader", team.clock.at.date())
