"""Fitting of logistic models over named features: what every script here shares.

Needs scikit-learn (`pip install -e .[training]`), which reading doesn't: weights are shipped as data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from reportedly.reading.learned import BIAS, UNIT, Linear

LEARNED = Path(__file__).parents[1] / "src" / "reportedly" / "reading" / "learned"

Example = tuple[frozenset[str], bool]


def fit(examples: Sequence[Example], *, strength: float = 1.0, seen: int = 3, balanced: bool = False) -> Linear:
    """The model of these examples: L2 regularised, `strength` as scikit-learn's C, features seen `seen` times."""
    counted = Counter(feature for features, _ in examples for feature in features)
    rows = [{f: 1.0 for f in features if counted[f] >= seen} for features, _ in examples]
    table = DictVectorizer()
    matrix = table.fit_transform(rows)
    model = LogisticRegression(C=strength, max_iter=5000, class_weight="balanced" if balanced else None)
    model.fit(matrix, [answer for _, answer in examples])
    weights = {name: round(w * UNIT) for name, w in zip(table.get_feature_names_out(), model.coef_[0], strict=True)}
    return Linear({BIAS: round(model.intercept_[0] * UNIT), **{f: w for f, w in weights.items() if w}})


def folds(ids: Sequence[str], number: int = 5) -> Iterator[tuple[list[int], list[int]]]:
    """Indices to train on and to test on, `number` times; by a hash of the id, so that they stay when lines move."""
    fold = [int(hashlib.sha256(each.encode()).hexdigest()[:8], 16) % number for each in ids]
    for held in range(number):
        yield [n for n, f in enumerate(fold) if f != held], [n for n, f in enumerate(fold) if f == held]


def save(model: Linear, name: str) -> Path:
    """Writes the weights, the bias first, else by name: the same model gives the same bytes."""
    path = LEARNED / f"{name}.tsv"
    order = sorted(model.weights, key=lambda feature: (feature != BIAS, feature))
    path.write_text("".join(f"{feature}\t{model.weights[feature]}\n" for feature in order), encoding="utf-8")
    return path
