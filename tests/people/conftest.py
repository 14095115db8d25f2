"""A team in a file of its own, and one person alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people.given import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.people.close()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path, team=False)
    yield made
    made.people.close()
