"""Every template makes sentences in which it is found again, with what filled it; none is taken for another."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.api.sentences import SENTENCES
from reportedly.saying import Part, Said, Sentence, Sentences, slots
from tests.saying.filled import said

BEFORE = Sentence("{n} roads end", one="{n} road ends", by="n", n=slots.NUMBER)
NAMED = Sentence("Accounts name {who}.", who=slots.NAMES)


@pytest.mark.thorough
@pytest.mark.parametrize("sentence", SENTENCES.whole, ids=repr)
def test_a_sentence_is_found_again_with_what_fills_it(sentence: Sentence) -> None:
    @settings(max_examples=30, deadline=None)
    @given(said(sentence))
    def found_again(made: Said) -> None:
        assert SENTENCES.read(made.text) == made

    found_again()


def test_no_two_templates_are_one() -> None:
    ids = [sentence.id for sentence in SENTENCES]
    assert len(ids) == len(set(ids)) > 30


def test_slots_are_those_of_the_template() -> None:
    for sentence in SENTENCES:
        values = {name: f"<{name}>" for name in sentence.slots}
        for form in (sentence.text, sentence.one or sentence.text):
            filled = form.format_map(values)
            assert all(filled.count(value) >= 1 for value in values.values()), sentence
        assert sentence.by is None or sentence.by in sentence.slots


@given(st.text(max_size=200))
def test_any_text_may_be_asked_about(text: str) -> None:
    found = SENTENCES.read(text)
    assert found is None or found.text == text


def test_what_is_no_sentence_of_ours_is_none() -> None:
    for text in ("", "all accounts agree", "all 3 accounts with a figure agree.", "only  gives", "x" * 30_000):
        assert SENTENCES.read(text) is None, text


def test_english_forms_go_by_the_number() -> None:
    ours = Sentences((BEFORE, NAMED))
    assert [BEFORE.of(n=n) for n in (0, 1, 2)] == ["0 roads end", "1 road ends", "2 roads end"]
    assert ours.read("1 roads end") is None
    assert ours.read("2 road ends") is None
    assert ours.read("Accounts name Ann and Bo.") == Said(NAMED, {"who": ("Ann", "Bo")})


def test_a_headline_keeps_its_commas() -> None:
    assert slots.NAMES.read("“Dam, bridge and road hit”, the outlet and 12 others") == (
        "“Dam, bridge and road hit”", "the outlet", slots.Others(12),
    )  # fmt: skip
    assert slots.NAMES.read("“Dam and road hit”") == ("“Dam and road hit”",)


def test_names_may_have_marks_of_ours() -> None:
    clauses = slots.Clauses(slots.FIGURE)
    told = [slots.Clause(("Delta; news",), "3"), slots.Clause(("Radio: one", "A. Coder"), "at least 4")]
    assert clauses.read(clauses.written(told)) == tuple(told)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (slots.NUMBER, "three"), (slots.NUMBER, "٣"), (slots.FIGURE, "at most 3"), (slots.FIGURE, "3 to"),
        (slots.DAY, "2026-02-30"), (slots.DAYS, "soon"), (slots.Word(("early",)), "late"),
        (slots.Listing(("bus",)), "bus, train"), (slots.CATEGORIES, "3 people"), (slots.BLAMED, "the army (unsure)"),
        (slots.Clauses(slots.FIGURE), "Delta: 3; 4"), (Part(BEFORE), "roads end"),
        (Part(BEFORE, joint="; "), "2 roads end; and more"),
    ],
)  # fmt: skip
def test_what_a_slot_does_not_write_it_does_not_read(slot: slots.Slot[Any], text: str) -> None:
    with pytest.raises(slots.Unread):
        slot.read(text)


def test_a_part_may_be_several_sentences() -> None:
    part = Part(BEFORE, NAMED, joint="; ")
    assert [found.sentence for found in part.read("2 roads end; Accounts name Ann.; 1 road ends")] == [
        BEFORE,
        NAMED,
        BEFORE,
    ]


def test_days_are_read_as_days() -> None:
    day = datetime.date(2026, 2, 21)
    assert slots.DAYS.read("2026-02-21") == (day, day)
    assert slots.DAYS.read("no day") is None


def test_a_hostile_name_takes_no_time() -> None:
    """A page chooses the names in a sentence; it may choose the words of our templates."""
    began = time.perf_counter()
    for words in (sentence.text.replace("{", "").replace("}", "") for sentence in SENTENCES):
        hostile = f"{words}; {words}: 3 and " * 8
        SENTENCES.read(f"the only figure is that of {hostile}")
        SENTENCES.read(f"Accounts name {hostile}, and for {hostile} it was not.")
        SENTENCES.read(f"The accounts name different perpetrators ({hostile}).")
    assert time.perf_counter() - began < 10
