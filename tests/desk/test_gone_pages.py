"""Pages that were withdrawn or changed, on every screen of the incident that they told of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving
from reportedly.desk import make_desk
from reportedly.model import Change
from reportedly.running import linking
from reportedly.running.linking import link_store
from reportedly.saying import Sentences
from reportedly.sharing.veiling import Known, veiled
from reportedly.storing import open_store
from tests.stories import Told, at, page, scored, withdrawn

QASR = Told("Qasr", 7, 4)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A desk with one incident of three pages: the second was withdrawn on the 12th, the third changed on the 13th."""
    monkeypatch.setattr(linking, "scored", scored)
    file = tmp_path / "store.sqlite"
    with open_store(file) as store:
        for reading in (
            at(8, page("p1", 8, QASR)),
            at(9, page("p2", 9, Told("Qasr", 7, 6), outlet="The Withdrawing Herald")),
            at(10, page("p3", 10, QASR)),
            withdrawn("p2", 12),
            at(13, page("p3", 10, Told("Qasr", 7, 9), extra="Mis à jour. ")),
        ):
            store.add(reading, now=True)
            link_store(store)
    with TestClient(make_desk(Serving(store=file)), "http://127.0.0.1") as client:
        yield client


def incident(desk: TestClient) -> str:
    return str(desk.get("/api/v1/incidents").json()["rows"][0]["id"])


def dossier(desk: TestClient, day: str | None = None) -> Any:
    return desk.get(f"/api/v1/incidents/{incident(desk)}", params={"as_of": day} if day else {}).json()


def test_the_dossier_lists_what_is_told_no_longer(desk: TestClient) -> None:
    [left] = dossier(desk)["gone"]
    assert (left["page"]["id"], left["revision"], left["day"], left["withdrawn"]) == ("p2", 1, "2026-03-12", True)
    assert left["killed"]["best"] == 6
    assert dossier(desk)["days"] == ["2026-03-08", "2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13"]
    shown = desk.get(f"/incidents/{incident(desk)}").text
    assert "Told no longer" in shown
    assert "withdrawn by its outlet" in shown
    assert 'href="/reports/p2?revision=1"' in shown
    assert "The Withdrawing Herald" in desk.get(f"/incidents/{incident(desk)}/print").text


def test_on_an_earlier_day_it_is_told_still(desk: TestClient) -> None:
    then = dossier(desk, "2026-03-11")
    assert [told["id"] for told in then["told"]] == ["p1#i1", "p2#i1", "p3#i1"]
    assert then["gone"] == []
    assert desk.get(f"/incidents/{incident(desk)}?as_of=2026-03-11").text.count("The Withdrawing Herald") > 0
    assert "Told no longer" not in desk.get(f"/incidents/{incident(desk)}?as_of=2026-03-11").text


def test_changes_and_history_name_the_pages(desk: TestClient) -> None:
    [change] = desk.get("/api/v1/changes?since=2026-03-12").json()["changes"]
    assert (change["gone"], change["revised"], change["reports"]) == (["p2"], ["p3"], [])
    shown = desk.get("/changes?since=2026-03-12").text
    assert "1 page tells it no longer" in shown
    assert "1 page in other words" in shown
    history = desk.get(f"/incidents/{incident(desk)}/history").text
    assert history.index("1 page tells it no longer") < history.index("1 page in other words")


def test_a_withdrawn_page_says_so_and_leads_to_what_stood_there(desk: TestClient) -> None:
    shown = desk.get("/reports/p2").text
    assert "Its outlet took this page away" in shown
    assert 'href="/reports/p2?revision=1"' in shown
    before = desk.get("/reports/p2?revision=1").text
    assert "Its outlet took this page away" not in before
    assert "6 personnes" in before


def test_who_sees_no_names_sees_no_id_that_spells_a_headline() -> None:
    """An id of the source's own making may be an address; of a page that is gone nothing else in a change names it."""
    address = "https://herald.example/a-teacher-slain"
    change = Change(id="0" * 64, kind="changed", revised=("p1",), gone=(address,))
    found = veiled(change, Known(Sentences(())))
    assert address not in str(found)
    assert found["gone"][0].startswith("report:")
