"""What all tests stand on: new stores are copies of one, nothing waits for the disk, passwords cost next to nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine

from reportedly.people import people
from reportedly.running import linking
from reportedly.storing import Store, database, open_store
from tests.people.given import CHEAP
from tests.stories import Told, page, scored


@pytest.fixture(scope="session", autouse=True)
def new_stores_are_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Making the tables by all their migrations takes longer than most tests of a store."""
    made, connect = tmp_path_factory.mktemp("template") / "store.sqlite", database.connect
    open_store(made).close()

    def copying(path: Path, *, create: bool) -> Engine:
        with suppress(OSError):  # which `connect` has its own words for
            if create and not path.exists() and path.parent.is_dir():
                shutil.copyfile(made, path)
        return connect(path, create=create)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "connect", copying)
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_are_cheap() -> Iterator[None]:
    """To sign in takes a quarter of a second as it is meant to; tests/people/ holds to what is meant."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "Hashing", lambda: CHEAP)
        yield


@pytest.fixture
def plain_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking goes by `tests.stories.scored`, a function of place and day alone."""
    monkeypatch.setattr(linking, "scored", scored)


@pytest.fixture
def two_reports(tmp_path: Path, plain_model: None) -> Iterator[Store]:  # noqa: ARG001
    """A store of two linked reports: one tells of two incidents, the other of one of these."""
    with open_store(tmp_path / "store.sqlite") as opened:
        opened.add(page("one", 8, Told("Qasr", 7, 4), Told("Wasita", 8, 3)))
        opened.add(page("two", 9, Told("Qasr", 7, 5)))
        linking.link_store(opened)
        yield opened
