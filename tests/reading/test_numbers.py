"""Numbers in words and digits, in three languages."""

from __future__ import annotations

import pytest

from reportedly.reading.numbers import count_chunks, digits_value
from tests.reading.tagging import tagged

Counted = tuple[str, int | None, int | None]


def counts(text: str, language: str) -> list[Counted]:
    """The words, low and high of each COUNT."""
    found = []
    for chunk in count_chunks(tagged(text, language), text):
        sense = chunk.sense("COUNT")
        if sense is not None:
            low, high = (int(value) if value else None for value in map(sense.features.get, ("low", "high")))
            found.append((text[chunk.start : chunk.end], low, high))
    return found


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("fr", "vingt-deux", 22), ("fr", "trente et un", 31), ("fr", "soixante-dix-sept", 77),
        ("fr", "quatre-vingts", 80), ("fr", "quatre-vingt-onze", 91), ("fr", "cent vingt", 120), ("fr", "mille", 1000),
        ("fr", "deux mille trois cents", 2300), ("fr", "deux millions", 2_000_000), ("fr", "1,5 million", 1_500_000),
        ("fr", "1 200", 1200), ("fr", "1\u00a0200", 1200), ("fr", "1\u202f200", 1200), ("fr", "1.200", 1200),
        ("en", "twenty-two", 22), ("en", "one hundred and twenty", 120), ("en", "a hundred", 100),
        ("en", "two thousand three hundred", 2300), ("en", "three hundred thousand", 300_000), ("en", "1,200", 1200),
        ("ar", "خمسة وعشرين", 25), ("ar", "مئتان وخمسة وعشرون", 225), ("ar", "خمسة عشر", 15), ("ar", "أحد عشر", 11),
        ("ar", "ثلاثة آلاف", 3000), ("ar", "ألفين وثلاثمئة", 2300), ("ar", "٢٥", 25), ("ar", "١٢٠٠", 1200),
    ],
)  # fmt: skip
def test_one_number(language: str, words: str, value: int) -> None:
    assert counts(words, language) == [(words, value, value)]


@pytest.mark.parametrize(
    ("language", "words", "values"),
    [
        ("fr", "trois, quatre", [3, 4]),
        ("fr", "deux trois", [2, 3]),
        ("fr", "deux soldats et trois civils", [2, 3]),
        ("en", "two and three", [2, 3]),
        ("en", "fifty and two hundred", [50, 200]),
        ("fr", "vingt et trois cents", [20, 300]),
        ("ar", "ثلاثة جنود وخمسة مدنيين", [3, 5]),
    ],
)
def test_numbers_that_are_several(language: str, words: str, values: list[int]) -> None:
    assert [low for _, low, _ in counts(words, language)] == values


@pytest.mark.parametrize(
    ("language", "words", "low", "high"),
    [("fr", "une vingtaine", 20, 20), ("en", "dozens", 24, 99), ("en", "tens of", 20, 99)],
)
def test_words_that_tell_no_exact_number(language: str, words: str, low: int, high: int) -> None:
    assert counts(words, language) == [(words, low, high)]


def test_no_people_are_one_and_a_half() -> None:
    assert counts("1,5", "fr") == []


def test_a_number_that_no_people_have_is_a_count_without_a_value() -> None:
    assert counts("12 345 678 901", "fr") == [("12 345 678 901", None, None)]


@pytest.mark.parametrize(
    ("words", "form"), [("2015", "year"), ("2 015", "plain"), ("un", "article"), ("deux", "plain")]
)
def test_years_and_articles_are_marked(words: str, form: str) -> None:
    assert [c.senses[0].form for c in count_chunks(tagged(words, "fr"), words)] == [form]


@pytest.mark.parametrize(
    ("digits", "value"),
    [("12", 12), ("1 200", 1200), ("1,200", 1200), ("1,5", 1.5), ("2.5", 2.5), ("٣٤", 34), ("12e", None), ("", None)],
)
def test_the_value_of_digits(digits: str, value: float | None) -> None:
    assert digits_value(digits) == value
