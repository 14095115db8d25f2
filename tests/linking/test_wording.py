"""Words, names and grams of a text: what is quick gives what is plain."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.linking.grams import REACH, wording_of
from reportedly.linking.wording import MOST_NAMES, rare_names
from reportedly.scripts import Remembered
from reportedly.scripts import remembered as remembering

_NAMES = st.sampled_from(
    ["Tarik", "Belhouane", "Zubayd", "ÉMILE", "the", "mayor", "said", "42", ".", ",", "-", "’", "O"]
)


@given(st.lists(_NAMES, max_size=40), st.sampled_from([" ", "\n", "'"]))
def test_names_are_all_pairs_of_neighbours_with_capitals(parts: list[str], between: str) -> None:
    said = between.join(parts)
    alone = [
        part for part in parts if part not in ("-", "’", "O")
    ]  # no parts of a text: between two words, or one letter
    each = [rare_names(f"{one} {other}", "en") for one, other in pairwise(alone)]
    assert rare_names(said, "en") == tuple(sorted(set().union(*each)))
    assert len(each) < MOST_NAMES


@given(st.lists(st.integers(0, 9), max_size=120), st.sets(st.integers(0, 9)))
def test_own_words_are_far_from_every_copied_gram(numbers: list[int], copied: set[int]) -> None:
    wording = wording_of(" ".join(f"w{number}" for number in numbers))
    held = {gram for gram in wording.grams if gram[0] in {f"w{number}" for number in copied}}
    near = {
        word
        for start, gram in enumerate(wording.grams)
        if gram in held
        for word in range(start - REACH, start + 4 + REACH)
    }
    assert wording.own_words(held) == len(set(range(wording.words)) - near)


def test_what_is_remembered_is_bounded_and_the_same() -> None:
    lengths = Remembered(len)
    assert [lengths[word] for word in ("one", "three", "one")] == [3, 5, 3]
    assert dict(lengths) == {"one": 3, "three": 5}


def test_beyond_the_bound_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_WORDS", 1)
    lengths = Remembered(len)
    assert [lengths[word] for word in ("one", "three", "three")] == [3, 5, 5]
    assert dict(lengths) == {"one": 3}
