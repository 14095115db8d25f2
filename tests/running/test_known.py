"""An incident as the reports up to a day told it: linked anew of what was told by then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from reportedly.linking import Evidence, Pair
from reportedly.model import Change, LinkedIncident, Reading
from reportedly.model.errors import NotThere
from reportedly.running import judging, linking
from reportedly.running.judging import Signed
from reportedly.running.known import changes, history, known_on, some_changes
from reportedly.running.linking import link_readings, link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "it is in the list")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)


pytestmark = pytest.mark.usefixtures("plain_model")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def as_of(store: Store, incident: LinkedIncident, day: datetime.date) -> LinkedIncident | None:
    known = known_on(store, incident, day)
    if known is None:
        return None
    assert tuple(telling.id for telling in known.tellings) == known.incident.tellings
    return known.incident


def add(store: Store, *readings: Reading) -> list[LinkedIncident]:
    for reading in readings:
        store.add(reading)
    link_store(store)
    return list(store.incidents())


def test_as_known_on_a_day(store: Store) -> None:
    pages = (page("p1", 8, QASR), page("p2", 10, Told("Qasr", 7, 6)), page("p3", 12, Told("Qasr", 7, 9)))
    (now,) = add(store, *pages)
    day = datetime.date(2026, 3, 8)
    assert as_of(store, now, day.replace(day=7)) is None
    then = as_of(store, now, day.replace(day=11))
    assert then is not None
    assert then.tellings == ("p1#i1", "p2#i1")
    (alone,) = link_readings(pages[:2])
    assert msgspec.structs.replace(then, id=alone.id) == alone
    last = as_of(store, now, day.replace(day=12))
    assert last == msgspec.structs.replace(now, nearest=None)


def test_as_known_before_the_report_that_makes_two_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two tell of different tolls on different days; the third, days later, fits both."""
    sure = {("p1#i1", "p2#i1"): 0.3, ("p1#i1", "p3#i1"): 0.9, ("p2#i1", "p3#i1"): 0.8}

    def as_sure(new: Sequence[Evidence], old: Sequence[Evidence] = ()) -> list[Pair]:
        return [pair._replace(probability=sure[pair.a, pair.b]) for pair in scored(new, old)]

    monkeypatch.setattr(linking, "scored", as_sure)
    (now,) = add(store, page("p1", 8, QASR), page("p2", 9, Told("Qasr", 7, 9)), page("p3", 12, Told("Qasr", 7, 5)))
    assert now.tellings == ("p1#i1", "p2#i1", "p3#i1")
    then = as_of(store, now, datetime.date(2026, 3, 10))
    assert then is not None
    assert (then.tellings, then.killed.best) == (("p1#i1",), 4)
    (alone, _) = link_readings([page("p1", 8, QASR), page("p2", 9, Told("Qasr", 7, 9))])
    assert msgspec.structs.replace(then, nearest=None) == msgspec.structs.replace(alone, nearest=None)


def test_as_known_before_a_merge_that_a_person_asked_for(store: Store) -> None:
    one, two = add(store, page("p1", 8, QASR), page("p4", 9, WASITA))
    judging.merge(store, [one.id, two.id], ME)
    merged = store.incident(one.id)
    assert merged.tellings == ("p1#i1", "p4#i1")
    then = as_of(store, merged, datetime.date(2026, 3, 10))
    assert then is not None
    assert then.tellings == ("p1#i1",)


def test_as_known_before_a_page_changed(store: Store) -> None:
    (first,) = add(store, page("p1", 8, QASR))
    (now,) = add(store, page("p1", 8, Told("Tell Amir", 1, 1), Told("Qasr", 7, 6), extra="Mis à jour. "))[1:]
    assert (now.id, now.killed.best) == (first.id, 6)
    then = as_of(store, now, datetime.date(2026, 3, 20))
    assert then is not None
    assert (then.killed.best, then.tellings) == (4, ("p1#i1",))


def test_the_history_has_each_day_on_which_something_changed(store: Store) -> None:
    pages = (page("p1", 8, QASR), page("p2", 10, Told("Qasr", 7, 6)), page("p3", 12, Told("Qasr", 7, 9)))
    (now,) = add(store, *pages)
    judging.choose(store, now.id, "killed", "8", ME)
    stages = history(store, store.incident(now.id))
    days = [day for day, _ in stages]
    assert [day.day for day in days[:3]] == [8, 10, 12]
    assert [change.kind for _, change in stages] == ["new", "changed", "changed", "changed"]
    assert stages[1][1].reports == ("p2",)
    assert stages[-1][1].fields["killed"][1] == "8 (8 to 9)"
    assert history(store, store.incident(now.id), most=2) == stages[-2:]


def test_what_was_known_is_the_same_asked_at_once_or_day_by_day(store: Store) -> None:
    pages = (page("p1", 8, QASR), page("p2", 10, Told("Qasr", 7, 6)), page("p4", 9, WASITA))
    asked = [(each, datetime.date(2026, 3, day)) for each in add(store, *pages) for day in (7, 8, 9, 10, 20)]
    assert store.known(asked) == [store.known([one])[0] for one in asked]
    assert [len(found.tellings) for found in store.known(asked)] == [0, 1, 1, 2, 2, 0, 0, 1, 1, 1]


def test_changes_go_on_behind_the_one_that_was_given_last(store: Store) -> None:
    one, two, *_ = add(store, page("p1", 8, QASR), page("p4", 9, WASITA), page("p6", 3, Told("Wasita", 2, 2)))
    judging.merge(store, [one.id, two.id], ME)
    since = datetime.date(2026, 3, 1)
    found = list(changes(store, since))
    assert [change.kind for change in found] == ["new", "new", "merged"]
    for most in (1, 2, 3, 9):
        pages, after = list[Change](), None
        while True:
            some, after = some_changes(store, since, after=after, most=most)
            assert len(some) <= most
            pages += some
            if after is None:
                break
        assert pages == found
    with pytest.raises(NotThere, match="begin anew"):
        some_changes(store, since, after="0" * 64, most=3)


def test_a_judgement_undone_on_its_day_changes_nothing(store: Store) -> None:
    (now,) = add(store, page("p1", 8, QASR))
    judging.choose(store, now.id, "killed", "8", ME)
    today = datetime.datetime.now(datetime.UTC).date()
    assert [change.fields["killed"][1] for change in changes(store, today)] == ["8 (4 to 8)"]
    judging.undo(store, "j1", ME)
    assert list(changes(store, today)) == []  # as it was yesterday
