"""Pairs -> clusters, under what people have judged.

A chain of likely pairs may lead from one incident to another ("the market bombing" of one report is of two towns), so
clusters grow by average linkage: two are joined, the likeliest pair first, where the mean over all pairs between them
is high enough. What reports are about comes before what they tell beside it: a report that recalls last week's attack
in the same town would else take the place of one that is about it.

Components, the tellings that any kept pair connects, are clustered one by one: what is outside a component never
matters to it, so that new reports need only their own components done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportedly.linking.scoring import Pair

LINKED = 0.4
"""The least probability with which a pair may join two clusters; chosen on the development half."""

_ON_AVERAGE = 0.25  # the least mean over all pairs between two clusters
_UNCOMPARED = 0.1  # what a pair counts in the mean that shares no key
_MOST_BETWEEN = 4000  # pairs between two clusters of which the mean is taken

Couple = tuple[str, str]


def components(ids: Iterable[str], pairs: Iterable[Pair], together: Iterable[Couple] = ()) -> list[tuple[str, ...]]:
    """The ids in connected parts, each sorted, in the order of their first ids."""
    root = {each: each for each in ids}

    def find(each: str) -> str:
        while root[each] != each:
            root[each] = root[root[each]]
            each = root[each]
        return each

    for a, b in [*((pair.a, pair.b) for pair in pairs), *together]:
        if a in root and b in root:
            one, other = sorted((find(a), find(b)))
            root[other] = one
    parts: dict[str, list[str]] = defaultdict(list)
    for each in sorted(root):
        parts[find(each)].append(each)
    return sorted(tuple(part) for part in parts.values())


def clusters(
    ids: Iterable[str], pairs: Iterable[Pair], together: Iterable[Couple] = (), apart: Iterable[Couple] = ()
) -> list[tuple[str, ...]]:
    """The ids in clusters, each sorted, in the order of their first ids.

    `together` must be in one cluster, `apart` must not; where both are asked of the same tellings, `together` holds:
    whoever keeps the judgements refuses such a pair. Two tellings of one report are only joined by `together`. The
    order of the arguments' members doesn't matter.
    """
    known, pairs = sorted(set(ids)), list(pairs)
    couples = sorted({(min(a, b), max(a, b)) for a, b in together})
    forbidden = {(min(a, b), max(a, b)) for a, b in apart}
    chances = {(pair.a, pair.b): pair.probability for pair in pairs}
    by_part: dict[str, list[tuple[int, float, Couple]]] = defaultdict(list)
    parts = components(known, pairs, couples)
    part_of = {each: part[0] for part in parts for each in part}
    for pair in pairs:
        if pair.probability >= LINKED and pair.a in part_of and pair.b in part_of:
            by_part[part_of[pair.a]].append((pair.asides, -pair.probability, (pair.a, pair.b)))
    found: list[tuple[str, ...]] = []
    for part in parts:
        growing = _Clusters(part, chances, forbidden)
        for a, b in couples:
            if part_of.get(a) == part[0]:
                growing.join(a, b)
        for _, _, (a, b) in sorted(by_part[part[0]]):
            if growing.may_join(a, b):
                growing.join(a, b)
        found += growing.found()
    return sorted(found)


class _Clusters:
    """The clusters of one component while they grow."""

    def __init__(self, part: Sequence[str], chances: Mapping[Couple, float], forbidden: set[Couple]) -> None:
        self._of = {each: each for each in part}
        self._members = {each: [each] for each in part}
        self._chances = chances
        self._forbidden = forbidden

    def may_join(self, a: str, b: str) -> bool:
        """Whether the clusters of two may be one: of other reports, nothing forbidden, alike on average."""
        one, other = self._members[self._of[a]], self._members[self._of[b]]
        if self._of[a] == self._of[b] or {_report(x) for x in one} & {_report(x) for x in other}:
            return False
        between = [(min(x, y), max(x, y)) for x in one for y in other]
        if self._forbidden and not self._forbidden.isdisjoint(between):
            return False
        seen = between[:_MOST_BETWEEN]
        return sum(self._chances.get(couple, _UNCOMPARED) for couple in seen) >= _ON_AVERAGE * len(seen)

    def join(self, a: str, b: str) -> None:
        """Makes the clusters of two one."""
        one, other = self._of[a], self._of[b]
        if one != other:
            for each in self._members[other]:
                self._of[each] = one
            self._members[one] += self._members.pop(other)

    def found(self) -> list[tuple[str, ...]]:
        """The clusters, each sorted."""
        return [tuple(sorted(members)) for members in self._members.values()]


def _report(telling: str) -> str:
    return telling.rpartition("#")[0]
