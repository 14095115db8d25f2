"""The second factor: codes hold once and for a step either way, recovery codes once, a session isn't enough."""

from __future__ import annotations

import datetime
import sys

import pyotp
import pytest

from reportedly.people import (
    Enrolment,
    MissingExtra,
    NotAllowed,
    PeopleError,
    Person,
    Refused,
    Settings,
    SignedIn,
    may,
    second_factor,
)
from tests.people.given import PASSWORD, Team

EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_a_secret_counts_once_a_code_confirms_it(team: Team) -> None:
    amira = person(team)
    enrolment = team.people.begin_second_factor(amira)
    assert isinstance(enrolment, Enrolment)
    parsed = pyotp.parse_uri(enrolment.uri)
    assert (parsed.secret, parsed.name, parsed.issuer) == (enrolment.secret, "Amira", "reportedly")
    assert len(enrolment.secret) == 32  # 160 bits, as RFC 4226 asks for
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn), "nothing counts yet"
    with pytest.raises(PeopleError, match="isn't the code"):
        team.people.confirm_second_factor(amira, "000000")
    assert len(team.people.confirm_second_factor(amira, team.code(enrolment.secret))) == 10
    assert team.people.sign_in("Amira", PASSWORD) == Refused(why="code")


def test_name_password_and_code_are_let_in(team: Team) -> None:
    secret, _ = enrolled(team)
    team.clock.forward(seconds=30)
    assert team.people.sign_in("Amira", PASSWORD, "000000") == Refused(why="wrong")
    code = team.code(secret)
    assert team.people.sign_in("Amira", "wrong", code) == Refused(why="wrong")
    answer = team.people.sign_in("Amira", PASSWORD, f" {code[:3]} {code[3:]} ".translate(EASTERN))
    assert isinstance(answer, SignedIn)


def test_a_code_is_never_taken_twice(team: Team) -> None:
    secret, _ = enrolled(team)
    confirmed_with = team.code(secret)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, confirmed_with), Refused), "it confirmed the secret"
    team.clock.forward(seconds=30)
    code = team.code(secret)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, code), SignedIn)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, code), Refused)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, confirmed_with), Refused), "nor one from before it"


@pytest.mark.parametrize("steps", range(-3, 4))
def test_a_clock_may_be_wrong_by_one_step(team: Team, steps: int) -> None:
    secret, _ = enrolled(team)
    team.clock.forward(hours=1)
    shown = pyotp.TOTP(secret).at(team.clock.at + datetime.timedelta(seconds=30 * steps))
    assert isinstance(team.people.sign_in("Amira", PASSWORD, shown), SignedIn) == (abs(steps) <= 1)


def test_codes_are_those_of_rfc_6238() -> None:
    """Appendix B, SHA-1, its last six of eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105 - the RFC's own
    for at, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert pyotp.TOTP(secret).generate_otp(at // second_factor.STEP_SECONDS) == code


def test_a_recovery_code_is_good_once(team: Team) -> None:
    _, codes = enrolled(team)
    assert len(set(codes)) == 10
    assert isinstance(team.people.sign_in("Amira", PASSWORD, codes[3].upper().replace("-", " ")), SignedIn)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, codes[3]), Refused)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, codes[4]), SignedIn)
    assert team.people.recovery_codes_left(person(team, codes[5])) == 7
    assert [entry.kind for entry in team.people.log(by=team.root)].count("recovery_code_used") == 3


def test_nobody_elses_recovery_code_is_good(team: Team) -> None:
    enrolled(team)
    _, others = enrolled(team, "Boris")
    assert isinstance(team.people.sign_in("Amira", PASSWORD, others[0]), Refused)


def test_new_recovery_codes_take_the_place_of_the_old(team: Team) -> None:
    secret, codes = enrolled(team)
    team.clock.forward(seconds=30)
    amira = person(team, team.code(secret))
    assert isinstance(team.people.renew_recovery_codes(amira, "000000"), Refused)
    team.clock.forward(seconds=30)
    renewed = team.people.renew_recovery_codes(amira, team.code(secret))
    assert not isinstance(renewed, Refused)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, codes[0]), Refused)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, renewed[0]), SignedIn)


def test_guessing_codes_is_delayed(team: Team) -> None:
    _, codes = enrolled(team)
    answers = [team.people.sign_in("Amira", PASSWORD, f"{number:06}") for number in range(8)]
    assert [answer.why for answer in answers if isinstance(answer, Refused)] == ["wrong"] * 5 + ["wait"] * 3
    amira = Person(id=1, name="Amira", role="coder", via="password")
    tried = [team.people.drop_second_factor(amira, f"{number:06}") for number in range(8)]
    assert [answer.why for answer in tried if answer] == ["wrong"] * 5 + ["wait"] * 3
    team.clock.forward(seconds=1)
    assert team.people.drop_second_factor(amira, codes[0]) is None
    kinds = [entry.kind for entry in team.people.log(by=team.root)]
    assert (kinds.count("refused"), kinds[-2:]) == (10, ["recovery_code_used", "second_factor_off"])


def test_a_missing_code_costs_nothing_and_forgives_nothing(team: Team) -> None:
    secret, _ = enrolled(team)
    for number in range(4):
        team.people.sign_in("Amira", PASSWORD, f"{number:06}")
    for _ in range(10):
        assert team.people.sign_in("Amira", PASSWORD) == Refused(why="code")
    answer = team.people.sign_in("Amira", PASSWORD, "999999")
    assert answer == Refused(why="wrong", wait=1)
    team.clock.forward(seconds=30)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, team.code(secret)), SignedIn)


def test_another_phone_needs_a_code_of_the_first(team: Team) -> None:
    old, _ = enrolled(team)
    amira = Person(id=1, name="Amira", role="coder", via="password")
    assert isinstance(team.people.begin_second_factor(amira), Refused)
    team.clock.forward(seconds=30)
    enrolment = team.people.begin_second_factor(amira, team.code(old))
    assert isinstance(enrolment, Enrolment)
    team.clock.forward(seconds=30)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, team.code(old)), SignedIn), "it counts until confirmed"
    team.people.confirm_second_factor(amira, team.code(enrolment.secret))
    team.clock.forward(seconds=30)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, team.code(old)), Refused)
    assert isinstance(team.people.sign_in("Amira", PASSWORD, team.code(enrolment.secret)), SignedIn)


def test_doing_without_it(team: Team) -> None:
    secret, _ = enrolled(team)
    amira = Person(id=1, name="Amira", role="coder", via="password")
    assert isinstance(team.people.drop_second_factor(amira, ""), Refused)
    team.clock.forward(seconds=30)
    assert team.people.drop_second_factor(amira, team.code(secret)) is None
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn)
    with pytest.raises(PeopleError, match="set up"):
        team.people.renew_recovery_codes(amira, "")


def test_where_all_need_one_who_has_none_may_do_nothing_else(team: Team) -> None:
    team.add("Amira", "administrator")
    before = team.enter("Amira")
    team.people.change_settings(Settings(second_factor=True), by=team.root)
    now = team.enter("Amira")
    for token in (before.token, now.token):
        session = team.people.session(token)
        assert session
        assert session.person.enrolling
        assert not may(session.person, "read")
    amira = now.session.person
    enrolment = team.people.begin_second_factor(amira)
    assert isinstance(enrolment, Enrolment)
    team.people.confirm_second_factor(amira, team.code(enrolment.secret))
    after = team.people.session(now.token)
    assert after
    assert may(after.person, "manage")
    team.clock.forward(seconds=30)
    with pytest.raises(NotAllowed, match="required"):
        team.people.drop_second_factor(after.person, team.code(enrolment.secret))


def test_an_administrator_takes_a_lost_one_away(team: Team) -> None:
    secret, codes = enrolled(team)
    team.clock.forward(seconds=30)
    token = team.people.sign_in("Amira", PASSWORD, team.code(secret))
    assert isinstance(token, SignedIn)
    team.people.reset_second_factor("Amira", by=team.root)
    assert team.people.session(token.token) is None
    assert isinstance(team.people.sign_in("Amira", PASSWORD), SignedIn)
    assert team.people.log(2, by=team.root)[0].kind == "second_factor_reset"
    assert team.people.recovery_codes_left(person(team)) == 0
    assert codes


def test_it_goes_with_a_password_of_ones_own(alone: Team, team: Team) -> None:
    with pytest.raises(NotAllowed):
        alone.people.begin_second_factor(alone.root)
    team.add("Amira")
    with pytest.raises(NotAllowed):
        team.people.begin_second_factor(Person(id=1, name="Amira", role="coder", via="token"))


def test_without_the_extra_it_says_what_to_install(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    amira = person(team)
    monkeypatch.setitem(sys.modules, "pyotp", None)
    with pytest.raises(MissingExtra, match=r"pyotp isn't installed.*reportedly\[team\]"):
        team.people.begin_second_factor(amira)


def person(team: Team, code: str = "") -> Person:
    """Amira, signed in; added where she isn't yet."""
    if not team.people.has_users():
        team.add("Amira")
    return team.enter("Amira", code).session.person


def enrolled(team: Team, name: str = "Amira") -> tuple[str, tuple[str, ...]]:
    """The secret and the recovery codes of somebody who is added with a second factor."""
    team.add(name)
    who = team.enter(name).session.person
    enrolment = team.people.begin_second_factor(who)
    assert isinstance(enrolment, Enrolment)
    return enrolment.secret, team.people.confirm_second_factor(who, team.code(enrolment.secret))
