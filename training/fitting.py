"""Fitting of logistic models over named features: what every script here shares.

Needs scikit-learn (`pip install -e .[training]`), which reading doesn't: weights are shipped as data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from reportedly.reading.learned import BIAS, UNIT, Linear

LEARNED = Path(__file__).parents[1] / "src" / "reportedly" / "reading" / "learned"

Example = tuple[frozenset[str], bool]
Choice = tuple[Sequence[frozenset[str]], int]  # the options' features, and which of them is right
Array = Any  # of numpy


def fit(
    examples: Sequence[Example],
    *,
    weights: Sequence[float] | None = None,
    strength: float = 1.0,
    seen: int = 3,
    balanced: bool = False,
) -> Linear:
    """The model of these examples: L2 regularised, `strength` as scikit-learn's C, features seen `seen` times.

    `weights` say how much each example counts; one of which nobody is sure comes twice, once with each answer.
    """
    counted = Counter(feature for features, _ in examples for feature in features)
    rows = [{f: 1.0 for f in features if counted[f] >= seen} for features, _ in examples]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    model = LogisticRegression(C=strength, max_iter=5000, class_weight="balanced" if balanced else None)
    model.fit(matrix, [answer for _, answer in examples], sample_weight=weights)
    fitted = {name: round(w * UNIT) for name, w in zip(table.get_feature_names_out(), model.coef_[0], strict=True)}
    return Linear({BIAS: round(model.intercept_[0] * UNIT), **{f: w for f, w in fitted.items() if w}})


def folds(ids: Sequence[str], number: int = 5, cut: str = "") -> Iterator[tuple[list[int], list[int]]]:
    """Indices to train on and to test on, `number` times; by a hash of the id, so that they stay when lines move.

    Another `cut` cuts them another way.
    """
    fold = [int(hashlib.sha256((each + cut).encode()).hexdigest()[:8], 16) % number for each in ids]
    for held in range(number):
        yield [n for n, f in enumerate(fold) if f != held], [n for n, f in enumerate(fold) if f == held]


def save(model: Linear, name: str) -> Path:
    """Writes the weights, the bias first, else by name: the same model gives the same bytes."""
    path = LEARNED / f"{name}.tsv"
    order = sorted(model.weights, key=lambda feature: (feature != BIAS, feature))
    path.write_text("".join(f"{feature}\t{model.weights[feature]}\n" for feature in order), encoding="utf-8")
    return path


def fit_choice(examples: Sequence[Choice], *, penalty: float = 1.0, seen: int = 2) -> Linear:
    """The model that chooses one of several: softmax over each example's options, L2 regularised."""
    counted = Counter(feature for options, _ in examples for features in options for feature in features)
    table = DictVectorizer()
    matrix = table.fit_transform(
        [{f: 1.0 for f in fs if counted[f] >= seen} for options, _ in examples for fs in options]
    )
    sizes = [len(options) for options, _ in examples]
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    right = starts + np.array([answer for _, answer in examples])

    def loss(weights: Array) -> tuple[float, Array]:
        scores = matrix @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, starts)
        wrong = powers / sums[group]
        wrong[right] -= 1
        return (
            float(np.log(sums).sum() - scores[right].sum() + penalty / 2 * weights @ weights),
            matrix.T @ wrong + penalty * weights,
        )

    fitted = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = {name: round(w * UNIT) for name, w in zip(table.get_feature_names_out(), fitted, strict=True)}
    return Linear({BIAS: 0, **{f: w for f, w in weights.items() if w}})
