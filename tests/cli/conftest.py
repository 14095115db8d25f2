"""For tests of commands on a store: one of two incidents, linked by a plain model."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.cli import faked
from tests.stories import Told, page


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a store of two reports, each of an incident of its own."""
    faked.install(lambda module, name, fake: monkeypatch.setattr(module, name, fake, raising=False))
    path = tmp_path / "store.sqlite"
    with open_store(path) as opened:
        for reading in (page("p1", 8, Told("Qasr", 7, 4)), page("p4", 9, Told("Wasita", 8, 3))):
            opened.add(reading)
        link_store(opened)
    return path
