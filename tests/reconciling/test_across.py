"""What holds for any reports put together, and stories of several reports."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.linking.origins import Origins
from reportedly.model import Report, Telling
from reportedly.reconciling import Reconciled, page_incidents, reconcile
from tests.reconciling.telling import came_out, put_together, told, words_of

NUMBER = st.one_of(st.integers(0, 30).map(str), st.integers(1, 9).map(lambda n: f"{n}+"), st.just("24-99"))
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "killed": NUMBER, "injured": NUMBER,
        "speaker": st.sampled_from(("medical", "military", "witness", "armed_group")),
        "of": st.sampled_from(("civilian", "armed_group", "military")),
        "by": st.sampled_from(("the army/military/stated", "Northern Front/armed_group/claimed")),
        "on": st.sampled_from(("2026-05-01", "2026-05-02", "2026-04-20 2026-05-01")),
        "at": st.sampled_from(("Tarvell/XX/exact", "Xandia/XX/country", "Ormby/XX/exact")),
        "sure": st.sampled_from(("0.3", "0.9")), "background": st.just("yes"),
    },
)  # fmt: skip
DEAD = st.fixed_dictionaries(
    {"killed": st.integers(0, 30).map(str)},
    optional={"speaker": st.sampled_from(("medical", "witness", "police")), "sure": st.sampled_from(("0.3", "0.9"))},
)
DAYS = st.integers(1, 9).map(lambda n: f"2026-05-0{n}")


@st.composite
def reports(draw: st.DrawFn, of: st.SearchStrategy[dict[str, Any]] = PEOPLE) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        also = {"also": draw(of)} if of is PEOPLE and draw(st.booleans()) else {}
        found.append({"report": f"p{number}", "outlet": f"Outlet {number}", "day": draw(DAYS), **draw(of), **also})
    return found


def together(tellings: list[Telling], copies: dict[str, str] | None = None) -> Reconciled:
    of = {t.report.id: t.report.id for t in tellings} | (copies or {})
    return reconcile(tellings, Origins(of=of))


@settings(max_examples=60, deadline=None)
@given(reports(), st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[dict[str, Any]], chance: Any) -> None:
    tellings = [told(one) for one in found]
    shuffled = chance.sample(tellings, len(tellings))
    assert msgspec.json.encode(together(tellings)) == msgspec.json.encode(together(shuffled))


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(0, 4), DAYS)
def test_a_copy_changes_nothing_but_the_list_of_figures(found: list[dict[str, Any]], which: int, day: str) -> None:
    tellings = [told(one) for one in found]
    original = found[which % len(found)]
    copy = told({**original, "report": "copy", "outlet": "Copyist", "day": max(day, original["day"])})
    alone, both = together(tellings), together([*tellings, copy], {"copy": original["report"]})
    kept = tuple(f for f in both.figures if not f.account.startswith("copy#"))
    assert kept == alone.figures
    assert {f.standing for f in both.figures if f.account.startswith("copy#")} <= {"copied", "part", "denied"}
    assert msgspec.structs.replace(both, figures=()) == msgspec.structs.replace(alone, figures=())


@settings(max_examples=60, deadline=None)
@given(reports())
def test_low_best_and_high_stand_in_order(found: list[dict[str, Any]]) -> None:
    result = put_together(found)
    for estimate in (result.killed, result.injured, *result.killed_by_category.values()):
        numbers = [n for n in (estimate.low, estimate.best, estimate.high) if n is not None]
        assert numbers == sorted(numbers)
        assert estimate.best is not None or not numbers


@settings(max_examples=60, deadline=None)
@given(reports())
def test_every_figure_stands_once(found: list[dict[str, Any]]) -> None:
    tellings = [told(one) for one in found]
    listed = [(f.account, f.outcome) for f in together(tellings).figures]
    counts = {(t.account_id(a), v.outcome) for t in tellings for a in t.accounts for v in a.victims}
    assert sorted(listed) == sorted(counts)


@settings(max_examples=60, deadline=None)
@given(reports(DEAD))
def test_a_report_that_agrees_never_widens(found: list[dict[str, Any]]) -> None:
    """Of plain numbers of the dead; beside sides and injured a further report may show what was set aside to count."""
    before = put_together(found).killed
    more = {"report": "more", "outlet": "One More", "day": max(one["day"] for one in found), "killed": str(before.best)}
    after = put_together([*found, more]).killed
    assert (after.low, after.high) != (None, None)
    assert (before.low or 0) <= (after.low or 0) <= (after.high or 0) <= (before.high or 0)


STORIES: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "a toll that falls twice has fallen from the first": (
        [
            {"report": "p1", "day": "2026-05-01", "killed": "5", "outlet": "Delta Radio"},
            {"report": "p2", "day": "2026-05-02", "killed": "4", "speaker": "medical", "sure": "0.3"},
            {"report": "p3", "day": "2026-05-03", "killed": "3", "outlet": "Harbour News"},
            {"report": "p4", "day": "2026-05-03", "killed": "3", "outlet": "Morning Sheet"},
        ],
        {"killed": "3 3 3"},
    ),
    "a later report of one of the dead lowers nothing": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "5", "speaker": "police", "name": "Tarvell police"},
            {"report": "p2", "day": "2026-06-20", "killed": "1", "speaker": "police", "name": "Tarvell police"},
        ],
        {"killed": "1 5 5"},
    ),
    "an anniversary's figure weighs less than the news": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "9", "outlet": "Harbour News"},
            {"report": "p2", "day": "2027-05-02", "killed": "11", "outlet": "Morning Sheet", "background": "yes"},
        ],
        {"killed": "9 9 11"},
    ),
    "three children of seven dead are no attack of their own": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "7 part 3 child"},
            {"report": "p2", "day": "2026-05-02", "killed": "3", "outlet": "Morning Sheet", "role": "child"},
        ],
        {"killed": "7 7 7"},
    ),
    "at least ten and twelve agree": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "10+"},
            {"report": "p2", "day": "2026-05-02", "killed": "12", "outlet": "Morning Sheet"},
        ],
        {"killed": "10 12 12", "disagreements": {}},
    ),
    "silence is not zero": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "3", "injured": "8"},
            {"report": "p2", "day": "2026-05-02", "killed": "3", "outlet": "Morning Sheet"},
            {"report": "p3", "day": "2026-05-02", "killed": "3", "outlet": "Harbour News"},
        ],
        {"killed": "3 3 3", "injured": "8 8 8"},
    ),
    "zero told as zero is zero": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "0"},
            {"report": "p2", "day": "2026-05-02", "killed": "0", "outlet": "Morning Sheet"},
        ],
        {"killed": "0 0 0"},
    ),
    "the army's own dead are soldiers by its own word": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "4", "of": "military", "speaker": "military",
             "name": "the army", "by": "the army/military/stated"},
            {"report": "p2", "day": "2026-05-02", "killed": "4", "outlet": "Morning Sheet"},
        ],
        {"categories": {"military": "4"}},
    ),
    "fighters, says a monitor too": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "8", "of": "armed_group", "speaker": "military",
             "name": "the army", "by": "the army/military/stated"},
            {"report": "p2", "day": "2026-05-02", "killed": "8", "of": "armed_group", "speaker": "monitor"},
        ],
        {"categories": {"armed_group": "8"}, "grade": "discounted"},
    ),
    "an army that tells of its own strike accepts it": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "2", "speaker": "military", "name": "the Xandian army",
             "by": "the Xandian army/military/stated"},
            {"report": "p2", "day": "2026-05-02", "killed": "2", "outlet": "Morning Sheet", "event": "Attack"},
        ],
        {"grade": "confirmed"},
    ),
    "an army named and a group named by another are rivals": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "2", "by": "the army/military/stated"},
            {"report": "p2", "day": "2026-05-02", "killed": "2", "speaker": "military", "name": "a source",
             "by": "Northern Front/armed_group/accused", "act": "accusation"},
        ],
        {"grade": "contested"},
    ),
    "dozens and thirty-six agree": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "24-99", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-02", "killed": "24-99", "outlet": "Morning Sheet"},
            {"report": "p3", "day": "2026-05-02", "killed": "36", "outlet": "Delta Radio"},
        ],
        {"killed": "24 36 99", "disagreements": {}},
    ),
    "a party's figure weighs least": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "14", "speaker": "military", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-02", "killed": "11", "speaker": "medical", "outlet": "Morning Sheet"},
        ],
        {"killed": "11 11 14", "disagreements": {"killed": "different_speaker"}},
    ),
    "thirty wounded here and forty dead there are different people": (
        [
            {"report": "p1", "day": "2026-05-02", "injured": "30", "speaker": "medical", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-02", "killed": "40", "outlet": "Morning Sheet"},
        ],
        {"killed": "40 40 40", "injured": "30 30 30"},
    ),
    "a toll that rose on one later page only isn't lowered by the first day's": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "3", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-04", "killed": "9", "outlet": "Morning Sheet"},
        ],
        {"killed": "3 9 9", "disagreements": {"killed": "later_update"}},
    ),
    "a report without a day is no later one": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "3", "outlet": "Harbour News"},
            {"report": "p2", "day": "unknown", "killed": "9", "outlet": "Morning Sheet"},
        ],
        {"killed": "3 9 9", "disagreements": {"killed": "contradiction"}},
    ),
    "what the attackers alone claim is no update": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "2", "speaker": "government", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-03", "killed": "6", "speaker": "armed_group", "outlet": "Morning Sheet"},
        ],
        {"killed": "2 2 6", "disagreements": {"killed": "different_speaker"}},
    ),
    "an army that counts fewer of its own dead doesn't deny the attack": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "6", "injured": "2", "of": "military",
             "speaker": "armed_group", "name": "Northern Front",
             "act": "claim_of_responsibility", "by": "Northern Front/armed_group/claimed"},
            {"report": "p2", "day": "2026-05-02", "killed": "2", "of": "military", "speaker": "military",
             "name": "the army", "act": "denial", "outlet": "Morning Sheet", "also": {"injured": "1"}},
        ],
        {"grade": "confirmed"},
    ),
    "an army that denies having killed civilians denies the attack": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "6", "by": "the army/military/accused",
             "speaker": "witness", "act": "accusation"},
            {"report": "p2", "day": "2026-05-02", "killed": "6", "of": "civilian", "speaker": "military",
             "name": "the army", "act": "denial", "outlet": "Morning Sheet"},
        ],
        {"grade": "contested"},
    ),
    "an account that names both sides of a clash differs from nobody": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "6", "event": "Armed clash",
             "by": "the army/military/stated, Northern Front/armed_group/stated"},
            {"report": "p2", "day": "2026-05-02", "killed": "6", "by": "Northern Front/armed_group/stated",
             "outlet": "Morning Sheet"},
        ],
        {"disagreements": {}},
    ),
    "two outlets whose names differ by a number are two speakers": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "0", "outlet": "Radio 1"},
            {"report": "p2", "day": "2026-05-02", "killed": "1", "speaker": "medical", "outlet": "Delta Radio"},
            {"report": "p3", "day": "2026-05-03", "killed": "4", "outlet": "Radio 2", "sure": "0.3"},
        ],
        {"killed": "0 1 4"},
    ),
    "an origin's later text that was hardly understood replaces nothing": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "5", "outlet": "Harbour News"},
            {"report": "p2", "day": "2026-05-04", "killed": "8", "outlet": "Morning Sheet", "origin": "p1",
             "sure": "0.4"},
        ],
        {"killed": "5 5 8"},
    ),
    "five were shot, one died, four are hurt": (
        [
            {"report": "p1", "day": "2026-05-02", "speaker": "police", "injured": "5",
             "also": {"killed": "1", "injured": "4"}},
        ],
        {"killed": "1 1 1", "injured": "4 4 5"},
    ),
    "a gunman told of beside his victims is one of the dead, and none of the hurt": (
        [
            {"report": "p1", "day": "2026-05-02", "killed": "2", "injured": "3",
             "also": {"speaker": "police", "killed": "3", "injured": "4", "role": "attacker"}},
        ],
        {"injured": "3 3 3"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_story(name: str) -> None:
    given_, asked = STORIES[name]
    for order in itertools.permutations(given_):
        assert came_out(put_together(list(order)), asked) == asked


def test_on_one_page_the_dead_are_counted_with_the_attackers_among_them() -> None:
    gunman = {"killed": "1", "role": "attacker"}
    page = {"report": "p1", "day": "2026-05-02", "killed": "2", "also": {"speaker": "police", "killed": "2"}}
    alone = told(page).accounts
    police = told(
        {"report": "p1", "day": "2026-05-02", "speaker": "police", "killed": "2", "also": {"with": "p1", **gunman}}
    )
    both = (alone[0], msgspec.structs.replace(police.accounts[0], id="c"))
    (incident,) = page_incidents(both)
    assert words_of(incident.killed) == "2 3 3"
    assert "attackers who died" in (incident.killed.reason or "")


def test_a_page_without_an_outlet_is_named_by_its_headline() -> None:
    page = Report(id="sha256:" + "a" * 64, text="word")
    assert page.called == "sha256:" + "a" * 12
    assert msgspec.structs.replace(page, title="Four dead in Tarvell").called == "“Four dead in Tarvell”"
    assert msgspec.structs.replace(page, title="Four dead in Tarvell", outlet="Delta Radio").called == "Delta Radio"
    assert len(Report(id="p", text="word", title="dead " * 100).called) < 70


def test_one_report_alone_keeps_its_page_s_figures() -> None:
    telling = told({"report": "p1", "day": "2026-05-02", "killed": "7", "also": {"speaker": "witness", "killed": "2"}})
    result = together([telling])
    assert words_of(result.killed) == words_of(telling.incident.killed)


def test_nothing_to_reconcile_is_an_error() -> None:
    with pytest.raises(ValueError, match="no telling"):
        reconcile([], Origins(of={}))
