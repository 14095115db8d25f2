"""The strip beside an estimate: a tick for each figure that accounts give, the range, the best."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.model import Estimate, Figure
from reportedly.model.vocabulary import Outcome

WIDTH, MARGIN = 96, 6
"""Units of the drawing from its start to its end; how far from them its ends stay."""


class Strip(msgspec.Struct, frozen=True):
    """Where ticks and range stand, from 0 to `WIDTH`; `numbers` are the figures themselves, in order."""

    ticks: tuple[float, ...]
    low: float
    high: float
    best: float | None
    numbers: tuple[int, ...]


def strip_of(figures: Sequence[Figure], outcome: Outcome, estimate: Estimate) -> Strip | None:
    """The strip of the figures of one outcome; None where fewer than two numbers differ."""
    told = [n for figure in figures if figure.outcome == outcome for n in (figure.low, figure.high) if n is not None]
    numbers = sorted(set(told))
    if len(numbers) < 2:
        return None
    first, last = numbers[0], numbers[-1]

    def at(number: int) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (min(max(number, first), last) - first) / (last - first), 1)

    low = estimate.low if estimate.low is not None else first
    high = estimate.high if estimate.high is not None else last
    best = at(estimate.best) if estimate.best is not None else None
    return Strip(tuple(map(at, numbers)), at(low), at(high), best, tuple(numbers))
