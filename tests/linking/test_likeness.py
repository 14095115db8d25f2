"""What two texts have in common, on invented tellings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.linking import Evidence
from reportedly.linking.likeness import FEWEST_PROPER, FEWEST_WORDS, Texts
from reportedly.linking.meaning import can_tell_meaning
from reportedly.linking.wording import WEIGHT, WEIGHT_BITS, rare_words, words_in

# Few different words, so that lists share many; their weights are told by the number, as in the tables
_WORD = st.integers(1, 60).map(lambda word: word << WEIGHT_BITS | 20 + word % 50)
_LISTS = st.lists(
    st.builds(tuple, st.sets(_WORD, min_size=FEWEST_PROPER, max_size=40).map(sorted)), min_size=2, max_size=5
)


def telling(number: int, words: tuple[int, ...], language: str = "fr", gist: str = "") -> Evidence:
    page = f"page-{number}"
    return Evidence(id=f"{page}#i1", report=page, language=language, words=words, proper=words, gist=gist)


@given(_LISTS)
@settings(max_examples=60)
def test_shared_words_are_a_cosine_of_their_weights(lists: list[tuple[int, ...]]) -> None:
    told = [telling(number, words) for number, words in enumerate(lists)]
    couples = [(one, other) for one in range(len(told)) for other in range(one + 1, len(told))]
    alike = Texts(told, ()).alike(couples)
    for (one, other), words, proper in zip(couples, alike.words, alike.proper, strict=True):
        weights = [{word: word & WEIGHT for word in lists[side]} for side in (one, other)]
        dot = sum(weight * weights[1].get(word, 0) for word, weight in weights[0].items())
        lengths = [math.sqrt(sum(weight**2 for weight in side.values())) for side in weights]
        assert proper == pytest.approx(dot / math.prod(lengths))
        enough = min(map(len, weights)) >= FEWEST_WORDS
        assert words == (pytest.approx(dot / math.prod(lengths)) if enough else None)
    assert alike.meaning == [None] * len(couples)


def test_words_are_compared_within_a_language_and_meaning_across() -> None:
    words = tuple(word << WEIGHT_BITS | 40 for word in range(1, 40))
    french, arabic = (telling(0, words, gist="Douze morts"), telling(1, words, "ar", "مقتل اثني عشر شخصا"))
    alike = Texts([french, arabic, telling(2, words)], {0, 1}).alike([(0, 1), (0, 2)])
    assert alike.words == [None, pytest.approx(1)]
    assert alike.proper == [None, pytest.approx(1)]
    assert alike.meaning[1] is None
    assert (alike.meaning[0] is not None) == can_tell_meaning()


def placed(number: int, place: str, said: str, admin1: str = "") -> Evidence:
    words = rare_words(words_in(said), "fr")
    name = place.partition("/")[0]
    page = f"page-{number}"
    return Evidence(
        id=f"{page}#i1", report=page, language="fr", place=place, place_name=name, admin1=admin1, words=words
    )


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        (("Zubayd", "Zubayd Kharmal"), ("Kharmal", "Kharmal Zubayd"), 2),
        (("Zubayd", "Zubayd Kharmal"), ("Kharmal", "Kharmal"), 1),
        (("Zubayd", "Zubayd"), ("Kharmal", "Kharmal"), 0),
        (("Zubayd", "Zubayd"), ("Zubayd", "Zubayd"), None),
        (("Zubayd/1", "Zubayd Sorvak", "sorvak"), ("Zubayd/2", "Zubayd Melluk", "melluk"), 0),
        (("Zubayd/1", "Zubayd Sorvak", "sorvak"), ("Zubayd/2", "Zubayd Sorvak", "melluk"), 1),
    ],
    ids=["both", "one", "neither", "one place", "namesakes", "a namesake, and the other's division"],
)
def test_places_are_named_by_the_other(one: tuple[str, ...], other: tuple[str, ...], named: int | None) -> None:
    told = [placed(0, *one), placed(1, *other)]
    assert Texts(told, ()).alike([(0, 1)]).named == Texts(told[::-1], ()).alike([(0, 1)]).named == [named]
