"""A store with a few incidents, and the API over it, as a browser and as a program see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving, make_api
from reportedly.running import linking
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.stories import Told, page, scored

HERE = "http://127.0.0.1"
QASR, WASITA = Told("Qasr", 7, 4), Told("Wasita", 8, 3)
PAGES = (page("p1", 8, QASR), page("p2", 9, Told("Qasr", 7, 6, "un médecin")), page("p3", 9, WASITA))


@pytest.fixture
def store_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of three pages that tell of two incidents."""
    monkeypatch.setattr(linking, "scored", scored)
    file = tmp_path / "store.sqlite"
    with open_store(file) as store:
        for reading in PAGES:
            store.add(reading)
        link_store(store)
    return file


@pytest.fixture
def alone(store_file: Path) -> Iterator[TestClient]:
    """The API for whoever is at this computer."""
    with TestClient(make_api(Serving(store=store_file)), HERE) as client:
        yield client
