"""A page all in capitals is read by the rules of one of both cases."""

from __future__ import annotations

import pytest

from reportedly.reading import lexis
from reportedly.reading.page import is_shouting, tagger_of


def written(text: str) -> list[str]:
    language = lexis.language_of("en")
    return [t.text for t in tagger_of(text, language.tokenize(text), language)[1]]


def test_names_of_people_places_and_groups_get_capitals() -> None:
    text = "ON 18 MAR MAYOR MARIO DURANDAL WAS KILLED IN LA PAZ BY THE NATIONAL LIBERATION ARMY OF COLOMBIA"
    words = written(text)
    for name in ("Mario", "Durandal", "La", "Paz", "National", "Liberation", "Army"):
        assert name in words
    for word in ("on", "mayor", "was", "killed", "in", "by", "the"):
        assert word in words


def test_pages_of_both_cases_stay_as_they_are() -> None:
    assert written("On Monday the mayor, Mario Durandal, was killed in his home in La Paz by gunmen")[3] == "mayor"


def test_a_given_name_before_a_surname_is_no_abbreviation() -> None:
    assert written("THE MURDER OF ANA DURANDAL WAS DENOUNCED IN THE CAPITAL BY THE GOVERNMENT ON MONDAY")[3:5] == [
        "Ana",
        "Durandal",
    ]


@pytest.mark.parametrize("small", range(0, 201, 5))
def test_a_page_shouts_where_four_letters_in_five_are_capitals(small: int) -> None:
    for letter in "eé":  # one that is counted first, and one that isn't
        text = letter * small + "A" * (200 - small)
        assert is_shouting(text) == (200 - small > 0.8 * 200), (letter, small)
