"""What a page told and tells no longer: it counts no more, and what was known before has it still."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from reportedly.model import LinkedIncident, Reading
from reportedly.running import judging
from reportedly.running.judging import Signed
from reportedly.running.known import changes, history, known_on
from reportedly.running.linking import link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, at, page, withdrawn

ME = Signed("A. Coder", "the pages say so")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)


pytestmark = pytest.mark.usefixtures("plain_model")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def march(day: int) -> datetime.date:
    return datetime.date(2026, 3, day)


def add(store: Store, *readings: Reading) -> list[LinkedIncident]:
    for reading in readings:
        store.add(reading, now=True)
        link_store(store)
    return list(store.incidents())


def as_of(store: Store, day: int) -> tuple[tuple[str, ...], int | None] | None:
    """What tells of the one incident as known on a day of March, and how many were killed at best."""
    (incident,) = store.incidents()
    known = known_on(store, incident, march(day))
    if known is None:
        return None
    assert tuple(telling.id for telling in known.tellings) == known.incident.tellings
    return known.incident.tellings, known.incident.killed.best


THREE = (at(8, page("p1", 8, QASR)), at(9, page("p2", 9, Told("Qasr", 7, 6))), at(10, page("p3", 10, QASR)))


def test_earlier_days_have_a_page_that_is_withdrawn_since(store: Store) -> None:
    add(store, *THREE, withdrawn("p2", 12))
    assert as_of(store, 7) is None
    assert as_of(store, 8) == (("p1#i1",), 4)
    assert as_of(store, 11) == (("p1#i1", "p2#i1", "p3#i1"), 6)
    assert as_of(store, 12) == (("p1#i1", "p3#i1"), 4)
    (now,) = store.incidents()
    [[gone]] = store.gone([now])
    assert (gone.name, gone.revision, gone.day, gone.withdrawn) == ("p2#i1@1", 1, march(12), True)
    assert gone.telling.accounts[0].victims[0].count.low == 6


def test_a_withdrawal_is_a_change_though_others_tell_the_same(store: Store) -> None:
    add(store, *THREE, withdrawn("p3", 12))
    (now,) = store.incidents()
    (change,) = changes(store, march(12))
    assert (change.id, change.kind, change.gone, change.reports) == (now.id, "changed", ("p3",), ())
    assert change.now == now
    assert list(changes(store, march(13))) == []
    day, last = history(store, now)[-1]
    assert (day, last.gone) == (march(12), ("p3",))


def test_a_change_names_the_pages_that_say_it_in_other_words(store: Store) -> None:
    add(store, *THREE, at(12, page("p3", 10, Told("Qasr", 7, 9), extra="Mis à jour. ")))
    (change,) = changes(store, march(12))
    assert (change.revised, change.gone) == (("p3",), ())
    assert change.fields["killed"] == ("6", "9")
    (now,) = store.incidents()
    assert [(day.day, stage.revised) for day, stage in history(store, now) if stage.revised] == [(12, ("p3",))]


def test_a_page_that_changed_around_what_it_tells_changes_nothing(store: Store) -> None:
    add(store, *THREE, at(12, page("p3", 10, QASR, extra="Météo : du soleil. ")))
    assert list(changes(store, march(12))) == []


def test_a_page_that_tells_of_something_else_now_is_gone_from_the_incident(store: Store) -> None:
    add(store, *THREE, at(12, page("p3", 10, WASITA)))
    qasr = next(each for each in store.incidents() if "p1#i1" in each.tellings)
    [[gone]] = store.gone([qasr])
    assert (gone.name, gone.withdrawn) == ("p3#i1@1", False)
    found = {change.kind: change for change in changes(store, march(12))}
    assert set(found) == {"new", "changed"}
    assert found["changed"].gone == ("p3",)


def test_the_first_page_withdrawn_gives_another_id_and_no_split(store: Store) -> None:
    (first,) = add(store, *THREE)
    (now,) = add(store, withdrawn("p1", 12))
    assert now.id != first.id
    assert store.find(first.id).now == now.id
    (change,) = changes(store, march(12))
    assert (change.kind, change.id, change.other, change.gone) == ("changed", now.id, first.id, ("p1",))
    assert as_of(store, 9) == (("p1#i1", "p2#i1"), 6)


def test_a_page_that_comes_back_is_what_it_was(store: Store) -> None:
    (first,) = add(store, *THREE)
    (away,) = add(store, withdrawn("p1", 12))
    (back,) = add(store, at(14, page("p1", 8, QASR)))
    assert back.id == first.id
    assert back.killed == first.killed
    assert store.find(away.id).now == first.id
    assert store.gone([back]) == [[]]
    assert as_of(store, 13) == (("p2#i1", "p3#i1"), 6)
    assert as_of(store, 14) == (("p1#i1", "p2#i1", "p3#i1"), 6)


def test_pages_that_go_one_after_another_leave_what_was_known(store: Store) -> None:
    add(store, *THREE, withdrawn("p3", 12), withdrawn("p2", 13))
    assert as_of(store, 11) == (("p1#i1", "p2#i1", "p3#i1"), 6)
    assert as_of(store, 12) == (("p1#i1", "p2#i1"), 6)
    assert as_of(store, 13) == (("p1#i1",), 4)
    (now,) = store.incidents()
    assert [gone.name for gone in store.gone([now])[0]] == ["p3#i1@1", "p2#i1@1"]


@pytest.mark.parametrize("order", list(permutations(("p1", "p2", "p3"))))
def test_whatever_goes_first_the_day_before_is_the_same(store: Store, order: tuple[str, ...]) -> None:
    add(store, *THREE)
    before = as_of(store, 10)
    for day, name in enumerate(order[:2], 12):
        add(store, withdrawn(name, day))
        assert as_of(store, 10) == before
    add(store, withdrawn(order[2], 20))
    assert list(store.incidents()) == []
    assert "withdrawn" in {change.kind for change in changes(store, march(20))}


def test_what_a_person_merged_was_one_until_its_page_went(store: Store) -> None:
    one, two = add(store, at(8, page("p1", 8, QASR)), at(9, page("p4", 9, WASITA)))
    judging.merge(store, [one.id, two.id], ME)
    add(store, withdrawn("p4", 12))
    merged = datetime.datetime.now(datetime.UTC).date()
    (now,) = store.incidents()
    known = known_on(store, now, merged)
    assert known is not None
    assert known.incident.tellings == ("p1#i1",)
    assert [gone.name for gone in store.gone([now])[0]] == ["p4#i1@1"]
    assert as_of(store, 11) == (("p1#i1",), 4), "the merge came later"


def test_what_a_newer_program_reads_no_longer_was_never_told(store: Store) -> None:
    add(store, *THREE)
    read_anew = msgspec.structs.replace(THREE[2], accounts=(), incidents=())
    add(store, read_anew)
    assert as_of(store, 11) == (("p1#i1", "p2#i1"), 6)
    (now,) = store.incidents()
    assert store.gone([now]) == [[]]


def test_linking_anew_forgets_nothing_of_it(store: Store) -> None:
    add(store, *THREE, withdrawn("p2", 12))
    before = as_of(store, 11)
    link_store(store, anew=True)
    assert as_of(store, 11) == before
