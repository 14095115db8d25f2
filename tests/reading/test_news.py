"""Which incidents of a text without a headline are its news, and where and what they are."""

from __future__ import annotations

import datetime

from reportedly.model import Account, Report
from reportedly.reading import parse

DAY = datetime.date(1995, 3, 14)
QUIET = "The minister spoke of roads, schools and the harvest, as he does every year when the rains begin."


def read(*sentences: str, language: str = "en") -> list[Account]:
    """The accounts of a text without a headline."""
    text = " ".join(sentences)
    return parse(Report(id="p", text=text, title=None, language=language, published=DAY)).accounts


def test_a_killing_of_today_is_news_and_one_of_years_ago_told_in_a_speech_is_not() -> None:
    news = read(
        "Bamako, 14 March (Wexbury Press) -- Gunmen killed two farmers today in Segou.",
        *[QUIET] * 8,
    )
    assert [(a.background, [v.count.low for v in a.victims]) for a in news] == [(False, [2])]
    speech = read(
        "Bamako, 14 March (Wexbury Press) -- The minister spoke to the students.",
        *[QUIET] * 12,
        "We have not forgotten, he said, that in 1979 the army killed people of this town.",
        *[QUIET] * 3,
    )
    assert all(a.background for a in speech)


def test_a_language_without_weights_keeps_the_rules_of_background() -> None:
    calm = "Le ministre a parlé des routes, des écoles et de la moisson, comme il le fait tous les ans à cette saison."
    accounts = read(
        "Deux paysans ont été tués lundi par des hommes armés à Ségou.",
        *[calm] * 8,
        "Le 12 février, dix personnes avaient été tuées dans une attaque à Kayes.",
        language="fr",
    )
    assert [(a.background, [v.count.low for v in a.victims]) for a in accounts] == [(False, [2]), (True, [10])]


def test_where_a_text_was_written_is_no_scene() -> None:
    accounts = read(
        "Lisbon (Portugal), 14 March (Wexbury Press) -- Malian gunmen killed two Malian farmers today.",
        "The Malian president condemned the murder of the two farmers.",
        *[QUIET] * 3,
    )
    assert [(a.where.country, a.where.name) for a in accounts if a.where] == [("ML", None)]


def test_ministers_meet_where_nobody_was_killed() -> None:
    accounts = read(
        "Bamako, 14 March (Wexbury Press) -- The ministers of Mali met in Lisbon today.",
        "Meanwhile, gunmen killed two farmers and wounded a nurse.",
        *[QUIET] * 3,
    )
    assert [a.where.country for a in accounts if a.where] == ["ML"]


def test_weapons_found_elsewhere_in_the_text_make_no_bombing() -> None:
    accounts = read(
        "Bamako, 14 March (Wexbury Press) -- Two nurses were murdered today in Segou.",
        *[QUIET] * 2,
        "Checkpoints will help the police to find drugs, explosives and stolen cars.",
        QUIET,
    )
    assert [a.event for a in accounts] == [None]


def test_a_number_alone_beside_soldiers_is_one_of_soldiers() -> None:
    accounts = read("An ambush near Segou left five soldiers dead and seven wounded today.", *[QUIET] * 3)
    assert [(v.outcome, v.category) for v in accounts[0].victims] == [("killed", "military"), ("injured", "military")]
    accounts = read("Five soldiers and a nurse were killed and seven wounded in an ambush in Segou.", *[QUIET] * 3)
    assert [v.category for v in accounts[0].victims] == ["military", "civilian", "unknown"]
