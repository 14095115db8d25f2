"""Learned decisions: the arithmetic of a model, and the files that ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly.reading.learned as learned_module
from reportedly.reading.learned import BIAS, UNIT, Linear, learned

FILES = sorted((Path(learned_module.__file__).parent / "learned").glob("*.tsv"))
MOST_BYTES = 200_000


def test_no_weight_no_opinion() -> None:
    assert Linear({}).chance(["anything"]) == 0.5


def test_weights_add_up() -> None:
    model = Linear({BIAS: -UNIT, "a": 2 * UNIT, "b": 500})
    assert model.odds(["a", "b", "unknown"]) == 1500
    assert model.chance(["a"]) == 0.73  # 1 / (1 + e^-1)


@given(st.lists(st.sampled_from("abcdef")))
def test_neither_order_nor_repetition_matters(features: list[str]) -> None:
    model = Linear({"a": 17, "b": -400, "c": 1, "d": 99})
    assert model.odds(features) == model.odds([*reversed(features), *features])


def test_a_model_that_was_never_trained_is_none() -> None:
    assert learned("of-nothing") is None


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_shipped_weights_are_small_sorted_and_whole(path: Path) -> None:
    assert path.stat().st_size <= MOST_BYTES
    model = learned(path.stem)
    assert model is not None
    assert BIAS in model.weights
    names = [line.rsplit("\t", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()]
    assert names == sorted(names, key=lambda name: (name != BIAS, name))
    assert len(names) == len(set(names))
