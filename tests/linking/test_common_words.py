"""The tables of common words: what a war is called all the time is not rare."""

from __future__ import annotations

import pytest

from reportedly.linking.wording import RARE_NAME, RAREST, common_words, rare_names


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["sudan", "kordofan", "somalia", "shabaab", "ohio", "donetsk"]),
        ("fr", ["soudan", "somalie", "donetsk", "chebab"]),
        ("ar", ["السودان", "كردفان", "الصومال"]),
    ],
)
def test_lands_and_armed_groups_are_not_rare(language: str, words: list[str]) -> None:
    table = common_words(language) or {}
    assert [word for word in words if table.get(word, RAREST) * 2 >= RARE_NAME] == []


def test_small_words_and_lands_make_no_name() -> None:
    text = "On Thursday the Rapid Support Forces shelled it. In North Kordofan a teacher, Adlan Berrimi was hurt."
    assert rare_names(text, "en") == ("adlan berrimi",)
