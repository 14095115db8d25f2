"""Never count twice: mentions of one speaker become lines, parts within totals."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.vocabulary import Category
from reportedly.reading.values import People
from reportedly.reading.victims import merge_mentions


def people(low: int | None, category: Category = "unknown", **more: Any) -> People:
    start = more.pop("at", 0)
    high = more.pop("high", low)
    return People((start, start + 1), low, high, None, category=category, outcome=more.pop("outcome", "killed"), **more)


def lines(*mentions: People) -> list[tuple[int | None, str, int | None]]:
    """Count, category and parent's index of each line."""
    merged = merge_mentions(mentions)
    places = {id(line): n for n, line in enumerate(merged)}
    return [(m.people.low, m.people.category, places.get(id(m.parent)) if m.parent else None) for m in merged]


def total(*mentions: People) -> int:
    return sum(low or 0 for low, _, parent in lines(*mentions) if parent is None)


def test_headline_and_lead_tell_the_same_dead() -> None:
    assert lines(people(12, generic=True), people(12, "civilian")) == [(12, "civilian", None)]


def test_a_total_holds_those_of_different_sides() -> None:
    told = lines(people(3, generic=True), people(2, "military"), people(1, "civilian"))
    assert told == [(3, "unknown", None), (2, "military", 0), (1, "civilian", 0)]


def test_soldiers_and_civilians_add_up_where_no_total_is_told() -> None:
    assert total(people(2, "military"), people(1, "civilian")) == 3


def test_fewer_of_the_same_side_are_a_part() -> None:
    assert total(people(12, "civilian"), people(3, "civilian", roles=("child",))) == 12


def test_a_later_total_takes_in_what_was_told_before() -> None:
    assert total(people(2, "military"), people(7, generic=True)) == 7


def test_sides_that_are_more_than_the_total_are_not_under_it() -> None:
    assert total(people(4, generic=True), people(4, "military"), people(3, "civilian")) == 7


def test_the_exact_number_wins_over_at_least() -> None:
    assert lines(people(10, generic=True, high=None), people(12, generic=True)) == [(12, "unknown", None)]


def test_people_without_a_number_add_nobody() -> None:
    assert total(people(5, "civilian"), people(None)) == 5


def test_parts_stand_under_their_own_line() -> None:
    children = people(3, "civilian", roles=("child",), at=5)
    assert lines(people(9, generic=True, parts=(children,))) == [(9, "unknown", None), (3, "civilian", 0)]


def test_one_person_by_a_longer_and_a_shorter_name_is_one() -> None:
    full, short = frozenset({"paul", "durandal"}), frozenset({"durandal"})
    assert total(people(1, name_words=full), people(1, name_words=short)) == 1
    assert total(people(1, "civilian", name_words=full), people(1, "civilian", name_words=frozenset({"ali"}))) == 2


def test_someone_shot_who_is_told_dead_is_not_injured_too() -> None:
    shot = people(1, outcome="injured", open=True)
    assert lines(shot, people(1)) == [(1, "unknown", None)]
    assert len(lines(people(1, outcome="injured"), people(1, at=400))) == 2


def test_people_of_one_breath_are_never_one_another() -> None:
    women, children = people(2, "civilian", at=1, told=(0, 9)), people(3, "civilian", at=5, told=(0, 9))
    assert total(women, children) == 5
    hurt = people(5, at=1, told=(0, 9), generic=True), people(8, at=5, told=(0, 9), generic=True)
    assert total(*hurt) == 13


def test_others_are_besides_those_just_told_and_the_same_far_off() -> None:
    three, others = people(3, at=10), people(3, at=20, beside=True)
    assert total(three, others) == 6
    assert total(three, people(3, at=900, beside=True)) == 3


def test_some_of_the_dead_are_a_part() -> None:
    assert total(people(4, generic=True), people(3, partial=True, high=None, at=9)) == 4


mention = st.builds(
    people,
    st.integers(1, 20),
    st.sampled_from(["unknown", "civilian", "military"]),
    generic=st.booleans(),
    at=st.integers(0, 10**6),
)


@given(st.lists(mention, min_size=1, max_size=6))
def test_telling_everything_twice_adds_nobody(mentions: list[People]) -> None:
    assert total(*mentions, *mentions) == total(*mentions)


@given(st.lists(mention, min_size=1, max_size=6))
def test_no_line_is_lost_in_a_circle_and_the_total_is_no_less_than_its_largest(mentions: list[People]) -> None:
    merged = merge_mentions(mentions)
    for line in merged:
        steps = 0
        while line.parent is not None and steps <= len(merged):
            line, steps = line.parent, steps + 1
        assert steps <= len(merged)
    assert total(*mentions) >= max(m.low or 0 for m in mentions)


@pytest.mark.parametrize("outcome", ["injured", "abducted"])
def test_outcomes_stay_apart(outcome: Any) -> None:
    assert len(lines(people(2), people(2, outcome=outcome, at=9))) == 2


def test_one_person_shot_and_one_dead_further_down_are_one() -> None:
    told = lines(people(1, outcome="injured", open=True, at=10), people(1, at=400, age=17))
    assert told == [(1, "unknown", None)]


@pytest.mark.parametrize("apart", [{"sex": "f"}, {"age": 4}, {"beside": True}])
def test_sex_age_and_another_set_two_persons_apart(apart: dict[str, Any]) -> None:
    hurt = people(1, outcome="injured", open=True, at=10, sex="m", age=17)
    assert total(hurt, people(1, at=400, **apart)) == 2


def test_a_man_and_a_woman_are_two() -> None:
    assert total(people(1, sex="m"), people(1, at=300, sex="f")) == 2
