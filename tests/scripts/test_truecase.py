"""Truecase: the case that a page all in capitals would have elsewhere."""

from __future__ import annotations

from reportedly.scripts import Tokenizer
from reportedly.scripts.truecase import CommonWords, Listed, truecase

WORDS = CommonWords.read(["# remark", "-s", "-ied y", "-ed", "gunman", "carry", "stop", "the", "liberation", "front"])


def cased(text: str, named: int = 0, short: bool = False) -> list[str]:
    return [t.text for t in truecase(Tokenizer()(text), WORDS, lambda _, at: Listed(named if at == 0 else 0, short))]


def test_a_word_that_is_not_common_is_a_name() -> None:
    assert cased("THE GUNMAN DURANDAL") == ["the", "gunman", "Durandal"]


def test_endings_lead_to_the_listed_word() -> None:
    assert cased("STOPS CARRIED STOPPED") == ["stops", "carried", "stopped"]
    assert "ramos" not in WORDS


def test_a_listed_name_bears_capitals_and_an_abbreviation_keeps_them() -> None:
    assert cased("LIBERATION FRONT STOP", named=2) == ["Liberation", "Front", "stop"]
    assert cased("STOP THE", named=1) == ["STOP", "the"]
    assert cased("KUC-DLF", named=3, short=True) == ["KUC", "-", "DLF"]


def test_offsets_and_folds_stay() -> None:
    before = Tokenizer()("THE DURANDAL, 12")
    after = truecase(before, WORDS, lambda *_: Listed(0))
    assert [(t.start, t.end, t.norm, t.kind) for t in before] == [(t.start, t.end, t.norm, t.kind) for t in after]
