"""What the benchmark of growth says of a small amount of made news."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).parents[1]


@pytest.fixture
def growth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, writing to a folder of its own."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))  # it imports its neighbours
    script = importlib.import_module("growth")
    monkeypatch.setattr(script, "WORK", tmp_path)
    return script


def test_pairs_are_counted_against_the_truth(growth: Any) -> None:
    truth = {"a": "x", "b": "x", "c": "x", "d": "y"}
    assert growth.pairwise([("a", "b"), ("c", "d")], truth) == (1 / 2, 1 / 3)
    assert growth.pairwise([("a", "b", "c"), ("d",)], truth) == (1.0, 1.0)
    assert growth.pairwise([("a",), ("b",), ("c",), ("d",)], truth) == (1.0, 0.0)


def test_a_small_amount_is_linked_alike_at_once_and_in_batches(growth: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "BATCHES", 2)
    file = growth.make(80)
    linked = growth.link(file)
    assert linked.accounts >= 80
    assert 0 < linked.incidents < linked.reports
    assert 0 < linked.precision <= 1
    assert growth.differing(file) == (0, linked.incidents)
