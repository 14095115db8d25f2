"""Who claims an attack, who denies it and who is accused of it; all of it is invented."""

from __future__ import annotations

import pytest

from reportedly import Reading, read

TOLD = {
    "en": "A blast killed 11 people in Niamey on Saturday.",
    "fr": "Un attentat a fait 11 morts samedi à Niamey.",
    "ar": "قتل تفجير 11 شخصا في نيامي السبت.",
}


def answers(language: str, sentence: str) -> tuple[Reading, list[tuple[str, str | None, list[tuple[str | None, str]]]]]:
    """The reading of an attack with a sentence behind it; of each account but the report's its act, who and whom."""
    found = read(f"{TOLD[language]} {sentence}", language=language, published="2026-03-09")
    return found, [
        (each.act, each.speaker.name if each.speaker else None, [(who.name, who.status) for who in each.perpetrators])
        for each in found.accounts
        if each.act != "report"
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The Islamic State group has not claimed the attack."),
        ("en", "Boko Haram has yet to claim responsibility for the attack."),
        ("fr", "Boko Haram n'a pas revendiqué l'attaque."),
        ("fr", "Boko Haram n'a pas encore revendiqué l'attaque."),
        ("fr", "L'attaque n'a pas été revendiquée par Boko Haram."),
        ("ar", "ولم تعلن جماعة بوكو حرام مسؤوليتها عن التفجير."),
        ("ar", "ولم تتبن جماعة بوكو حرام التفجير."),
    ],
)
def test_who_claims_nothing_says_nothing(language: str, sentence: str) -> None:
    assert answers(language, sentence)[1] == []


@pytest.mark.parametrize(
    ("language", "sentence", "who"),
    [
        ("en", "Boko Haram claimed responsibility for the attack.", "Boko Haram"),
        ("fr", "Boko Haram a revendiqué l'attaque.", "Boko Haram"),
        ("fr", "Boko Haram, qui n'est pas présent dans la ville, a revendiqué l'attaque.", "Boko Haram"),
        ("ar", "وأعلنت جماعة بوكو حرام مسؤوليتها عن التفجير.", "جماعة بوكو حرام"),
    ],
)
def test_who_claims_it_is_named(language: str, sentence: str, who: str) -> None:
    assert answers(language, sentence)[1] == [("claim_of_responsibility", who, [(who, "claimed")])]


@pytest.mark.parametrize(
    ("language", "sentence", "who"),
    [
        ("en", "Boko Haram denied responsibility for the attack.", "Boko Haram"),
        ("en", "Boko Haram has denied any involvement in the attack.", "Boko Haram"),
        ("fr", "Boko Haram a nié toute implication dans l'attaque.", "Boko Haram"),
        ("fr", "Boko Haram a démenti être derrière l'attaque.", "Boko Haram"),
        ("ar", "نفت جماعة بوكو حرام مسؤوليتها عن التفجير.", "جماعة بوكو حرام"),
        ("ar", "جماعة بوكو حرام تنفي مسؤوليتها عن التفجير.", "جماعة بوكو حرام"),
        ("ar", "ونفت جماعة بوكو حرام أي صلة لها بالتفجير.", "جماعة بوكو حرام"),
    ],
)
def test_who_denies_their_part_is_named_as_denying_it(language: str, sentence: str, who: str) -> None:
    assert answers(language, sentence)[1] == [("denial", who, [(who, "denied")])]


@pytest.mark.parametrize(
    "sentence", ["A spokesman for Boko Haram denied responsibility.", "Paul Durandal denied any involvement."]
)
def test_a_person_who_denies_it_is_not_named_as_having_done_it(sentence: str) -> None:
    assert all(whom == [] for _, _, whom in answers("en", sentence)[1])


def test_who_denies_something_else_is_not() -> None:
    found, said = answers("en", "The interior ministry denied the figure of 11 dead.")
    assert all(whom == [] for _, _, whom in said)
    assert all(each.perpetrators == () for each in found.incidents)


def test_the_dead_are_not_denied_with_the_blame() -> None:
    found = read("نفت جماعة بوكو حرام مسؤوليتها عن تفجير قتل 11 شخصا في نيامي السبت.", published="2026-03-09")
    assert [each.killed.best for each in found.incidents] == [11]


@pytest.mark.parametrize(
    "sentence",
    [
        "وكان قائد الشرطة في الإقليم قد اتهم جماعة بوكو حرام بالوقوف وراء التفجير.",
        "واتهمت قيادة الشرطة جماعة بوكو حرام بالوقوف وراء التفجير.",
    ],
)
def test_who_stands_before_the_verb_accuses_and_behind_it_where_nobody_does(sentence: str) -> None:
    [(act, who, whom)] = answers("ar", sentence)[1]
    assert (act, whom) == ("accusation", [("جماعة بوكو حرام", "accused")])
    assert who is not None
    assert "الشرطة" in who


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Authorities are waiting for tests to identify two bodies."),
        ("fr", "Les autorités attendent des analyses pour identifier deux corps."),
        ("ar", "وقالت السلطات إنها تنتظر فحوصا للتعرف إلى جثتين."),
    ],
)
def test_bodies_whose_names_are_looked_for_are_some_of_the_dead(language: str, sentence: str) -> None:
    [incident] = answers(language, sentence)[0].incidents
    assert (incident.killed.low, incident.killed.best) == (11, 11)
    assert incident.disagreements == ()
