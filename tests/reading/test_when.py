"""Days: against the page's day, never finer than the words, never against today."""

from __future__ import annotations

import datetime

import pytest

from reportedly.languages import Chunk
from reportedly.model import When
from reportedly.reading.lexis import gazetteer, language_of
from reportedly.reading.page import parse_sentence
from reportedly.reading.sentence import Sentence, phrases_of
from reportedly.reading.tag import Tagger
from reportedly.reading.when import when_of, whens_of

TODAY = datetime.date(2026, 3, 11)  # a Wednesday


def whens(text: str, published: datetime.date | None = TODAY) -> list[When]:
    return [w for chunk in times(text) if (w := when_of(chunk, text, published))]


def times(text: str) -> list[Chunk]:
    language = language_of("fr")
    tokens = language.tokenize(text)
    sentence = Sentence(0, 0, len(text), tokens, in_title=False)
    parse_sentence(sentence, Tagger(language, gazetteer(), text), language, text)
    return list(phrases_of("TIME", sentence.chunks))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("La police a annoncé mardi que deux civils ont été tués la veille.", "2026-03-09"),
        ("La police a annoncé hier que deux civils ont été tués la veille.", "2026-03-09"),
        ("Deux civils ont été tués la veille.", None),  # of which day, another sentence tells
    ],
)
def test_an_eve_is_the_day_before_the_one_told(text: str, day: str | None) -> None:
    start = whens_of(times(text), text, TODAY)[-1].start
    assert (start and start.isoformat()) == day


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("mercredi", "2026-03-11", "2026-03-11", "day"),
        ("samedi", "2026-03-07", "2026-03-07", "day"),
        ("mercredi dernier", "2026-03-04", "2026-03-04", "day"),
        ("hier", "2026-03-10", "2026-03-10", "day"),
        ("le 5 mars", "2026-03-05", "2026-03-05", "day"),
        ("le 20 décembre", "2025-12-20", "2025-12-20", "day"),
        ("le 13 novembre 2015", "2015-11-13", "2015-11-13", "day"),
        ("en novembre 2015", "2015-11-01", "2015-11-30", "month"),
        ("en 2015", "2015-01-01", "2015-12-31", "year"),
        ("la semaine dernière", "2026-03-02", "2026-03-08", "week"),
        ("il y a trois jours", "2026-03-08", "2026-03-08", "day"),
    ],
)
def test_days_in_words(words: str, start: str, end: str, precision: str) -> None:
    found = whens(f"Deux soldats ont été tués {words}.")
    assert [(str(w.start), str(w.end), w.precision) for w in found] == [(start, end, precision)]


@pytest.mark.parametrize("words", ["samedi", "hier", "le 5 mars", "la semaine dernière"])
def test_without_a_day_of_the_page_relative_days_stay_open(words: str) -> None:
    found = whens(f"Deux soldats ont été tués {words}.", None)
    assert [(w.start, w.end, w.precision) for w in found] == [(None, None, None)]


def test_a_whole_date_needs_no_day_of_the_page() -> None:
    assert [str(w.start) for w in whens("Deux soldats ont été tués le 13 novembre 2015.", None)] == ["2015-11-13"]


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    assert whens("Deux soldats ont été tués le 31 février 2015.") == []
