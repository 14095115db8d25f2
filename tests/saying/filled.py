"""Anything that may fill the slots of a template; and the sentences that results hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from reportedly.api.sentences import SENTENCES
from reportedly.model import Incident, LinkedIncident
from reportedly.saying import Part, Sentence, slots

NUMBER = st.integers(0, 10**6)
WORDS = st.lists(st.text("abcdeéгдقصدم█’-", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
LEAST, MOST = st.integers(0, 50), st.integers(51, 99)
FIGURES = st.one_of(
    st.tuples(LEAST, MOST), LEAST.map(lambda n: (n, n)), st.tuples(LEAST, st.none()), st.tuples(st.none(), MOST),
    st.just((None, None)),
)  # fmt: skip
DAYS = st.dates()
MANY = st.builds(
    lambda names, others: (*names, slots.Others(others)) if others else tuple(names),
    st.lists(WORDS, min_size=2, max_size=4),
    st.one_of(st.just(0), st.integers(2, 40)),
)


def named(kind: type) -> Any:
    """What fills slots of these kinds."""
    kinds: dict[Any, Any] = {
        slots.Number: NUMBER,
        slots.Figure: FIGURES,
        slots.Day: DAYS,
        slots.Days: st.one_of(st.none(), st.tuples(DAYS, DAYS)),
        slots.Names: st.one_of(WORDS.map(lambda name: (name,)), MANY),
        slots.Counted: st.one_of(st.none(), NUMBER),
        slots.Listing: st.lists(WORDS, max_size=3).map(tuple),
        slots.Bracketed: st.lists(WORDS, max_size=3).map(tuple),
        slots.Numbered: st.integers(1, 999).map("j{}".format),
        slots.Value: st.one_of(st.none(), NUMBER, WORDS, DAYS.map(str)),
        slots.Id: st.text("0123456789abcdef", min_size=1, max_size=12),
        slots.Country: st.sampled_from(("SY", "ML", "XX")),
        slots.Blamed: st.tuples(WORDS, st.sampled_from(slots.BLAMED.words)),
    }
    return kinds.get(kind, WORDS)


def filling(slot: slots.Slot[Any]) -> st.SearchStrategy[Any]:
    """Anything that the slot can hold."""
    if isinstance(slot, Part):
        one = st.sampled_from(slot.sentences).flatmap(said)
        return one if slot.joint is None else st.lists(one, min_size=1, max_size=3).map(tuple)
    if isinstance(slot, slots.Word):
        return st.sampled_from(slot.words)
    if isinstance(slot, slots.Listing) and slot.words:
        return st.lists(st.sampled_from(slot.words), max_size=3).map(tuple)
    if isinstance(slot, slots.Counts):
        return st.lists(st.tuples(NUMBER, st.sampled_from(slot.words)), min_size=1, max_size=3).map(tuple)
    if isinstance(slot, slots.Clauses):
        value = filling(slot.of).map(slot.of.written)
        clause = st.builds(slots.Clause, filling(slots.NAMES), value)
        return st.lists(clause, min_size=1, max_size=3).map(tuple)
    found: st.SearchStrategy[Any] = named(type(slot))
    return found


def said(sentence: Sentence) -> st.SearchStrategy[Any]:
    """The template with anything in its slots."""
    return st.fixed_dictionaries({name: filling(slot) for name, slot in sentence.slots.items()}).map(
        lambda values: sentence.said(**values)
    )


def sentences_of(result: Incident | LinkedIncident) -> Iterator[str]:
    """All that the program says in its own words of an incident, on one page or of many."""
    estimates = (result.killed, result.injured, *result.killed_by_category.values())
    yield from (estimate.reason for estimate in estimates if estimate.reason)
    yield from (each.explanation for each in result.disagreements)
    if isinstance(result, LinkedIncident):
        yield result.grade_reason
        yield from result.reopened
        for link in (*result.why, *([result.nearest] if result.nearest else [])):
            yield from (*link.agreed, *link.differed)


def unknown(sentences: Iterator[str]) -> list[str]:
    """Those that are of no template: the desk would show them in English."""
    known = ((sentence, SENTENCES.read(sentence)) for sentence in sentences)
    return sorted({sentence for sentence, found in known if found is None or found.text != sentence})
