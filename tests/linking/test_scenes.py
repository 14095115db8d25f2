"""The hour and what was hit, as a telling's own sentences tell them."""

from __future__ import annotations

import datetime

import pytest

from reportedly.languages.folder import known_languages
from reportedly.languages.scenery import HOURS, STRUCK, scene_words, words_in
from reportedly.linking import Evidence, evidence_of
from reportedly.model import Report, tellings_of
from reportedly.running.page import read_report


def told(text: str, language: str) -> list[Evidence]:
    day = datetime.date(2026, 3, 9)
    title = text.partition("\n")[0]
    report = Report(id="page", text=text, title=title, outlet="Kurier", language=language, published=day)
    return [evidence_of(telling) for telling in tellings_of(read_report(report))]


@pytest.mark.parametrize(
    ("language", "text", "hours", "struck"),
    [
        (
            "en",
            "Bomb kills six in Wahran market\n\nA bomb killed six people in a market in Wahran at dawn on Saturday.",
            {"early", "morning"},
            {"market"},
        ),
        (
            "fr",
            "Six morts dans un attentat à Wahran\n\nUne bombe a tué six personnes devant une mosquée samedi soir.",
            {"evening"},
            {"worship"},
        ),
        (
            "ar",
            "مقتل ستة أشخاص في تفجير\n\nقتل ستة أشخاص مساء السبت في انفجار قنبلة بالسوق وسط المدينة.",
            {"evening"},
            {"market"},
        ),
        ("en", "Six killed in Wahran\n\nSix people were killed in Wahran. The market reopened at noon.", set(), set()),
    ],
    ids=["en", "fr", "ar", "another sentence"],
)
def test_hours_and_what_was_hit(language: str, text: str, hours: set[str], struck: set[str]) -> None:
    first = told(text, language)[0]
    assert (set(first.hours), set(first.struck)) == (hours, struck)


def test_an_aside_has_nothing_of_the_headline() -> None:
    text = (
        "Gunmen kill four in Wahran church\n\nGunmen killed four people in Wahran on Saturday. "
        "On 2 February a bomb killed nine people at a hotel."
    )
    about, recalled = told(text, "en")[:2]
    assert (about.struck, recalled.struck) == (("worship",), ("hotel",))


def test_every_language_of_news_has_words_for_most_of_it() -> None:
    for code in ("ar", "en", "fr"):
        words = scene_words(code)
        assert words is not None
        meant = {meaning.kind for meanings in words.values() for meaning in meanings}
        assert meant <= {*HOURS, *STRUCK}
        assert set(HOURS) <= meant
        assert len(set(STRUCK) - meant) <= 3
    assert scene_words("xx") is None
    assert {"ar", "en", "fr"} <= set(known_languages())


def test_numbers_are_one_word_and_an_article_is_written_with_its_noun() -> None:
    assert words_in("At 11 p.m.") == ["at", "#", "p", "m"]
    words = scene_words("ar")
    assert words is not None
    assert {"سوق", "السوق", "بالسوق", "للسوق"} <= words.keys()
