"""A first toll that adds up several attacks: each of them is an incident, and their dead are counted once."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report
from reportedly.running.page import read_report


def told(language: str, *paragraphs: str) -> list[tuple[str | None, int | None, str | None]]:
    """Place, dead and day of each incident of a page of 23 October 2025."""
    text = "\n\n".join(paragraphs)
    day = datetime.date(2025, 10, 23)
    report = Report(id="r", text=text, title=paragraphs[0], language=language, published=day)
    return [
        (i.where.name if i.where else None, i.killed.best, str(i.when.start) if i.when else None)
        for i in read_report(report).incidents
    ]


@pytest.mark.parametrize(
    ("language", "paragraphs", "expected"),
    [
        (
            "en",
            ("Seventeen killed in two attacks in Syria", "Gunmen killed 17 people in two separate attacks on Tuesday.",
             "Nine people were shot dead in Homs.", "Eight others were killed in Aleppo."),
            [("Homs", 9, "2025-10-21"), ("Aleppo", 8, "2025-10-21")],
        ),
        (
            "fr",
            ("Syrie : douze morts dans deux attaques", "Douze personnes ont été tuées mardi dans deux attaques.",
             "À Homs, sept personnes ont été abattues.", "À Alep, cinq hommes ont été tués par balles."),
            [("Homs", 7, "2025-10-21"), ("Alep", 5, "2025-10-21")],
        ),
    ],
)  # fmt: skip
def test_parts_of_a_sum_are_incidents(
    language: str, paragraphs: tuple[str, ...], expected: list[tuple[str, int, str]]
) -> None:
    assert told(language, *paragraphs) == expected


def test_parts_within_a_sentence_and_parts_whose_place_stands_before_them() -> None:
    one = ("Nineteen dead in raids on two villages", "Gunmen killed 19 people in two villages of Syria on Tuesday.",
           "Twelve people died in Homs and seven in Aleppo.")  # fmt: skip
    assert told("en", *one) == [("Homs", 12, "2025-10-21"), ("Aleppo", 7, "2025-10-21")]
    two = ("Ten killed in two bombings in Syria", "Ten people died in two bombings on Tuesday.",
           "A suicide bomber targeted a police van in Homs.", "Nine people were killed and 43 injured, police said.",
           "In the evening, one person was killed in an explosion in Aleppo.")  # fmt: skip
    assert told("en", *two) == [("Homs", 9, "2025-10-21"), ("Aleppo", 1, "2025-10-21")]


def test_dead_in_towns_far_apart_are_of_several_attacks_and_not_those_at_one_attacks_places() -> None:
    apart = ("Three dead in Syrian protests", "Three people were killed in protests in Syria on Tuesday.",
             "Two protesters were shot dead in Damascus.", "In Aleppo, a man was shot dead.")  # fmt: skip
    assert [killed for _, killed, _ in told("en", *apart)] == [2, 1]
    known = ("Three dead at Homs bar", "A gunman shot three people dead in a bar in Homs on Tuesday.",
             "The two dead brothers were from Damascus.", "The third man killed came from Aleppo.")  # fmt: skip
    assert [killed for _, killed, _ in told("en", *known)] == [3]


def test_the_sum_of_counted_attacks_is_no_incident_though_some_of_its_dead_are_told_of_nowhere() -> None:
    page = ("Seventeen killed in three attacks in Syria", "Gunmen killed 17 people in three separate raids on Tuesday.",
            "Nine people were shot dead in Homs.", "Three others were killed in Aleppo.")  # fmt: skip
    assert [killed for _, killed, _ in told("en", *page)] == [9, 3]


def test_no_sum_where_more_are_told_than_it_counts() -> None:
    page = ("Seventeen killed in two attacks in Syria", "Gunmen killed 17 people in two separate attacks on Tuesday.",
            "Fifteen people were shot dead in Homs.", "Three others were killed in Aleppo.")  # fmt: skip
    assert 17 in {killed for _, killed, _ in told("en", *page)}


def test_no_sum_where_one_attack_is_told_by_parts() -> None:
    page = ("Seventeen killed in attack in Homs", "Gunmen killed 17 people in an attack in Homs on Tuesday.",
            "Nine were shot dead in Bab Tadmur.", "Eight others died in Khalidiya.")  # fmt: skip
    assert 17 in {killed for _, killed, _ in told("en", *page)}


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Dozens hit by bombs in Iraq", "Twenty-four people were killed in bombings across the country on Tuesday.",
             "Nine people were killed when a car bomb exploded in Kirkuk.", "A bomb killed five others in Samarra.",
             "Elsewhere, two policemen were shot dead in Baquba."),
        ),
        (
            "fr",
            ("Irak : vingt-quatre morts", "Vingt-quatre personnes ont été tuées mardi dans des attentats distincts.",
             "À Kirkouk, neuf personnes ont été tuées par une voiture piégée.",
             "À Samarra, une bombe a tué cinq personnes.",),
        ),
        (
            "ar",
            ("مقتل 24 شخصا في العراق", "قتل 24 شخصا في تفجيرات متفرقة في العراق يوم الثلاثاء.",
             "وقتل تسعة أشخاص في انفجار سيارة مفخخة في كركوك.", "وقتل خمسة آخرون في انفجار عبوة في سامراء."),
        ),
    ],
)  # fmt: skip
def test_the_toll_of_scattered_attacks_is_no_incidents(language: str, paragraphs: tuple[str, ...]) -> None:
    killed = {killed for _, killed, _ in told(language, *paragraphs)}
    assert {9, 5} <= killed
    assert 24 not in killed


def test_the_toll_of_scattered_attacks_stays_where_it_alone_is_told() -> None:
    page = ("Six dead in weekend shootings", "Six people were killed in shootings across the city since Friday.",
            "The mayor of Halden called for calm.")  # fmt: skip
    assert [killed for _, killed, _ in told("en", *page)] == [6]


@pytest.mark.parametrize(
    ("language", "paragraphs", "expected"),
    [
        (
            "en",
            ("Nine killed in two attacks in Homs", "Nine people died in two separate attacks in Homs on Tuesday.",
             "In the morning, five policemen were killed when a bomb hit their van.",
             "In the evening, gunmen burst into a house and shot dead four people."),
            [("Homs", 5, "2025-10-21"), ("Homs", 4, "2025-10-21")],
        ),
        (
            "fr",
            ("Homs : neuf morts dans deux attaques", "Neuf personnes ont été tuées mardi à Homs dans deux attaques.",
             "Le matin, cinq policiers ont péri dans l'explosion d'une bombe.",
             "Dans la soirée, des hommes armés ont tué quatre personnes dans une maison."),
            [("Homs", 5, "2025-10-21"), ("Homs", 4, "2025-10-21")],
        ),
        (
            "ar",
            ("مقتل تسعة أشخاص في هجومين في حمص", "قتل تسعة أشخاص يوم الثلاثاء في هجومين منفصلين في حمص.",
             "ففي الصباح قتل خمسة شرطيين بانفجار عبوة ناسفة.", "وفي المساء قتل مسلحون أربعة أشخاص داخل منزل."),
            [("حمص", 5, "2025-10-21"), ("حمص", 4, "2025-10-21")],
        ),
    ],
)  # fmt: skip
def test_two_attacks_in_one_town_on_one_day(
    language: str, paragraphs: tuple[str, ...], expected: list[tuple[str, int, str]]
) -> None:
    assert told(language, *paragraphs) == expected


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Eleven killed in two raids in Syria", "Eleven people died in two raids in Syria since Monday.",
             "The first raid hit Homs on Monday.", "Six people were shot dead and two were wounded.",
             "The next day, five farmers were killed near Aleppo."),
        ),
        (
            "fr",
            ("Syrie : onze morts dans deux attaques", "Onze personnes ont été tuées en deux jours dans deux attaques.",
             "La première attaque a visé Homs lundi.", "Six personnes ont été tuées et deux blessées.",
             "Le lendemain, cinq paysans ont été tués près d'Alep."),
        ),
        (
            "ar",
            ("مقتل 11 شخصا في هجومين في سوريا", "قتل 11 شخصا في هجومين في سوريا.",
             "ووقع الهجوم الأول يوم الاثنين في حمص.", "وقتل ستة أشخاص وأصيب اثنان.",
             "وفي اليوم التالي قتل خمسة مزارعين قرب حلب."),
        ),
    ],
)  # fmt: skip
def test_a_part_has_the_day_of_the_words_that_open_it_or_count_from_the_one_before(
    language: str, paragraphs: tuple[str, ...]
) -> None:
    assert [(killed, day) for _, killed, day in told(language, *paragraphs)] == [(6, "2025-10-20"), (5, "2025-10-21")]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Eleven killed in attacks in Syria", "Eleven people were killed in air strikes in Syria on Tuesday.",
             "Six people died in Homs while in Aleppo five people were killed."),
        ),
        (
            "fr",
            ("Syrie : onze morts dans des frappes", "Onze personnes ont été tuées mardi dans des frappes en Syrie.",
             "Six personnes ont été tuées à Homs, tandis qu'à Alep cinq personnes ont été tuées."),
        ),
        (
            "ar",
            ("مقتل 11 شخصا في غارات على سوريا", "قتل 11 شخصا في غارات على سوريا يوم الثلاثاء.",
             "وقتل ستة أشخاص في حمص فيما قتل خمسة أشخاص في حلب."),
        ),
    ],
)  # fmt: skip
def test_attacks_in_the_plural_are_several_where_each_is_told_elsewhere(
    language: str, paragraphs: tuple[str, ...]
) -> None:
    assert [killed for _, killed, _ in told(language, *paragraphs)] == [6, 5]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Twelve dead in twin blasts in Homs", "Twelve people were killed in two blasts in Homs on Tuesday.",
             "The second bomb went off minutes later.", "Ten people died on the spot and two others in hospital.",
             "Five of the dead were from Aleppo."),
        ),
        (
            "fr",
            ("Homs : douze morts dans un double attentat", "Douze morts mardi dans deux explosions à Homs.",
             "La seconde bombe a explosé quelques minutes plus tard.", "Dix sont mortes sur place, deux à l'hôpital.",
             "Cinq des victimes étaient originaires d'Alep."),
        ),
        (
            "ar",
            ("مقتل 12 شخصا في تفجيرين في حمص", "قتل 12 شخصا يوم الثلاثاء في تفجيرين في حمص.",
             "وانفجرت العبوة الثانية بعد دقائق.", "وقتل عشرة في المكان وتوفي اثنان في المستشفى.",
             "وينحدر خمسة من القتلى من حلب."),
        ),
    ],
)  # fmt: skip
def test_twin_blasts_told_by_where_people_died_and_came_from_stay_one(
    language: str, paragraphs: tuple[str, ...]
) -> None:
    assert [killed for _, killed, _ in told(language, *paragraphs)] == [12]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Attacks in Syria", "Raids on Tuesday killed seven people: two civilians in Homs, a policeman in"
             " Hama and four soldiers near Aleppo."),
        ),
        (
            "fr",
            ("Attaques en Syrie", "Des attaques ont fait sept morts mardi : deux civils à Homs, un policier à Hama"
             " et quatre soldats près d'Alep."),
        ),
        (
            "ar",
            ("مقتل سبعة أشخاص في هجمات", "أسفرت هجمات يوم الثلاثاء عن مقتل سبعة أشخاص: مدنيان في حمص وشرطي في حماة"
             " وأربعة جنود قرب حلب."),
        ),
    ],
)  # fmt: skip
def test_a_list_behind_a_colon_tells_of_each_attack(language: str, paragraphs: tuple[str, ...]) -> None:
    assert [killed for _, killed, _ in told(language, *paragraphs)] == [2, 1, 4]


def test_who_the_dead_of_one_attack_were_is_no_sum_of_attacks() -> None:
    one = ("Arrest in Homs shootings", "Three people died in a shooting in Homs on Tuesday.",
           "Two men and one woman were shot dead in a house near Rastan, in Homs province.")  # fmt: skip
    assert [killed for _, killed, _ in told("en", *one)] == [3]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "en",
            ("Five killed in Homs blast", "A bomb killed five people in Homs on Tuesday.", "All was calm on Wednesday.",
             "The previous night, two villagers had been shot dead in Rastan."),
        ),
        (
            "fr",
            ("Homs : cinq morts dans un attentat", "Une bombe a tué cinq personnes mardi à Homs.",
             "La ville était calme mercredi.", "La nuit précédente, deux villageois avaient été abattus à Rastan."),
        ),
        (
            "ar",
            ("مقتل خمسة أشخاص بتفجير في حمص", "قتل خمسة أشخاص يوم الثلاثاء بانفجار قنبلة في حمص.",
             "وساد الهدوء المدينة الأربعاء.", "وفي الليلة السابقة، قتل قرويان في الرستن."),
        ),
    ],
)  # fmt: skip
def test_the_night_before_is_counted_from_the_news(language: str, paragraphs: tuple[str, ...]) -> None:
    assert [(killed, day) for _, killed, day in told(language, *paragraphs)] == [(5, "2025-10-21"), (2, "2025-10-20")]
