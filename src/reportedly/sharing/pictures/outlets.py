"""Sources against sources: of incidents that two outlets both give a toll of, which one gives more."""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from reportedly.sharing.pictures.shown import OutletToll, Shown, Toll

MOST_OUTLETS = 12
"""Outlets that one picture compares."""

ENOUGH = 5
"""Shared incidents from which a ratio is told: the middle of fewer says little."""


class Compared(NamedTuple):
    """One outlet beside another. Of `shared` incidents it gives more in `more`, fewer in `fewer`; in the others their
    ranges meet. `ratio` is the median of its best figure to the other's; None for fewer than `ENOUGH`."""

    shared: int
    more: int
    fewer: int
    ratio: float | None

    @property
    def alike(self) -> int:
        """Incidents in which neither says more than the other."""
        return self.shared - self.more - self.fewer


class Comparison(NamedTuple):
    """The outlets, those that share the most first, and each pair of them both ways.

    `incidents` are those in which at least two of the outlets are compared, `one_text` pairs of figures that aren't,
    since both outlets print one source's text, `unnamed` reports that don't name their outlet, `others` outlets beyond
    the most that are compared.
    """

    outlets: tuple[str, ...]
    pairs: dict[tuple[str, str], Compared]
    incidents: int
    one_text: int
    unnamed: int
    others: int


def comparison(incidents: Sequence[Shown]) -> Comparison:
    """Every two outlets beside each other."""
    shared: Counter[str] = Counter()
    told: defaultdict[tuple[str, str], list[tuple[Toll, Toll]]] = defaultdict(list)
    one_text = 0
    for each in incidents:
        for first, second in combinations(sorted(each.outlets), 2):
            if first.origin == second.origin:
                one_text += 1
                continue
            shared.update((first.outlet, second.outlet))
            told[first.outlet, second.outlet].append((first.toll, second.toll))
    ranked = sorted(shared, key=lambda name: (-shared[name], name))
    names = tuple(ranked[:MOST_OUTLETS])
    pairs = {}
    for (first_name, second_name), tolls in told.items():
        if first_name in names and second_name in names:
            pairs[first_name, second_name] = _compared(tolls)
            pairs[second_name, first_name] = _compared([(b, a) for a, b in tolls])
    return Comparison(
        outlets=names,
        pairs=pairs,
        incidents=sum(_compares(each.outlets, names) for each in incidents),
        one_text=one_text,
        unnamed=sum(each.unnamed for each in incidents),
        others=len(ranked) - len(names),
    )


def _compares(tolls: Sequence[OutletToll], names: Sequence[str]) -> bool:
    return len({each.origin for each in tolls if each.outlet in names}) > 1


def _compared(tolls: Sequence[tuple[Toll, Toll]]) -> Compared:
    ratios = [math.log(a.best) - math.log(b.best) for a, b in tolls if a.best and b.best]
    return Compared(
        shared=len(tolls),
        more=sum(_above(a, b) for a, b in tolls),
        fewer=sum(_above(b, a) for a, b in tolls),
        ratio=math.exp(statistics.median(ratios)) if len(ratios) >= ENOUGH else None,
    )


def _above(one: Toll, other: Toll) -> bool:
    """Whether all that one says is more than all that the other does; "at least 12" is no less than 15."""
    return not other.open and one.low > other.high
