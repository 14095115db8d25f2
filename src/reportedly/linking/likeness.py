"""How much two texts have in common: the rare words they share, and how near they are in meaning.

These are of a pair, and a row of a table is of one telling: SQL asks for them by the two numbers of a pair (the macros
in `table.py`). Intersecting lists of a hundred words is besides what SQL is slow at: here it takes a fifth of the time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from reportedly.linking import meaning
from reportedly.linking.evidence import Evidence
from reportedly.linking.wording import WEIGHT, length_of, rare_words, words_in

FEWEST_WORDS, FEWEST_PROPER = 15, 5
"""A shorter list says nothing of how much two texts share."""

Couple = tuple[int, int]
Shares = list[float | None]


class Alike(NamedTuple):
    """Of each pair the cosines of weighed rare words, of those with capitals, and of meanings.

    From 0 to 1, of meanings from -1; None where it can't be said. `named` says how many of the two name the other's
    place, where they have two in one language: 0, 1 or 2.
    """

    words: Shares
    proper: Shares
    meaning: Shares
    named: Shares


class Texts:
    """The texts of tellings, numbered as they were given."""

    def __init__(self, everything: Sequence[Evidence], across: Collection[int]) -> None:
        """`across`: the numbers of those that are compared with another language, which alone need a meaning."""
        self._languages = [evidence.language for evidence in everything]
        self._words = _Lists([evidence.words for evidence in everything], FEWEST_WORDS)
        self._proper = _Lists([evidence.proper for evidence in everything], FEWEST_PROPER)
        self._places = _Places(everything)
        self._meanings = _Meanings(everything, across if meaning.can_tell_meaning() else ())

    def alike(self, couples: Sequence[Couple]) -> Alike:
        """What the two texts of each pair have in common; pairs with the same first number are best side by side."""
        same = [self._languages[one] == self._languages[other] for one, other in couples]
        within = [couple if its else None for couple, its in zip(couples, same, strict=True)]
        beyond = [None if its else couple for couple, its in zip(couples, same, strict=True)]
        return Alike(
            self._words.shared(within),
            self._proper.shared(within),
            self._meanings.alike(beyond),
            self._places.named(within),
        )


def town_of(evidence: Evidence) -> tuple[int, ...]:
    """The rare words of its place's name, weighed, in rising order."""
    return rare_words(words_in(evidence.place_name or ""), evidence.language)


class _Lists:
    """Lists of weighed words."""

    def __init__(self, lists: Sequence[Sequence[int]], fewest: int) -> None:
        # Side by side, and not numbers each at its own place in memory: it is gone through for every pair
        self._lists = [array("q", words) for words in lists]
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


class _Places:
    """The names of places, and the texts that may tell of them."""

    def __init__(self, everything: Sequence[Evidence]) -> None:
        self._places = [evidence.place for evidence in everything]
        self._towns = [town_of(evidence) for evidence in everything]
        self._divisions = [rare_words(words_in(each.admin1 or ""), each.language) for each in everything]
        self._texts = [(evidence.words, evidence.proper) for evidence in everything]

    def named(self, couples: Sequence[Couple | None]) -> Shares:
        return [None if couple is None else self._named(*couple) for couple in couples]

    def _named(self, one: int, other: int) -> float | None:
        names = self._towns if self._towns[one] != self._towns[other] else self._divisions  # a namesake's
        if self._places[one] == self._places[other] is not None or names[one] == names[other]:
            return None
        if not names[one] or not names[other]:
            return None
        return float(self._tells(one, names[other]) + self._tells(other, names[one]))

    def _tells(self, number: int, name: tuple[int, ...]) -> bool:
        return any(all(_holds(words, word) for word in name) for words in self._texts[number])


def _holds(words: Sequence[int], word: int) -> bool:
    """Whether a rising list has the number."""
    place = bisect_left(words, word)
    return place < len(words) and words[place] == word


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
