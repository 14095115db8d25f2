"""How much two texts have in common: the rare words they share, and how near they are in meaning.

These are of a pair, and a row of a table is of one telling: SQL asks for them by the two numbers of a pair (the macros
in `table.py`). Intersecting lists of a hundred words is besides what SQL is slow at: here it takes a fifth of the time.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from reportedly.linking import meaning
from reportedly.linking.evidence import Evidence
from reportedly.linking.wording import WEIGHT, length_of

FEWEST_WORDS, FEWEST_PROPER = 15, 5
"""A shorter list says nothing of how much two texts share."""

Couple = tuple[int, int]
Shares = list[float | None]


class Alike(NamedTuple):
    """Of each pair the cosines of weighed rare words, of those with capitals, and of meanings.

    From 0 to 1, of meanings from -1; None where it can't be said.
    """

    words: Shares
    proper: Shares
    meaning: Shares


class Texts:
    """The texts of tellings, numbered as they were given."""

    def __init__(self, everything: Sequence[Evidence], across: Collection[int]) -> None:
        """`across`: the numbers of those that are compared with another language, which alone need a meaning."""
        self._languages = [evidence.language for evidence in everything]
        self._words = _Lists([evidence.words for evidence in everything], FEWEST_WORDS)
        self._proper = _Lists([evidence.proper for evidence in everything], FEWEST_PROPER)
        self._meanings = _Meanings(everything, across if meaning.can_tell_meaning() else ())

    def alike(self, couples: Sequence[Couple]) -> Alike:
        """What the two texts of each pair have in common; pairs with the same first number are best side by side."""
        same = [self._languages[one] == self._languages[other] for one, other in couples]
        within = [couple if its else None for couple, its in zip(couples, same, strict=True)]
        beyond = [None if its else couple for couple, its in zip(couples, same, strict=True)]
        return Alike(self._words.shared(within), self._proper.shared(within), self._meanings.alike(beyond))


class _Lists:
    """Lists of weighed words."""

    def __init__(self, lists: Sequence[Sequence[int]], fewest: int) -> None:
        self._lists = lists
        self._fewest = fewest
        self._lengths = array("d", map(length_of, lists))

    def shared(self, couples: Sequence[Couple | None]) -> Shares:
        found: Shares = []
        first, words = -1, frozenset[int]()
        for couple in couples:
            if couple is None or min(len(self._lists[couple[0]]), len(self._lists[couple[1]])) < self._fewest:
                found.append(None)
                continue
            if couple[0] != first:
                first = couple[0]
                words = frozenset(self._lists[first])
            weight = sum((word & WEIGHT) ** 2 for word in words.intersection(self._lists[couple[1]]))
            found.append(weight / max(self._lengths[first] * self._lengths[couple[1]], 1))
        return found


class _Meanings:
    """Vectors of the texts that need one."""

    _AT_ONCE = 4096  # pairs: two vectors of each are laid side by side

    def __init__(self, everything: Sequence[Evidence], across: Collection[int]) -> None:
        gists = sorted({everything[number].gist for number in across})  # an agency's text begins many reports
        place = {gist: row for row, gist in enumerate(gists)}
        self._row = {number: place[everything[number].gist] for number in across}
        self._vectors: Any = meaning.meanings(gists) if gists else None

    def alike(self, couples: Sequence[Couple | None]) -> Shares:
        found: Shares = [None] * len(couples)
        told = [
            (at, self._row[couple[0]], self._row[couple[1]])
            for at, couple in enumerate(couples)
            if couple and couple[0] in self._row and couple[1] in self._row
        ]
        for start in range(0, len(told), self._AT_ONCE):
            part = told[start : start + self._AT_ONCE]
            ones, others = ([row[side] for row in part] for side in (1, 2))
            for (at, _, _), like in zip(part, meaning.cosines(self._vectors[ones], self._vectors[others]), strict=True):
                found[at] = like
        return found
