"""Linking as a whole: batch and store agree, whatever the order; ids stay; judgements outlive; killed is undone."""

from __future__ import annotations

import datetime
import itertools
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import LinkedIncident, Reading, founded_id
from reportedly.model.errors import StoreError
from reportedly.model.vocabulary import JudgementField
from reportedly.running import judging, linking
from reportedly.running.judging import JudgementError, Signed
from reportedly.running.known import changes
from reportedly.running.linking import link_readings, link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "it is in the list")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)
numbers = itertools.count()


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


def told_by(incidents: Sequence[LinkedIncident]) -> list[tuple[str, ...]]:
    return sorted(incident.tellings for incident in incidents)


PAGES = (
    page("p1", 8, QASR),
    page("p2", 8, Told("Qasr", 7, 5), Told("Wasita", 2, 1)),
    page("p3", 9, Told("Qasr", 7, 5, "un médecin"), WASITA),
    page("p4", 9, WASITA),
    page("p5", None, Told("Qasr", 8, 4)),
    page("p6", 3, Told("Wasita", 2, 2)),
    page("p7", 3),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store to copy: making its tables takes longest."""
    path = tmp_path_factory.mktemp("empty") / "store.sqlite"
    open_store(path).close()
    return path


@pytest.mark.thorough
@given(order=st.permutations(range(len(PAGES))), cuts=st.sets(st.integers(1, len(PAGES) - 1)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_does_not_matter(empty: Path, order: list[int], cuts: set[int]) -> None:
    """In any order and any batches the store holds what all pages at once give, under ids that stay."""
    whole = {incident.tellings: incident for incident in link_readings(PAGES)}
    path = shutil.copy(empty, empty.parent / f"{next(numbers)}.sqlite")
    with open_store(path) as store:
        founders: dict[str, str] = {}
        for start, end in itertools.pairwise([0, *sorted(cuts), len(order)]):
            found = add(store, *(PAGES[index] for index in order[start:end]))
            for given_before, founder in founders.items():
                assert founder in store.incident(given_before).tellings
            founders |= store.founders(found)
        assert {incident.tellings for incident in found} == whole.keys()
        for incident in found:
            expected = whole[incident.tellings]
            assert msgspec.structs.replace(incident, id=expected.id) == expected
            assert {store.find(founded_id(telling)).now for telling in incident.tellings} == {incident.id}
        if not cuts:
            assert found == list(whole.values())


@given(order=st.permutations(range(len(PAGES))))
@settings(max_examples=20, deadline=None)
def test_without_a_store_the_order_does_not_matter_to_a_byte(order: list[int]) -> None:
    found = list(link_readings(PAGES[index] for index in order))
    assert msgspec.json.encode(found) == msgspec.json.encode(list(link_readings(PAGES)))


def test_a_page_that_is_there_twice_is_used_once() -> None:
    assert list(link_readings([*PAGES, *PAGES])) == list(link_readings(PAGES))
    older = page("p1", 8, Told("Qasr", 7, 9))
    newer = msgspec.structs.replace(
        PAGES[0], report=msgspec.structs.replace(PAGES[0].report, retrieved="2026-03-10T08:00:00Z")
    )
    for both in ([older, newer], [newer, older]):
        (found,) = link_readings(both)
        assert found.killed.best == 4


def test_each_telling_is_in_one_incident_with_why_it_is() -> None:
    found = list(link_readings(PAGES))
    everything = [telling for incident in found for telling in incident.tellings]
    assert sorted(everything) == sorted(set(everything))
    for incident in found:
        assert len(incident.why) == len(incident.tellings) - 1
        if incident.nearest is not None:
            inside = [telling in incident.tellings for telling in incident.nearest.between]
            assert sorted(inside) == [False, True]


def test_an_incident_keeps_its_id_as_reports_come(store: Store) -> None:
    (first,) = add(store, page("late", 9, QASR))
    assert first.id == founded_id("late#i1")
    (second,) = add(store, page("early", 8, Told("Qasr", 7, 5)))
    assert second.id == first.id
    assert second.tellings == ("early#i1", "late#i1")
    assert link_store(store).tellings == 0


def test_an_incident_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    found = add(store, *(page(f"p{day}", day, Told("Qasr", day, 1)) for day in range(1, 19)))
    assert len(found) == 18
    assert store.incident(found[1].id[:12].upper()) == found[1]
    for none in ("zz", "", "%", "' OR 1"):
        with pytest.raises(StoreError, match="no incident's id begins"):
            store.incident(none)
    starts = [incident.id[0] for incident in found]  # 18 ids and 16 digits: two begin alike
    with pytest.raises(StoreError, match="several incidents"):
        store.incident(next(start for start in starts if starts.count(start) > 1))


def test_nothing_new_writes_nothing(store: Store) -> None:
    add(store, *PAGES)
    before = store.path.read_bytes()
    assert str(link_store(store)) == "Nothing new to link."
    assert store.path.read_bytes() == before


def test_linking_all_anew_gives_the_same(store: Store) -> None:
    add(store, PAGES[2])
    found = add(store, *PAGES)
    judging.merge(store, [found[0].id, found[1].id], ME)
    judged = list(store.incidents())
    assert link_store(store, anew=True).tellings == 8
    assert list(store.incidents()) == judged


def test_another_model_links_everything_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, *PAGES)
    monkeypatch.setattr(linking, "scored", lambda *_evidence: [])
    assert link_store(store).tellings == 0
    monkeypatch.setattr(linking, "linker", lambda: "another")
    assert link_store(store).tellings == 8
    assert all(len(incident.tellings) == 1 for incident in store.incidents())


def test_a_damaged_incident_is_told_with_the_remedy_and_made_anew(store: Store) -> None:
    found = add(store, *PAGES)
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE linked_incidents SET value = '{}'")
    connection.close()
    with pytest.raises(StoreError, match=r"is damaged \(make it anew: reportedly link --anew"):
        list(store.incidents())
    link_store(store, anew=True)
    assert list(store.incidents()) == found


def test_merging_and_undoing_gives_back_both_and_ids_lead_on(store: Store) -> None:
    one, two = add(store, page("p1", 8, QASR), page("p4", 9, WASITA))
    entry = judging.merge(store, [one.id, two.id], ME).written
    assert entry is not None
    (joined,) = store.incidents()
    assert joined.id == one.id
    assert (joined.judgements, joined.why[0].judgement) == (("j1",), "j1")
    assert store.incident(two.id) == joined
    judging.undo(store, entry.id, ME)
    assert list(store.incidents()) == [one, two]
    judging.undo(store, "j2", ME)
    assert list(store.incidents()) == [joined]
    with pytest.raises(JudgementError, match="j2: undone already by j3"):
        judging.undo(store, "j2", ME)


def test_splitting_and_undoing(store: Store) -> None:
    (whole,) = add(store, page("p1", 8, QASR), page("p2", 8, Told("Qasr", 7, 5)))
    judging.split(store, whole.id, ["p2"], ME)
    kept, taken = store.incident(founded_id("p1#i1")), store.incident(founded_id("p2#i1"))
    assert told_by([kept, taken]) == [("p1#i1",), ("p2#i1",)]
    assert kept.nearest is not None
    assert kept.nearest.judgement == "j1"
    (third,) = {i.tellings for i in add(store, page("p3", 9, Told("Qasr", 7, 5)))} - {("p1#i1",), ("p2#i1",)}
    assert "p3#i1" in third
    judging.undo(store, "j1", ME)
    assert told_by(list(store.incidents())) == [("p1#i1", "p2#i1", "p3#i1")]


def test_a_contradictory_judgement_is_refused_and_both_are_told(store: Store) -> None:
    (whole,) = add(store, page("p1", 8, QASR), page("p2", 8, Told("Qasr", 7, 5)))
    judging.split(store, whole.id, ["p2"], ME)
    with pytest.raises(JudgementError, match=r"merge: contradicts j1 \(split, by A. Coder .*judge undo j1"):
        judging.merge(store, [founded_id("p1#i1"), founded_id("p2#i1")], ME)
    judging.choose(store, whole.id, "killed", "4", ME)
    with pytest.raises(JudgementError, match="value: contradicts j2"):
        judging.choose(store, whole.id, "killed", "5", ME)
    assert [judged.entry.kind for judged in store.judgements()] == ["split", "value"]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("killed", "many", "isn't a number of people"),
        ("killed", "-1", "isn't a number of people"),
        ("when", "7 March", "isn't a day"),
        ("grade", "sure", "there are: confirmed"),
        ("grade", "unknown", "isn't a grade"),
        ("where", "", "write a place's name"),
    ],
)
def test_a_value_that_cannot_be(store: Store, field: JudgementField, value: str, problem: str) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    with pytest.raises(JudgementError, match=problem):
        judging.choose(store, incident.id, field, value, ME)
    assert store.judgements() == []


def test_a_chosen_value_stands_and_is_reopened_by_a_later_figure(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    judging.choose(store, incident.id, "killed", "4", ME)
    (agreeing,) = add(store, page("p2", 8, QASR))
    assert (agreeing.killed.best, agreeing.reopened) == (4, ())
    (grown,) = add(store, page("p3", 9, Told("Qasr", 7, 9)))
    assert grown.killed.best == 4
    assert len(grown.reopened) == 1
    assert "p3" in grown.reopened[0]


def test_what_is_no_incident_is_left_out_until_a_report_tells_of_harm(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    judging.dismiss(store, incident.id, ME)
    assert list(store.incidents()) == []
    assert store.incident(incident.id).judgements == ("j1",)
    assert add(store, page("p2", 9, QASR)) == []  # a copy
    (again,) = add(store, page("p3", 9, Told("Qasr", 7, 6, "un médecin")))
    assert again.reopened


def test_a_judgement_finds_its_telling_when_the_page_is_read_again_and_the_numbers_shift(store: Store) -> None:
    one, two = add(store, page("p1", 8, WASITA, QASR), page("p4", 9, Told("Tell Amir", 9, 1)))[:2]
    assert (one.tellings, two.tellings) == (("p1#i2",), ("p1#i1",))
    judging.choose(store, one.id, "killed", "6", ME)
    shifted = page("p1", 8, Told("Tell Amir", 5, 2), WASITA, QASR, extra="Mis à jour. ")
    found = {incident.tellings: incident for incident in add(store, shifted)}
    moved = found["p1#i3",]
    assert (moved.id, moved.killed.best, moved.reopened) == (one.id, 6, ())
    assert found["p1#i2",].id == two.id
    assert len({incident.id for incident in found.values()}) == len(found) == 4
    assert link_store(store, anew=True).tellings == 4
    assert {incident.id for incident in store.incidents()} == {incident.id for incident in found.values()}


def test_a_merge_is_reopened_where_its_page_tells_of_it_no_longer(store: Store) -> None:
    one, two = add(store, page("p1", 8, QASR), page("p4", 9, WASITA))
    judging.merge(store, [one.id, two.id], ME)
    (left,) = add(store, page("p4", 9, extra="Cet article a été retiré. "))
    assert left.tellings == ("p1#i1",)
    assert "p4#i1 is no longer told" in left.reopened[0]
    assert store.find(two.id).now is None  # all that it held is gone


def test_a_split_is_reopened_on_both_sides(store: Store) -> None:
    (whole,) = add(store, page("p1", 8, QASR), page("p2", 8, Told("Qasr", 7, 5)))
    judging.split(store, whole.id, ["p2"], ME)
    for gone in add(store, page("p2", 8, Told("Qasr", 3, 5))):
        assert ["p2#i1 is now read to be of another day" in sentence for sentence in gone.reopened] == [True]
    (left,) = add(store, page("p2", 8, extra="Retiré. "))
    assert "no longer told" in left.reopened[0]


def test_what_new_pages_do_not_touch_is_not_written_again(store: Store) -> None:
    add(store, page("p1", 8, QASR), page("p2", 8, Told("Wasita", 7, 5)))
    for reading in (page("p3", 8, QASR), page("p4", 8, Told("Wasita", 7, 5))):
        store.add(reading)
        tally = link_store(store)
        assert (tally.tellings, tally.incidents) == (1, 1)
    assert told_by(list(store.incidents())) == [("p1#i1", "p3#i1"), ("p2#i1", "p4#i1")]


def test_an_id_whose_page_tells_of_it_no_longer(store: Store) -> None:
    first, _ = add(store, page("p1", 8, QASR), page("p2", 8, Told("Qasr", 7, 5)), page("p4", 9, WASITA))
    assert first.id == founded_id("p1#i1")
    found = add(store, page("p1", 8, extra="Retiré. "), page("p4", 9, extra="Retiré. "))
    assert told_by(found) == [("p2#i1",)]
    assert store.find(first.id).now == found[0].id == founded_id("p2#i1")
    assert store.find(founded_id("p4#i1")).now is None
    with pytest.raises(StoreError, match="withdrawn"):
        store.incident(founded_id("p4#i1"))


def test_changes_since_a_day(store: Store) -> None:
    add(
        store,
        page("p1", 8, QASR),
        page("p2", 10, Told("Qasr", 7, 6)),
        page("p4", 9, WASITA),
        page("p6", 3, Told("Wasita", 2, 2)),
    )
    found = {
        change.now.where.name: change
        for change in changes(store, datetime.date(2026, 3, 9))
        if change.now and change.now.where
    }
    assert set(found) == {"Qasr", "Wasita"}
    assert (found["Qasr"].kind, found["Wasita"].kind) == ("changed", "new")
    assert found["Qasr"].reports == ("p2",)
    assert found["Qasr"].fields["killed"][0] == "4"
    assert found["Qasr"].fields["origins"] == ("1", "2")
    assert list(changes(store, datetime.date(2099, 1, 1))) == []


def test_changes_tell_of_ids_that_were_merged(store: Store) -> None:
    one, two = add(store, page("p1", 8, QASR), page("p4", 9, WASITA))
    judging.merge(store, [one.id, two.id], ME)
    found = {change.id: change for change in changes(store, datetime.datetime.now(datetime.UTC).date())}
    assert (found[two.id].kind, found[two.id].other) == ("merged", one.id)
    assert found[one.id].fields["judged"] == (None, "j1")
    assert found[one.id].fields["origins"] == ("1", "2")  # before the merge it was the one report's incident
    assert found[one.id].reports == ("p4",)


def test_a_report_of_days_to_come_and_a_place_abroad_are_told_and_used(store: Store) -> None:
    abroad = Told("Qasr", 7, 4)
    reading = page("p1", 8, abroad)
    account = reading.accounts[0]
    assert account.where is not None
    far = msgspec.structs.replace(account.where, latitude=-40.0, longitude=100.0)
    incident = msgspec.structs.replace(reading.incidents[0], where=msgspec.structs.replace(far, quote=None))
    reading = msgspec.structs.replace(
        reading, accounts=(msgspec.structs.replace(account, where=far),), incidents=(incident,),
        report=msgspec.structs.replace(reading.report, published=datetime.date(2999, 1, 1)),
    )  # fmt: skip
    store.add(reading)
    tally = link_store(store)
    assert len(tally.remarks) == 2
    assert "dated 2999-01-01, after today" in tally.remarks[0]
    assert "Qasr is at -40.00, 100.00, outside SY" in tally.remarks[1]
    assert len(list(store.incidents())) == 1
