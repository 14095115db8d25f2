"""Under which forms words are found: folded, and in Arabic with and without what is written onto them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.scripts.terms import forms, terms_of, words_of


@pytest.mark.parametrize(("word", "found"), [
    ("النيجر", "نيجر"),  # the Niger
    ("والنيجر", "النيجر"),  # and the Niger: with the article
    ("والنيجر", "نيجر"),  # and without
    ("بالسوق", "سوق"),  # in the market
    ("للسوق", "السوق"),  # to the market, where the article loses its first letter
    ("للسوق", "سوق"),
    ("وللمدنيين", "مدنيين"),  # and to the civilians
    ("وقتل", "قتل"),  # and killed: not the time (وقت) with an ending
    ("فقتلوا", "قتلوا"),  # so they killed
    ("كالعادة", "عاده"),  # as usual
    ("بمدينة", "مدينه"),  # in a town
    ("لمدينة", "مدينه"),  # to a town
    ("وبمدينة", "مدينه"),  # and in a town
    ("والوزير", "وزير"),  # and the minister: the second و is his own
    ("الدم", "دم"),  # a root of two letters, behind the article
    ("مَدْرَسَة", "مدرسه"),  # vowel marks
])  # fmt: skip
def test_what_is_written_onto_a_word_does_not_hide_it(word: str, found: str) -> None:
    assert found in forms(word)


@pytest.mark.parametrize(("word", "never"), [
    ("وزير", "زير"),  # a minister
    ("وزيرها", "زيرها"),
    ("الوزير", "زير"),
    ("وكالة", "كاله"),  # an agency
    ("وقت", "قت"),
    ("ولاية", "لايه"),  # a province
    ("فريق", "ريق"),  # a team
    ("فلسطينيين", "لسطينيين"),
    ("بغداد", "غداد"),
    ("بلدة", "لده"),  # a small town
    ("بالغين", "غين"),  # adults: no article
    ("كتيبة", "تيبه"),  # a battalion
    ("لبنان", "بنان"),
    ("لجنة", "جنه"),  # a committee, no paradise
    ("ألمانيا", "مانيا"),  # Germany
    ("إلغاء", "غاء"),  # cancelling
    ("ألف", "ف"),  # a thousand
    ("دم", "م"),
])  # fmt: skip
def test_a_letter_of_the_word_itself_is_not_taken_off(word: str, never: str) -> None:
    assert never not in forms(word)


@pytest.mark.parametrize(("text", "terms"), [
    ("L'armée à Abou-Kamal", {"l", "armee", "a", "abou", "kamal"}),
    ("NIGER: 12 killed", {"niger", "12", "killed"}),
    ("ﻗُﺘِﻞَ", {"قتل"}),  # presentation forms
    ("", set()),
    ("\u202e\u2068***\x00", set()),
])  # fmt: skip
def test_the_terms_of_a_text(text: str, terms: set[str]) -> None:
    assert terms_of([text]) == terms


def test_the_words_of_a_search_come_once_and_in_order() -> None:
    assert words_of("market Gaya MARKET") == [("market",), ("gaya",)]


@given(st.text())
def test_whatever_is_written_gives_words_of_letters_and_digits(text: str) -> None:
    assert all(form.isalnum() and form == form[:64] for word in words_of(text) for form in word)
    assert {form for word in words_of(text) for form in word} == terms_of([text])
