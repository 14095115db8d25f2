"""Tags: capitals and their accents, words written onto others, abbreviations, places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.languages import Chunk, known_languages
from tests.reading.tagging import tagged


def tags(text: str, language: str, *, shouting: bool = False) -> list[tuple[str, str]]:
    """The words and the first symbol of each chunk."""
    found = tagged(text, language, shouting=shouting)
    return [(text[c.start : c.end], c.senses[0].symbol) for c in found]


def actor(chunk: Chunk) -> str:
    return chunk.feature("ACTOR", "actor")


@pytest.mark.parametrize("words", ["État islamique", "Etat islamique"])
def test_accents_of_capitals_make_no_difference(words: str) -> None:
    assert [actor(c) for c in tagged(words, "fr")] == ["islamic-state"]


def test_accents_of_small_letters_do() -> None:
    assert [s.form for s in tagged("tue", "fr")[0].senses if s.symbol == "HARM"] == ["active"]
    assert [s.form for s in tagged("tué", "fr")[0].senses if s.symbol == "HARM"] == ["participle"]


def test_a_name_needs_the_capital_that_its_list_writes() -> None:
    assert [actor(c) for c in tagged("Etat islamique", "fr")] == ["islamic-state"]
    assert not any(actor(c) for c in tagged("etat islamique", "fr"))
    assert [c.sense("ACTOR") is not None for c in tagged("Le Soir", "fr")] == [True]
    assert not any(c.sense("ACTOR") for c in tagged("le soir", "fr"))


@pytest.mark.parametrize(("word", "is_actor"), [("UN", True), ("un", False), ("Un", False)])
def test_an_abbreviation_holds_in_capitals_only(word: str, is_actor: bool) -> None:
    assert any(c.sense("ACTOR") for c in tagged(f"the {word} said", "en")) is is_actor


def test_on_a_page_in_capitals_an_abbreviation_that_is_a_word_too_is_the_word() -> None:
    assert any(c.sense("ACTOR") for c in tagged("IS killed two", "en"))
    assert not any(c.sense("ACTOR") for c in tagged("IS KILLED TWO", "en", shouting=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("والجيش", [("و", "AND"), ("الجيش", "FORCE")]),
        ("ببغداد", [("ب", "IN"), ("بغداد", "GEO")]),
        ("للشرطة", [("لل", "TO"), ("شرطة", "FORCE")]),
        ("للخطف", [("لل", "TO"), ("خطف", "HARM")]),
        ("وقتل", [("و", "AND"), ("قتل", "HARM")]),
    ],
)
def test_words_written_onto_others_are_chunks_of_their_own(text: str, found: list[tuple[str, str]]) -> None:
    assert tags(text, "ar") == found


def test_a_first_letter_that_belongs_to_a_name_is_no_preposition() -> None:
    assert tags("في باريس", "ar") == [("في", "IN"), ("باريس", "GEO")]


@pytest.mark.parametrize(("word", "definite"), [("الجنود", True), ("جنود", False), ("والجنود", True)])
def test_an_article_written_onto_a_word_makes_it_definite(word: str, definite: bool) -> None:
    assert tagged(word, "ar")[-1].definite is definite


def test_a_small_letter_is_no_place() -> None:
    assert ("Bamako", "GEO") in tags("à Bamako", "fr")
    assert ("bamako", "GEO") not in tags("à bamako", "fr")


@pytest.mark.parametrize("text", ["L'hôpital", "La défense", "L'EI"])
def test_a_word_that_begins_a_sentence_is_no_village(text: str) -> None:
    assert "GEO" not in {symbol for _, symbol in tags(text, "fr")}


def test_on_a_page_in_capitals_a_place_needs_a_word_of_place_before_it() -> None:
    assert ("BAGHDAD", "GEO") in tags("TWO SOLDIERS KILLED IN BAGHDAD", "en", shouting=True)
    assert "GEO" not in {symbol for _, symbol in tags("BAGHDAD RAINS", "en", shouting=True)}


@pytest.mark.parametrize("code", known_languages())
@settings(deadline=None)  # the first text loads the language
@given(st.text(alphabet="aEéÉ '’-,.«»\"12بوالقتل\u0640\u064b\n", max_size=40))
def test_chunks_follow_one_another_and_leave_out_white_space_only(code: str, text: str) -> None:
    at = 0
    for chunk in tagged(text, code):
        assert at <= chunk.start < chunk.end <= len(text)
        assert not text[at : chunk.start].strip()
        at = chunk.end
    assert not text[at:].strip()
