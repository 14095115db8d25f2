"""Which judgements stand, what they ask of linking, which can't stand beside each other."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Judgement
from reportedly.model.vocabulary import JudgementKind
from reportedly.reviewing import constraints, contradictions, standing, undone

DAY = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)


def entry(number: int, kind: JudgementKind, *tellings: str, **more: Any) -> Judgement:
    return Judgement(id=f"j{number}", kind=kind, who="A. Coder", at=DAY, why="seen", tellings=tellings, **more)


def test_an_undo_takes_an_entry_away_and_undoing_it_brings_it_back() -> None:
    merge = entry(1, "merge", "a", "b")
    once = [merge, entry(2, "undo", undoes="j1")]
    assert [j.id for j in standing(once)] == []
    assert undone(once) == {"j1": "j2"}
    twice = [*once, entry(3, "undo", undoes="j2")]
    assert [j.id for j in standing(twice)] == ["j1"]
    assert constraints(twice).together == {("a", "b"): "j1"}


def test_merges_join_and_splits_part_in_sorted_pairs() -> None:
    asked = constraints([entry(1, "merge", "c", "a", "b"), entry(2, "split", "z", others=("y", "x"))])
    assert asked.together == {("a", "c"): "j1", ("b", "c"): "j1"}
    assert asked.apart == {("y", "z"): "j2", ("x", "z"): "j2"}


def test_what_is_no_incident_is_told() -> None:
    assert constraints([entry(1, "not_an_incident", "a", "b")]).not_incidents == {"a": "j1", "b": "j1"}


def test_a_merge_of_what_a_split_keeps_apart_is_a_contradiction() -> None:
    split = entry(1, "split", "b", others=("a",))
    assert contradictions(entry(2, "merge", "a", "b"), [split]) == (split,)
    assert contradictions(entry(3, "merge", "a", "b"), [split, entry(2, "undo", undoes="j1")]) == ()
    assert contradictions(entry(2, "merge", "a", "c"), [split]) == ()


def test_a_contradiction_over_anothers_merge_names_both_entries() -> None:
    log = [entry(1, "merge", "a", "b"), entry(2, "split", "c", others=("a",))]
    assert contradictions(entry(3, "merge", "b", "c"), log) == tuple(log)


def test_a_split_of_what_merges_join_is_a_contradiction() -> None:
    log = [entry(1, "merge", "a", "b"), entry(2, "merge", "b", "c"), entry(3, "merge", "x", "y")]
    assert [j.id for j in contradictions(entry(4, "split", "c", others=("a",)), log)] == ["j1", "j2"]


def test_a_second_value_of_one_field_is_a_contradiction_unless_it_is_the_same() -> None:
    six = entry(1, "value", "a", "b", field="killed", value=6)
    assert contradictions(entry(2, "value", "a", "b", "c", field="killed", value=8), [six]) == (six,)
    assert contradictions(entry(2, "value", "a", "b", field="killed", value=6), [six]) == ()
    assert contradictions(entry(2, "value", "a", "b", field="injured", value=8), [six]) == ()
    assert contradictions(entry(2, "value", "c", field="killed", value=8), [six]) == ()


def test_no_incident_has_no_value() -> None:
    none = entry(1, "not_an_incident", "a")
    value = entry(2, "value", "a", field="killed", value=6)
    assert contradictions(value, [none]) == (none,)
    assert contradictions(none, [value]) == (value,)
    assert contradictions(entry(2, "note", "a"), [none]) == ()


def test_of_entries_that_contradict_each_other_the_later_counts() -> None:
    asked = constraints([entry(1, "split", "b", others=("a",)), entry(2, "merge", "a", "b")])
    assert (asked.together, asked.apart) == ({("a", "b"): "j2"}, {})


names = st.sampled_from("abcdef")
merges = st.builds(
    lambda n, told: entry(n, "merge", *told), st.just(0), st.lists(names, min_size=2, max_size=3, unique=True)
)
splits = st.lists(names, min_size=2, max_size=4, unique=True).map(
    lambda t: entry(0, "split", t[0], others=tuple(t[1:]))
)
logs = st.lists(merges | splits, max_size=8).map(
    lambda entries: [entry(n, j.kind, *j.tellings, others=j.others) for n, j in enumerate(entries, 1)]
)


@given(log=logs)
def test_constraints_never_contradict_each_other(log: list[Judgement]) -> None:
    """Whatever the log, nothing is asked to be both together and apart; the newest entry is always heeded."""
    asked = constraints(log)
    group = {name: name for name in "abcdef"}
    for one, other in asked.together:
        old, new = group[one], group[other]
        group = {name: new if its == old else its for name, its in group.items()}
    assert all(group[one] != group[other] for one, other in asked.apart)
    if log:
        assert log[-1].id in {*asked.together.values(), *asked.apart.values()}


def test_what_is_sealed_takes_notes_and_states_only() -> None:
    sealed = entry(1, "state", "a", "b", value="sealed")
    kinds: tuple[JudgementKind, ...] = ("merge", "split", "value", "not_an_incident")
    for kind in kinds:
        assert contradictions(entry(2, kind, "a", "c"), [sealed]) == (sealed,)
    assert contradictions(entry(2, "split", "c", others=("a",)), [sealed]) == (sealed,)
    assert contradictions(entry(2, "note", "a"), [sealed]) == ()
    assert contradictions(entry(2, "state", "a", value="in_progress"), [sealed]) == ()
    assert contradictions(entry(2, "merge", "c", "d"), [sealed]) == ()


def test_a_later_state_opens_what_was_sealed_even_once_it_is_part_of_more() -> None:
    sealed, opened = entry(1, "state", "b", value="sealed"), entry(2, "state", "a", "b", value="in_progress")
    assert contradictions(entry(3, "split", "b", others=("a",)), [sealed, opened]) == ()
    assert contradictions(entry(3, "split", "b", others=("a",)), [opened, sealed]) == (sealed,)
