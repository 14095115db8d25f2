"""Judgements in a store: what is sealed, what comes to it, what a merge or split regroups at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reportedly.model import LinkedIncident, Reading
from reportedly.running import judging, linking
from reportedly.running.judging import JudgementError, Signed
from reportedly.running.linking import link_store
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "it is in the list")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)
PAGES = (
    page("p1", 8, QASR),
    page("p2", 8, Told("Qasr", 7, 5), Told("Wasita", 2, 1)),
    page("p3", 9, Told("Qasr", 7, 5, "un médecin"), WASITA),
    page("p4", 9, WASITA),
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


def add(store: Store, *readings: Reading) -> list[LinkedIncident]:
    for reading in readings:
        store.add(reading)
    link_store(store)
    return list(store.incidents())


def told_by(incidents: Sequence[LinkedIncident]) -> list[tuple[str, ...]]:
    return sorted(incident.tellings for incident in incidents)


def test_a_sealed_incident_stays_as_it_is_until_it_has_another_state(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR), page("p2", 9, QASR))
    judging.choose(store, incident.id, "killed", "8", ME)
    judging.set_state(store, incident.id, "sealed", ME)
    (sealed,) = store.incidents()
    assert (sealed.state, sealed.unseen, sealed.stirred) == ("sealed", (), 0)
    with pytest.raises(JudgementError, match="it is sealed; give it another state first: reportedly judge state"):
        judging.split(store, incident.id, ["p2"], ME)
    with pytest.raises(JudgementError, match=r"j2 .*it is sealed"):
        judging.undo(store, "j1", ME)
    judging.note(store, incident.id, ME)
    judging.set_state(store, incident.id, "in_progress", ME)
    judging.undo(store, "j1", ME)
    with pytest.raises(JudgementError, match="'done' isn't a state; there are: new, in_progress"):
        judging.set_state(store, incident.id, "done", ME)


def test_what_comes_to_a_sealed_incident_is_told(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    judging.set_state(store, incident.id, "sealed", ME)
    (grown,) = add(store, page("p2", 9, Told("Qasr", 7, 9)))
    assert grown.killed.best is not None
    assert (grown.state, grown.unseen, grown.stirred) == ("sealed", ("p2#i1",), grown.killed.best - 4)
    assert [sentence.partition(":")[0] for sentence in grown.reopened] == ["j1 set the state to sealed"]


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_what_a_judgement_regroups_at_once_is_what_linking_anew_gives(store: Store, kind: str) -> None:
    found = add(store, *PAGES)
    if kind == "merge":
        judging.merge(store, [found[0].id, found[-1].id], ME)
    else:
        whole = max(found, key=lambda incident: len(incident.tellings))
        judging.split(store, whole.id, [whole.reports[-1]], ME)
    at_once = told_by(list(store.incidents()))
    assert at_once != told_by(found)
    link_store(store, anew=True)
    assert told_by(list(store.incidents())) == at_once
    judging.undo(store, "j1", ME)
    assert told_by(list(store.incidents())) == told_by(found)


def test_signing_off_goes_with_what_is_sealed_and_is_undone_there(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR), page("p2", 9, QASR))
    judging.set_state(store, incident.id, "sealed", ME)
    judging.sign_off(store, incident.id, "exact_place", ME)
    (sealed,) = store.incidents()
    assert (sealed.judgements, sealed.state) == (("j1", "j2"), "sealed")
    judging.undo(store, "j2", ME)
    assert store.incident(incident.id).judgements == ("j1",)
    with pytest.raises(JudgementError, match="'names' is nothing to sign off; there are: exact_place, sensitive"):
        judging.sign_off(store, incident.id, "names", ME)


def test_an_override_is_in_the_log_and_about_no_incident(store: Store) -> None:
    (incident,) = add(store, page("p1", 8, QASR))
    judging.override(store, "names of private people", ME)
    assert store.incident(incident.id) == incident
    [entry] = store.log()
    assert (entry.kind, entry.value, entry.why, entry.tellings) == (
        "override", "names of private people", "it is in the list", (),
    )  # fmt: skip
