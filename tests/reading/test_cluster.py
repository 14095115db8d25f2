"""Which sentences tell of one incident, and which of them only as background."""

from __future__ import annotations

import pytest

from reportedly.model import Report
from reportedly.reading import parse
from tests.reading.tagging import TODAY, parsed

Incident = tuple[tuple[int, ...], bool]


def incidents(text: str, language: str) -> list[Incident]:
    """The numbers of people of each incident, and whether it is background."""
    return [
        (tuple(p.low for m in cluster.mentions for p in m.people if p.low is not None), cluster.background)
        for cluster in parsed(text, language).clusters
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. Dimanche, cinq civils "
         "ont été tués dans une attaque à Bamako."),
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. Cinq civils ont été "
         "tués dans une attaque à Tombouctou."),
        ("en", "Attacks\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. Five civilians were killed "
         "in a bombing in Mosul."),
        ("en", "Attacks\n\nThree soldiers were killed on Tuesday in an attack. Separately, five policemen were killed "
         "in an attack."),
        ("ar", "هجوم في بغداد\n\nقتل ثلاثة جنود الثلاثاء في هجوم في بغداد. وقتل خمسة مدنيين في هجوم في الموصل."),
    ],
    ids=["by day", "by place", "by place in English", "by the word", "by place in Arabic"],
)  # fmt: skip
def test_two_attacks_are_set_apart(language: str, text: str) -> None:
    assert incidents(text, language) == [((3,), False), ((5,), False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaques à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. Lundi, deux civils "
         "ont été tués par balles à Bamako."),
        ("en", "Attacks in Baghdad\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. On Monday two "
         "civilians were shot dead in Baghdad."),
        ("ar", "هجمات في بغداد\n\nقتل ثلاثة جنود الثلاثاء في هجوم في بغداد. وقتل مدنيان الاثنين في هجوم في بغداد."),
    ],
)  # fmt: skip
def test_the_day_before_other_people_were_killed_in_another_attack(language: str, text: str) -> None:
    assert incidents(text, language) == [((3,), False), ((2,), False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. Les trois soldats ont "
         "été tués lundi, selon leur famille."),
        ("en", "Attack in Baghdad\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. The three soldiers "
         "were killed on Monday, their families say."),
    ],
)  # fmt: skip
def test_the_same_dead_on_two_days_are_one_incident(language: str, text: str) -> None:
    assert incidents(text, language) == [((3, 3), False)]


def listed(text: str) -> Report:
    """An English text without a headline, too long for an extract."""
    padding = "The minister travels abroad next month. " * 40
    return Report(id="p", text=f"{text}\n\n{padding}", title=None, language="en", published=TODAY)


def untitled(text: str) -> list[tuple[str | None, str | None]]:
    """The place and the day of each incident of such a text."""
    clusters = parse(listed(text)).clusters
    spots = [c.spot.where.name if c.spot else None for c in clusters]
    return [(s, c.days[0].isoformat() if c.days else None) for s, c in zip(spots, clusters, strict=True)]


def test_a_list_of_attacks_has_those_that_hurt_nobody() -> None:
    text = (
        "Two policemen were killed on Tuesday in Mosul.\n\nRebels blew up an oil pipeline on Monday in Basra. "
        "The explosion was heard far away."
    )
    assert untitled(text) == [("Mosul", "2026-03-10"), ("Basra", "2026-03-09")]


def test_a_list_of_attacks_names_one_victim_after_another() -> None:
    text = (
        "Judge Emil Durandal was assassinated on Tuesday in Mosul.\n\nSenator Omar Vestal was assassinated on Tuesday. "
        "Vestal was killed by gunmen."
    )
    assert [len(c.mentions) for c in parse(listed(text)).clusters] == [1, 2]


def test_a_list_that_counts_the_dead_may_name_them() -> None:
    text = (
        "Two judges were assassinated on Tuesday in Mosul.\n\nJudge Emil Durandal was shot dead on Tuesday in his car. "
        "Judge Omar Vestal was assassinated on Tuesday."
    )
    assert len(parse(listed(text)).clusters) == 1


def test_a_list_of_attacks_counts_others_in_a_place_of_their_own() -> None:
    text = (
        "Two farmers were killed in an attack near Mosul.\n\nFour nurses were killed in an attack on a clinic in "
        "Vestalgrove village. The attack on the clinic left four nurses dead."
    )
    assert [tuple(p.low for m in c.mentions for p in m.people) for c in parse(listed(text)).clusters] == [(2,), (4, 4)]


def test_a_list_may_begin_with_attacks_that_hurt_nobody() -> None:
    text = (
        "Rebels attacked a bank on Tuesday in Mosul.\n\nRebels attacked a pipeline on Monday in Basra. "
        "Rebels set fire to three trucks on Sunday in Kirkuk."
    )
    assert [place for place, _ in untitled(text)] == ["Mosul", "Basra", "Kirkuk"]


def test_a_list_of_attacks_on_a_page_in_capitals_is_read_sentence_by_sentence() -> None:
    text = "TWO POLICEMEN WERE KILLED ON TUESDAY IN MOSUL. THREE TEACHERS WERE SHOT DEAD ON TUESDAY IN BASRA."
    assert [place for place, _ in untitled(text)] == ["MOSUL", "BASRA"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. L'attaque, lundi soir, "
         "a aussi fait cinq blessés."),
        ("en", "Attack in Baghdad\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. Five wounded "
         "people were taken to a hospital in Mosul."),
        ("ar", "هجوم في بغداد\n\nقتل ثلاثة جنود الثلاثاء في هجوم في بغداد. وأصيب خمسة مدنيين في الهجوم."),
    ],
    ids=["told of from both ends of a night", "where the wounded were taken", "no day and no place"],
)  # fmt: skip
def test_one_attack_told_on_is_one(language: str, text: str) -> None:
    assert incidents(text, language) == [((3, 5), False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. En janvier 2015, "
         "trente personnes avaient été tuées dans une attaque à Mopti."),
        ("en", "Attack in Baghdad\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. In January 2015, "
         "30 people were killed in a bombing in Mosul."),
    ],
)  # fmt: skip
def test_what_is_long_ago_is_background_and_comes_last(language: str, text: str) -> None:
    assert incidents(text, language) == [((3,), False), ((30,), True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Attaque à Bamako\n\nTrois soldats ont été tués mardi dans une attaque à Bamako. Plus de 4 000 "
         "personnes ont été tuées depuis 2014."),
        ("en", "Attack in Baghdad\n\nThree soldiers were killed on Tuesday in an attack in Baghdad. More than 4,000 "
         "people have been killed in the war since 2014."),
        ("ar", "هجوم في بغداد\n\nقتل ثلاثة جنود الثلاثاء في هجوم في بغداد. وقتل أكثر من 4000 شخص منذ عام 2014."),
    ],
)  # fmt: skip
def test_the_toll_of_a_war_is_no_incidents(language: str, text: str) -> None:
    assert incidents(text, language) == [((3,), False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Procès de l'attaque de Bamako\n\nLe procès de trois hommes s'est ouvert mardi. Cinq personnes ont été "
         "tuées dans l'attaque."),
        ("en", "Trial over the Nairobi attack\n\nThe trial of three men opened on Tuesday. Five people were killed in "
         "the attack in 2019."),
        ("ar", "محاكمة المتهمين بهجوم مقديشو\n\nبدأت محاكمة ثلاثة رجال الثلاثاء. وقتل خمسة أشخاص في الهجوم."),
    ],
)  # fmt: skip
def test_under_a_headline_on_a_trial_all_is_background(language: str, text: str) -> None:
    assert incidents(text, language) == [((5,), True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Accident à Bamako\n\nTrois personnes ont été tuées mardi dans un accident de la route à Bamako."),
        ("en", "Floods in Baghdad\n\nThree people were killed on Tuesday in floods in Baghdad."),
        ("en", "Bus falls into a river\n\n12 dead in Baghdad."),
    ],
)
def test_harm_that_nobody_did_is_no_incident(language: str, text: str) -> None:
    assert incidents(text, language) == []


def test_harm_without_a_number_or_name_in_one_sentence_is_no_incident() -> None:
    assert incidents("Lutte au nord\n\nLes groupes armés tuent des civils.", "fr") == []
