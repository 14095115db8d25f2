"""What of a store goes out: as whoever closed an incident had it before them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.model import Dossier
from reportedly.running import judging, linking
from reportedly.running.clearing import cleared
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.sharing.clearing import Policy, Withheld
from reportedly.sharing.veiling import public_report
from reportedly.storing import Store, open_store
from tests.stories import Told, page, scored

ME, OTHER = Signed("A. Coder", "it is in the list"), Signed("An Editor", "I rang the hospital")
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(linking, "scored", scored)
    with open_store(tmp_path / "store.sqlite") as opened:
        for reading in (page("p1", 8, QASR, WASITA), page("p2", 8, QASR)):
            opened.add(reading)
        link_store(opened)
        yield opened


def out(store: Store) -> list[Dossier]:
    return [found for found in cleared(store, Policy()) if isinstance(found, Dossier)]


def test_nothing_goes_out_until_somebody_says_that_it_is_ready(store: Store) -> None:
    assert out(store) == []
    assert [found.reasons for found in cleared(store, Policy()) if isinstance(found, Withheld)] == [("unreviewed",)] * 2
    judging.set_state(store, next(store.incidents()).id, "ready", ME)
    [dossier] = out(store)
    assert (dossier.incident.killed.best, [entry.who for entry in dossier.judgements]) == (4, ["person 1"])


def test_what_came_since_is_not_told(store: Store) -> None:
    """A later page with another toll: its figure goes out once somebody has seen it."""
    (qasr, _) = store.incidents()
    judging.set_state(store, qasr.id, "sealed", ME)
    before = out(store)
    store.add(page("p3", 9, Told("Qasr", 7, 9)))
    link_store(store)
    now = store.incident(qasr.id)
    assert (len(now.reports), now.killed.high, len(now.reopened)) == (3, 9, 1)
    assert out(store) == before
    judging.set_state(store, qasr.id, "sealed", OTHER)
    [dossier] = out(store)
    assert (len(dossier.reports), dossier.incident.killed.high) == (3, 9)
    assert [entry.who for entry in dossier.judgements] == ["person 1", "person 2"]


def test_what_another_incident_of_the_page_names_is_hidden_too(store: Store) -> None:
    """The page's headline, its quotes: the veil goes by all that its reports name."""
    (qasr, _) = store.incidents()
    judging.set_state(store, qasr.id, "ready", ME)
    [dossier] = out(store)
    assert {telling.report.id for telling in dossier.tellings} == set(map(public_report, ("p1", "p2")))
    assert "Qasr" not in str(dossier)
    assert "Wasita" not in str(dossier)
