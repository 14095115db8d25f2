"""Learned decisions: a logistic model over features that a person can read, its weights in a file.

A model is data, `reading/learned/NAME.tsv`: a feature and its weight a line, the weight a whole number of
thousandths of log-odds. Whole numbers add up to the same sum on every machine, in any order. What fits the
weights is in `training/`; what each model gains is in docs/why/learned.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

UNIT = 1000  # weights are in thousandths of log-odds
BIAS = "bias"
_FOLDER = Path(__file__).parent / "learned"


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: `weights` by feature, in thousandths of log-odds; features without one count nothing."""

    weights: Mapping[str, int]

    def odds(self, features: Iterable[str]) -> int:
        """The log-odds of yes, in thousandths; a feature given twice counts once."""
        return self.weights.get(BIAS, 0) + sum(self.weights.get(feature, 0) for feature in set(features))

    def chance(self, features: Iterable[str]) -> float:
        """The chance of yes, from 0 to 1, rounded to hundredths: finer than that it says nothing."""
        return round(1 / (1 + math.exp(-self.odds(features) / UNIT)), 2)


@cache
def learned(name: str) -> Linear | None:
    """The model of this name; None where none was trained, as for a language without training pages."""
    path = _FOLDER / f"{name}.tsv"
    if not path.exists():
        return None
    lines = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return Linear({feature: int(weight) for feature, weight in lines})
