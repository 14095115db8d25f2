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
from reportedly.storing import database, open_store
from tests.people.given import CHEAP


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
