"""Linking with the shipped model: what it says of a pair doesn't depend on what else was read, or when."""

from __future__ import annotations

from pathlib import Path

import msgspec

from reportedly.running.linking import link_readings, link_store
from reportedly.storing import open_store
from tests.stories import Told, page

PAGES = (
    page("p1", 8, Told("Qasr", 7, 14)),
    page("p2", 8, Told("Qasr", 7, 15), Told("Wasita", 2, 1)),
    page("p3", 9, Told("Qasr", 7, 15, "un médecin"), Told("Wasita", 8, 3)),
    page("p4", 9, Told("Wasita", 8, 3)),
    page("p5", None, Told("Tell Amir", 8, 4)),
)


def test_pages_that_arrive_in_two_runs_are_linked_as_all_at_once(tmp_path: Path) -> None:
    whole = list(link_readings(PAGES))
    assert max(len(incident.reports) for incident in whole) == 3
    with open_store(tmp_path / "store.sqlite") as store:
        for part in (PAGES[2:], PAGES[:2]):
            for reading in reversed(part):
                store.add(reading)
            link_store(store)
        found = list(store.incidents())
    assert [msgspec.structs.replace(incident, id="") for incident in found] == [
        msgspec.structs.replace(incident, id="") for incident in whole
    ]
