"""Folding, tokens and sentence ends, in three languages and on anything that hypothesis comes up with."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.scripts import Stops, Tokenizer, fold, split_sentences

FRENCH = Tokenizer(("l", "d", "qu"), (), ("e", "ème"), keep_accents=True)
ENGLISH = Tokenizer((), ("s", "t"), ("st", "nd", "rd", "th"))
ARABIC = Tokenizer()


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Tués", "tués"), ("État", "etat"), ("L’armée", "l'armée"), ("TUER", "tuer"), ("cœur", "cœur")],
)
def test_french_keeps_the_accents_of_small_letters(word: str, folded: str) -> None:
    assert fold(word, keep_accents=True) == folded


@pytest.mark.parametrize(
    ("word", "folded"),
    [("أُصيب", "اصيب"), ("إصابة", "اصابه"), ("مقتــل", "مقتل"), ("مستشفى", "مستشفي"), ("٤٣", "43"), ("شؤون", "شوون")],
)
def test_arabic_spellings_meet(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(alphabet="éèàçôÉÂü aeiou"))
def test_composed_and_decomposed_letters_fold_alike(word: str) -> None:
    for keep in (True, False):
        assert fold(unicodedata.normalize("NFD", word), keep) == fold(unicodedata.normalize("NFC", word), keep)


@given(st.text())
@pytest.mark.parametrize("tokenize", [FRENCH, ENGLISH, ARABIC], ids=["fr", "en", "ar"])
def test_tokens_are_the_page_s_own_words_in_order(tokenize: Tokenizer, page: str) -> None:
    reached = 0
    for token in tokenize(page):
        assert page[token.start : token.end] == token.text
        assert token.start >= reached
        assert not page[reached : token.start].strip()
        reached = token.end
    assert not page[reached:].strip()


@given(st.text(alphabet='.!?… \n"»)aA1ءب،'))
def test_sentences_cover_every_token_once(page: str) -> None:
    tokens = FRENCH(page)
    spans = split_sentences(page, tokens, Stops(frozenset({"m"})))
    assert [n for first, last in spans for n in range(first, last)] == list(range(len(tokens)))


def sentences(page: str, tokenize: Tokenizer, *abbreviations: str) -> list[str]:
    tokens = tokenize(page)
    return [
        page[tokens[first].start : tokens[last - 1].end]
        for first, last in split_sentences(page, tokens, Stops(frozenset(abbreviations), frozenset({"sunday"})))
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Deux tués. Un blessé.", ["Deux tués.", "Un blessé."]),
        ("M. Ali est là. Il parle.", ["M. Ali est là.", "Il parle."]),
        ("Il dit : « Partez. » Puis rien.", ["Il dit : « Partez. »", "Puis rien."]),
        ("Titre sans point\nCorps.", ["Titre sans point", "Corps."]),
        ("Le prix est de 3.5 euros.", ["Le prix est de 3.5 euros."]),
        ("Un homme a été tué.La police enquête.", ["Un homme a été tué.", "La police enquête."]),
        ("Il lit exemple.com et Le.Matin.", ["Il lit exemple.com et Le.Matin."]),
        ("La liste... puis la suite.", ["La liste... puis la suite."]),
    ],
)
def test_french_sentences(page: str, expected: list[str]) -> None:
    assert sentences(page, FRENCH, "m") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("He was shot at 2:15 a.m. Sunday. He died.", ["He was shot at 2:15 a.m. Sunday.", "He died."]),
        ("He was shot at 2:15 a.m. Police came.", ["He was shot at 2:15 a.m.", "Police came."]),
        ("He left on Monday. Sunday was calm.", ["He left on Monday.", "Sunday was calm."]),
    ],
)
def test_a_clock_goes_on_to_its_day(page: str, expected: list[str]) -> None:
    assert sentences(page, ENGLISH) == expected


def test_arabic_sentences_end_without_capitals_or_spaces() -> None:
    assert sentences("قتل شخصان.وأصيب ثالث؟ نعم", ARABIC) == ["قتل شخصان.", "وأصيب ثالث؟", "نعم"]


@pytest.mark.parametrize(
    ("page", "norms"),
    [
        ("L'armée d’Irak", ["l'", "armée", "d'", "irak"]),
        ("1 200 morts, 3,5 km", ["1 200", "morts", ",", "3,5", "km"]),
        ("la 42e division", ["la", "42e", "division"]),
        ("en 2015 300 morts", ["en", "2015", "300", "morts"]),
    ],
)
def test_french_tokens(page: str, norms: list[str]) -> None:
    assert [token.norm for token in FRENCH(page)] == norms


def test_english_possessives_and_arabic_digits_are_parted() -> None:
    assert [t.norm for t in ENGLISH("The army's 3rd unit")] == ["the", "army", "'s", "3rd", "unit"]
    assert [t.norm for t in ARABIC("مقتل 3 و43 آخرين")] == ["مقتل", "3", "و", "43", "اخرين"]


def test_an_address_is_one_mark_whatever_its_words_say() -> None:
    tokens = ENGLISH("Two dead (see https://example.org/2-dead-4-wounded/), www.example.org/shot said.")
    assert [t.text for t in tokens] == [
        "Two", "dead", "(", "see", "https://example.org/2-dead-4-wounded/", ")",
        ",", "www.example.org/shot", "said", ".",
    ]  # fmt: skip
    assert [t.kind for t in tokens if "example" in t.text] == ["mark", "mark"]
