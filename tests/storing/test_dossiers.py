"""Every incident with what stands behind it, all of one state of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.running import judging, linking
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.storing import Store, linked, open_store
from tests.stories import Told, page, scored

ME = Signed("A. Coder", "the list of the hospital has it")
QASR, WASITA, AMIR = Told("Qasr", 7, 4), Told("Wasita", 8, 3), Told("Tell Amir", 9, 2)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    monkeypatch.setattr(linked, "_AT_ONCE", 2)
    with open_store(tmp_path / "store.sqlite") as opened:
        for reading in (
            page("one", 8, QASR, WASITA),
            page("two", 9, QASR),
            page("three", 9, WASITA),
            page("four", 9, AMIR),
        ):
            opened.add(reading)
        link_store(opened)
        yield opened


def test_each_has_its_tellings_and_the_judgements_that_stand(store: Store) -> None:
    [qasr, *_] = store.incidents()
    judging.choose(store, qasr.id, "killed", "6", ME)
    judging.note(store, qasr.id, ME)
    judging.undo(store, "j2", ME)
    dossiers = list(store.dossiers())
    assert [dossier.incident for dossier in dossiers] == list(store.incidents())
    for dossier in dossiers:
        assert list(dossier.tellings) == store.tellings(dossier.incident)
        assert [account.id for _, account in dossier.accounts()] == [
            name.rpartition("#")[2] for name in dossier.incident.accounts
        ]
        assert tuple(report.id for report in dossier.reports) == dossier.incident.reports
    assert {dossier.incident.id: [entry.id for entry in dossier.judgements] for dossier in dossiers}[qasr.id] == ["j1"]


def test_what_others_write_meanwhile_is_not_in_them(store: Store, tmp_path: Path) -> None:
    before = [incident.id for incident in store.incidents()]
    given = store.dossiers()
    first = next(given)
    with open_store(tmp_path / "store.sqlite") as other:
        judging.merge(other, before, ME)
        assert len(list(other.incidents())) == 1
    assert [first.incident.id, *(dossier.incident.id for dossier in given)] == before
