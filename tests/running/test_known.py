"""An incident as the reports up to a day told it: linked anew of what was told by then."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from reportedly.linking import Evidence, Pair
from reportedly.model import LinkedIncident, Reading
from reportedly.running import judging, linking
from reportedly.running.judging import Signed
from reportedly.running.known import as_of, history
from reportedly.running.linking import link_readings, link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "it is in the list")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)


@pytest.fixture(autouse=True)
def plain_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "scored", scored)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


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
    assert len(history(store, store.incident(now.id), most=2)) == 2
