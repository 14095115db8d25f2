"""What judgements make of an incident, and when new evidence reopens them."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from reportedly.model import Estimate, Figure, Incident, Judgement, LinkedIncident, When, Where
from reportedly.model.linked import Reported
from reportedly.model.vocabulary import JudgementKind, Standing
from reportedly.reviewing import decided, dismissal, doubts, seen

SATURDAY = datetime.date(2026, 3, 7)
INCIDENT = LinkedIncident(
    id="ab" * 32,
    accounts=("p1#a1", "p2#a1"),
    tellings=("p1#i1", "p2#i1"),
    event=None,
    when=When(start=SATURDAY, end=SATURDAY, precision="day"),
    where=Where(name="Qasr", country="SY", geonames_id=7),
    background=False,
    killed=Estimate(4, 4, 5, "the ministry's"),
    injured=Estimate(),
    killed_by_category={},
    perpetrators=(),
    disagreements=(),
    reports=("p1", "p2"),
    languages=("fr",),
    outlets=("La Gazette",),
    origins=2,
    reprints=(),
    grade="fair",
    grade_reason="two origins",
    unseen=("p1#i1", "p2#i1"),
    stirred=4,
)


def judged(kind: JudgementKind = "value", number: int = 1, **more: Any) -> Judgement:
    given = {"tellings": INCIDENT.tellings, "saw": seen(INCIDENT), **more}
    at = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)
    return Judgement(id=f"j{number}", kind=kind, who="A. Coder", at=at, why="the list", **given)


def later(low: int | None, high: int | None, outcome: Any = "killed", standing: Standing = "counted") -> LinkedIncident:
    """The incident with a third report."""
    figure = Figure(account="p3#a1", outcome=outcome, low=low, high=high, day=None, standing=standing, rule="r")
    return msgspec.structs.replace(INCIDENT, tellings=(*INCIDENT.tellings, "p3#i1"), figures=(figure,))


def test_a_chosen_number_is_best_and_what_is_reported_stays_beside_it() -> None:
    shown = decided(INCIDENT, [judged(field="killed", value=6)])
    assert shown.killed == Estimate(4, 6, 6, "chosen by A. Coder: the list")
    assert (shown.judgements, shown.reopened) == (("j1",), ())
    open_ended = msgspec.structs.replace(INCIDENT, killed=Estimate(4, 4, None))
    assert decided(open_ended, [judged(field="killed", value=6)]).killed.high is None
    assert decided(INCIDENT, [judged(field="injured", value=0)]).injured.best == 0
    assert decided(INCIDENT, [judged(field="killed", value=None)]).killed.best is None


def test_a_chosen_day_place_and_grade() -> None:
    assert decided(INCIDENT, [judged(field="when", value="2026-03-06")]).when == When(
        start=datetime.date(2026, 3, 6), end=datetime.date(2026, 3, 6), precision="day"
    )
    assert decided(INCIDENT, [judged(field="where", value="Wasita")]).where == Where(name="Wasita", country="SY")
    assert decided(INCIDENT, [judged(field="where", value="Qasr")]).where == INCIDENT.where
    graded = decided(INCIDENT, [judged(field="grade", value="confirmed")])
    assert (graded.grade, graded.grade_reason) == ("confirmed", "chosen by A. Coder: the list")


def test_judgements_of_other_incidents_leave_it_alone() -> None:
    assert decided(INCIDENT, [judged(field="killed", value=6, tellings=("p9#i1", "p1#i1"))]) == INCIDENT


def test_what_is_undone_is_not_chosen() -> None:
    assert decided(INCIDENT, [judged(field="killed", value=6), judged("undo", 2, undoes="j1", tellings=())]) == INCIDENT


def test_a_note_is_told_of() -> None:
    assert decided(INCIDENT, [judged("note")]).judgements == ("j1",)


def test_a_merge_is_told_of_by_each_that_it_touches() -> None:
    assert decided(INCIDENT, [judged("merge", tellings=("p0#i1", "p2#i1"))]).judgements == ("j1",)


@pytest.mark.parametrize(
    ("low", "high", "standing", "reopened"),
    [
        (6, 6, "counted", True),
        (3, 3, "counted", True),
        (6, None, "counted", True),
        (4, 5, "counted", False),
        (5, None, "counted", False),
        (6, 6, "copied", False),
        (6, 6, "set_aside", False),
    ],
)
def test_a_later_figure_outside_what_was_seen_reopens_a_number(
    low: int, high: int | None, standing: Standing, reopened: bool
) -> None:
    shown = decided(later(low, high, standing=standing), [judged(field="killed", value=5)])
    assert shown.killed.best == 5
    assert bool(shown.reopened) == reopened
    if reopened:
        assert "p3" in shown.reopened[0]
        assert "A. Coder had seen 4 to 5" in shown.reopened[0]


@pytest.mark.parametrize(
    ("low", "high", "reopened"),
    [(9, 9, True), (9, None, True), (7, 7, True), (6, 6, False), (5, None, False), (4, 6, False), (3, 3, True)],
)
def test_of_an_open_range_the_best_that_was_seen_is_the_upper_end(low: int, high: int | None, reopened: bool) -> None:
    """Whoever saw "at least 4", 6 the best, hasn't seen 9."""
    saw = seen(msgspec.structs.replace(INCIDENT, killed=Estimate(4, 6, None)))
    for entry in (judged(field="killed", value=6, saw=saw), judged("state", value="sealed", saw=saw)):
        shown = decided(later(low, high), [entry])
        told = [sentence for sentence in shown.reopened if sentence.endswith("A. Coder had seen 4 to 6")]
        assert bool(told) == reopened


def test_a_later_figure_of_something_else_reopens_nothing() -> None:
    assert decided(later(9, 9, outcome="injured"), [judged(field="killed", value=5)]).reopened == ()
    assert decided(later(9, 9, outcome="abducted"), [judged(field="injured", value=5)]).reopened == ()


def test_a_page_that_was_read_again_with_another_figure_reopens_a_number() -> None:
    grown = msgspec.structs.replace(INCIDENT, killed=Estimate(4, 4, 9))
    assert "4 to 9 now, 4 to 5 then" in decided(grown, [judged(field="killed", value=5)]).reopened[0]


def test_another_day_place_or_grade_than_then_reopens_the_choice() -> None:
    other = msgspec.structs.replace(
        INCIDENT, when=When(start=SATURDAY.replace(day=9), end=SATURDAY.replace(day=9), precision="day"),
        where=Where(name="Wasita", geonames_id=8), grade="weak",
    )  # fmt: skip
    choices = (("when", "2026-03-07"), ("where", "Qasr"), ("grade", "fair"))
    log = [judged(field=field, value=value, number=n) for n, (field, value) in enumerate(choices)]
    assert len(decided(other, log).reopened) == 3
    assert decided(INCIDENT, log).reopened == ()


def test_two_values_that_came_to_meet_are_both_told() -> None:
    shown = decided(INCIDENT, [judged(field="killed", value=4), judged(field="killed", value=5, number=2)])
    assert shown.killed.best == 5
    assert "j1 and j2" in shown.reopened[0]


def test_a_dismissal_and_what_reopens_it() -> None:
    log = [judged("not_an_incident")]
    assert dismissal(INCIDENT, log) == log[0]
    assert decided(INCIDENT, log).reopened == ()
    assert "tells of 2 harmed" in decided(later(2, 2), log).reopened[0]
    assert dismissal(later(2, 2), log) is None
    assert dismissal(INCIDENT, []) is None


def told(day: int = 7, place: Where | None = None) -> Incident:
    date = datetime.date(2026, 3, day)
    return Incident(
        id="i1", accounts=(), event=None, when=When(start=date, end=date, precision="day"),
        where=place or Where(name="Qasr", country="SY", precision="near", geonames_id=7), background=False,
        killed=Estimate(), injured=Estimate(), killed_by_category={}, perpetrators=(), disagreements=(),
    )  # fmt: skip


def test_reading_again_reopens_a_merge_where_a_telling_is_gone_or_moved() -> None:
    merge = judged("merge")
    assert doubts(merge, {"p1#i1": (told(), told())}) is None
    assert "no longer told" in (doubts(merge, {"p1#i1": (told(), None)}) or "")
    assert "another day" in (doubts(merge, {"p1#i1": (told(), told(day=8))}) or "")
    abroad = Where(name="Qasr", country="LY", precision="near", geonames_id=9)
    assert "another place" in (doubts(merge, {"p1#i1": (told(), told(place=abroad))}) or "")
    coarser = Where(name="Syria", country="SY", precision="country", geonames_id=1)
    assert doubts(merge, {"p1#i1": (told(), told(place=coarser))}) is None
    reason = doubts(merge, {"p1#i1": (told(), None)})
    assert reason is not None
    assert decided(INCIDENT, [merge], {"j1": reason}).reopened == (reason,)


def test_a_state_says_how_far_people_have_come_and_what_came_since() -> None:
    set_then = judged("state", value="in_progress")
    shown = decided(INCIDENT, [set_then])
    assert (shown.state, shown.unseen, shown.stirred) == ("in_progress", (), 0)
    grown = msgspec.structs.replace(later(9, 9), killed=Estimate(4, 9, 9))
    shown = decided(grown, [set_then])
    assert (shown.unseen, shown.stirred, shown.reopened) == (("p3#i1",), 5, ())
    assert decided(INCIDENT, [set_then, judged("undo", 2, undoes="j1", tellings=())]).state == "new"
    new = decided(INCIDENT, [])
    assert (new.state, new.unseen, new.stirred) == ("new", INCIDENT.tellings, 4)


def test_the_latest_state_counts() -> None:
    assert decided(INCIDENT, [judged("state", value="ready"), judged("state", 2, value="new")]).state == "new"


@pytest.mark.parametrize("state", ["ready", "sealed", "cancelled"])
def test_a_figure_outside_what_was_seen_reopens_what_is_closed(state: str) -> None:
    (sentence,) = decided(later(9, 9), [judged("state", value=state)]).reopened
    assert sentence == (f"j1 set the state to {state}: a later report, p3, says 9 killed; A. Coder had seen 4 to 5")
    assert decided(later(5, 5), [judged("state", value=state)]).reopened == ()
    assert decided(later(9, 9, standing="copied"), [judged("state", value=state)]).reopened == ()


def test_what_the_reports_say_stands_beside_what_was_chosen() -> None:
    shown = decided(INCIDENT, [judged(field="killed", value=6), judged(number=2, field="grade", value="weak")])
    assert shown.reported == Reported(killed=INCIDENT.killed, grade="fair", grade_reason="two origins")
    assert decided(INCIDENT, [judged("note")]).reported is msgspec.UNSET
