"""Decoding: text that was read in the wrong encoding on its way is mended, and honest text left alone."""

from __future__ import annotations

import pytest

from reportedly.gathering.decoding import tidy


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("â€œtwo guardsâ€\x9d were hurt", "“two guards” were hurt"),
        ("the mayorâ€™s office", "the mayor’s office"),
        ("â€¢ one dead", "• one dead"),
        ("l'Ã©tÃ© dernier", "l'été dernier"),
        ("at the marketÂ on Monday", "at the market on Monday"),
        ("one dead in clashÂ", "one dead in clash"),
    ],
)
def test_utf_8_read_as_windows_1252_is_mended(came: str, meant: str) -> None:
    assert tidy(came) == meant


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("the groupÕs fighters", "the group’s fighters"),
        ("killed on MondayÉ officials said", "killed on Monday… officials said"),
        ("ten civilians Ñ all men Ñ died", "ten civilians — all men — died"),
    ],
)
def test_macintosh_punctuation_is_mended(came: str, meant: str) -> None:
    assert tidy(came) == meant


@pytest.mark.parametrize(
    "honest",
    [
        "l'État, É. Durandal",
        "JOÃO E TODOS ÕES",
        "la letra Ñandú",
        "Âge de pierre",
        "SÃO PAULO",
        "À PÂQUES",
        "10 € – 20 €",
    ],
)
def test_honest_letters_stay(honest: str) -> None:
    assert tidy(honest) == honest
