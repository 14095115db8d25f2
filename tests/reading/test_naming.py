"""Who of those harmed is a person whom the page names elsewhere."""

from __future__ import annotations

import pytest

from tests.reading.tagging import parsed

Named = tuple[str | None, str | None, str]


def named(text: str, language: str = "en") -> list[Named]:
    """Name, description and outcome of each victim."""
    victims = [v for account in parsed(text, language).accounts for v in account.victims]
    return [(v.name, v.description, v.outcome) for v in victims]


def test_victims_identified_are_those_told_of_before() -> None:
    text = (
        "Attack in Wexbury\n\nGunmen killed two peasants in Wexbury on Monday. The victims were identified as "
        "Paul Durandal and Ann Quist."
    )
    assert named(text) == [
        (None, "peasants", "killed"),
        ("Paul Durandal", "peasants", "killed"),
        ("Ann Quist", "peasants", "killed"),
    ]


def test_victims_identified_in_french() -> None:
    text = (
        "Attaque à Bamako\n\nDes hommes armés ont tué deux paysans lundi à Bamako. Les deux victimes ont été "
        "identifiées comme étant Durandal et Traoré."
    )
    assert [(name, description) for name, description, _ in named(text, "fr")] == [
        (None, "paysans"),
        ("Durandal", "paysans"),
        ("Traoré", "paysans"),
    ]


def test_those_named_after_nobody_was_harmed_are_no_victims() -> None:
    text = "Fair in Wexbury\n\nTwo peasants won a prize. The winners were identified as Paul Durandal and Ann Quist."
    assert named(text) == []


def test_attackers_who_are_identified_are_no_victims() -> None:
    text = (
        "Attack in Wexbury\n\nGunmen killed two peasants in Wexbury. The attackers were identified as Paul Durandal "
        "and Ann Quist."
    )
    assert named(text) == [(None, "peasants", "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "Attack\n\nMayor Paul Durandal was driving home on Monday. Durandal was shot dead by gunmen.",
        "Attack\n\nMayor Paul Durandal was driving home on Monday. He was shot dead by gunmen.",
        "Attack\n\nGunmen stopped Mayor Paul Durandal on Monday. The mayor was shot dead.",
        "Attack\n\nPaul Durandal, a mayor of the valley, was shot dead by gunmen on Monday.",
    ],
    ids=["surname", "pronoun", "office", "apposition"],
)
def test_a_person_named_elsewhere(text: str) -> None:
    (name, description, outcome), *others = named(text)
    assert (name, (description or "").casefold(), outcome, others) == ("Paul Durandal", "mayor", "killed", [])


def test_a_name_in_apposition_behind() -> None:
    assert named("Attack\n\nGunmen killed a tailor, Paul Durandal, on Monday.") == [
        ("Paul Durandal", "tailor", "killed")
    ]


def test_a_pronoun_after_two_names_is_nobody() -> None:
    text = "Attack\n\nMayor Paul Durandal met Senator Ann Quist on Monday. He was shot dead by gunmen in the street."
    assert [name for name, _, _ in named(text)] == [None]


def test_one_noun_of_several_names() -> None:
    text = "Attack\n\nGunmen on Monday killed priests Paul Durandal, Jean Quist and Henri Lander in Wexbury."
    assert named(text) == [
        ("Paul Durandal", "priests", "killed"),
        ("Jean Quist", "priests", "killed"),
        ("Henri Lander", "priests", "killed"),
    ]


def test_those_harmed_along_with_somebody() -> None:
    text = "Attack\n\nMayor Paul Durandal was shot dead near his home on Monday along with two bodyguards."
    assert [(name, description) for name, description, _ in named(text)] == [
        ("Paul Durandal", "Mayor"),
        (None, "bodyguards"),
    ]


def test_one_of_them_is_of_several() -> None:
    text = (
        "Attack in Wexbury\n\nA bomb killed one person and wounded three others in Wexbury on Monday. One of them is "
        "Paul Durandal."
    )
    assert ("Paul Durandal", None, "injured") in named(text)


def test_what_an_editor_explains_in_brackets_parts_nothing() -> None:
    text = "Attack\n\nEngineer Paul Durandal [name as received], kidnapped by gunmen on Monday, has a brother."
    assert named(text) == [("Paul Durandal", "Engineer", "abducted")]


def test_a_weapon_in_the_name_of_the_attack() -> None:
    account = parsed("Attack\n\nA dynamite attack killed three people in Wexbury on Monday.", "en").accounts[0]
    assert [w.name for w in account.weapons] == ["dynamite"]


def test_an_office_is_described_to_its_end() -> None:
    text = "Attack in Wexbury\n\nGunmen killed the leader of the Kolvani federation on Monday in Wexbury."
    assert named(text) == [(None, "leader of the Kolvani federation", "killed")]


def test_a_number_alone_is_of_the_noun_told_before() -> None:
    text = "Attack in Wexbury\n\nA bomb killed nine farmers and injured thirty on Monday in Wexbury."
    assert named(text) == [(None, "farmers", "killed"), (None, "farmers", "injured")]


def test_who_is_hurt_beside_dead_gunmen_need_not_be_one() -> None:
    text = "Attack in Wexbury\n\nA bomb killed three gunmen and injured twelve on Monday in Wexbury."
    assert named(text) == [(None, "gunmen", "killed"), (None, None, "injured")]
