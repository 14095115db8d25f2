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

LINKED = 0.5
"""The least probability with which a pair may join two clusters; chosen on the development half."""

_ON_AVERAGE = 0.25  # the least mean over all pairs between two clusters
_UNCOMPARED = 0.08  # what a pair counts in the mean that shares no key, or is too improbable to be kept
_WHOLE = 10_000  # probabilities have four decimals

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
    by_part: dict[str, list[tuple[int, float, Couple]]] = defaultdict(list)
    chances: dict[str, dict[Couple, float]] = defaultdict(dict)
    parts = components(known, pairs, couples)
    part_of = {each: part[0] for part in parts for each in part}
    for pair in pairs:
        if pair.a not in part_of or pair.b not in part_of:
            continue
        chances[part_of[pair.a]][pair.a, pair.b] = pair.probability
        if pair.probability >= LINKED:
            by_part[part_of[pair.a]].append((pair.asides, -pair.probability, (pair.a, pair.b)))
    found: list[tuple[str, ...]] = []
    for part in parts:
        growing = _Clusters(part, chances[part[0]], forbidden)
        for a, b in couples:
            if part_of.get(a) == part[0]:
                growing.join(a, b)
        for _, _, (a, b) in sorted(by_part[part[0]]):
            if growing.may_join(a, b):
                growing.join(a, b)
        found += growing.found()
    return sorted(found)


class _Clusters:
    """The clusters of one component while they grow.

    Of two clusters it keeps by how much the pairs between them exceed what uncompared ones count, summed in ten
    thousandths, so that the order of the sums doesn't matter: joining costs what a cluster has neighbours.
    """

    def __init__(self, part: Sequence[str], chances: Mapping[Couple, float], forbidden: set[Couple]) -> None:
        self._of = {each: each for each in part}
        self._members = {each: [each] for each in part}
        self._reports = {each: {_report(each)} for each in part}
        self._excess: dict[str, dict[str, int]] = {each: {} for each in part}
        self._apart: dict[str, set[str]] = {each: set() for each in part}
        for (a, b), chance in chances.items():
            if a in self._of and b in self._of:
                self._excess[a][b] = self._excess[b][a] = round((chance - _UNCOMPARED) * _WHOLE)
        for a, b in forbidden:
            if a in self._of and b in self._of:
                self._apart[a].add(b)
                self._apart[b].add(a)

    def may_join(self, a: str, b: str) -> bool:
        """Whether the clusters of two may be one: of other reports, nothing forbidden, alike on average."""
        one, other = self._of[a], self._of[b]
        if one == other or not self._reports[one].isdisjoint(self._reports[other]):
            return False
        if any(self._of[each] == other for each in self._apart[one]):
            return False
        between = len(self._members[one]) * len(self._members[other])
        return self._excess[one].get(other, 0) >= round((_ON_AVERAGE - _UNCOMPARED) * _WHOLE) * between

    def join(self, a: str, b: str) -> None:
        """Makes the clusters of two one."""
        one, other = self._of[a], self._of[b]
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for each in self._members[other]:
            self._of[each] = one
        self._members[one] += self._members.pop(other)
        self._reports[one] |= self._reports.pop(other)
        self._apart[one] |= self._apart.pop(other)
        for neighbour, excess in self._excess.pop(other).items():
            del self._excess[neighbour][other]
            if neighbour != one:
                both = self._excess[one].get(neighbour, 0) + excess
                self._excess[one][neighbour] = self._excess[neighbour][one] = both

    def found(self) -> list[tuple[str, ...]]:
        """The clusters, each sorted."""
        return [tuple(sorted(members)) for members in self._members.values()]


def _report(telling: str) -> str:
    return telling.rpartition("#")[0]
