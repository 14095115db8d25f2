"""What spoke for and against two incidents' being one, and which others come near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.model import LinkedIncident, Reading
from reportedly.model.errors import SeenOtherwise
from reportedly.model.linked import version_of
from reportedly.running import comparing, judging, linking
from reportedly.running.comparing import link_between, neighbours
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "it is in the list")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    monkeypatch.setattr(comparing, "scored", scored)
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def add(store: Store, *readings: Reading) -> list[LinkedIncident]:
    for reading in readings:
        store.add(reading)
    link_store(store)
    return list(store.incidents())


def test_what_was_split_still_comes_near_and_says_why(store: Store) -> None:
    (whole,) = add(store, page("p1", 8, QASR), page("p2", 9, QASR))
    judging.split(store, whole.id, ["p2"], ME)
    one, other = store.incidents()
    (near,) = neighbours(store, one)
    assert near.incident == other.id
    assert near.link.between == ("p1#i1", "p2#i1")
    assert near.link.probability > 0.9
    assert link_between(store, one, other) == near.link
    assert link_between(store, other, one) == near.link


def test_what_was_never_compared_has_no_neighbour(store: Store) -> None:
    one, other = add(store, page("p1", 8, QASR), page("p4", 9, WASITA))
    assert neighbours(store, one) == []
    assert link_between(store, one, other) is None


def test_a_judgement_of_what_has_changed_since_is_refused(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    seen = {incident.id: version_of(incident)}
    judging.note(store, incident.id, Signed("A. Coder", "call the county", seen))
    with pytest.raises(SeenOtherwise, match="changed since you looked at it") as told:
        judging.choose(store, incident.id, "killed", "5", Signed("B. Coder", "the list", seen))
    assert told.value.incidents == (incident.id,)
    assert [judged.entry.kind for judged in store.judgements()] == ["note"]
    now = {incident.id: version_of(store.incident(incident.id))}
    judging.choose(store, incident.id, "killed", "5", Signed("B. Coder", "the list", now))
    with pytest.raises(SeenOtherwise):
        judging.note(store, incident.id, Signed("B. Coder", "the list", {"ab" * 32: "0"}))
