"""Pairs -> clusters, under what people have judged.

A chain of likely pairs may lead from one incident to another ("the market bombing" of one report is of two towns), so
clusters grow by average linkage: two are joined, the likeliest pair first, where the mean over all pairs between them
is high enough. What reports are about comes before what they tell beside it: a report that recalls last week's attack
in the same town would else take the place of one that is about it. But where a report tells two incidents, a telling of
another toll than one of them and of the same as the other isn't joined with the first; nor one that has the day and a
figure of the other, and neither the day nor the toll of the first.

Components, the tellings that likely pairs connect, are clustered one by one: what is outside a component never
matters to it, since only a likely pair joins, so that new reports need only their own components done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from reportedly.linking.scoring import Pair

LINKED = 0.5
"""The least probability with which a pair may join two clusters; chosen on the development half."""

_ON_AVERAGE = 0.25  # the least mean over all pairs between two clusters
_UNCOMPARED = 0.08  # what a pair counts in the mean that shares no key, or is too improbable to be kept
_WHOLE = 10_000  # probabilities have four decimals

Couple = tuple[str, str]


def components(ids: Iterable[str], pairs: Iterable[Pair], together: Iterable[Couple] = ()) -> list[tuple[str, ...]]:
    """The ids in connected parts, each sorted, in the order of their first ids."""
    leader = {each: each for each in ids}
    for a, b in chain(map(itemgetter(0, 1), pairs), together):
        if a in leader and b in leader and leader[a] != leader[b]:  # most pairs are of one set already
            one, other = sorted((leader_of(leader, a), leader_of(leader, b)))
            leader[other] = one
    parts: dict[str, list[str]] = defaultdict(list)
    for each in sorted(leader):
        parts[leader_of(leader, each)].append(each)
    return sorted(tuple(part) for part in parts.values())


def leader_of(leader: dict[str, str], each: str) -> str:
    """Who leads the set that `each` is in, where each is led by another of it or by itself; the way is made shorter."""
    while leader[each] != each:
        leader[each] = leader[leader[each]]
        each = leader[each]
    return each


def clusters(
    ids: Iterable[str], pairs: Iterable[Pair], together: Iterable[Couple] = (), apart: Iterable[Couple] = ()
) -> list[tuple[str, ...]]:
    """The ids in clusters, each sorted, in the order of their first ids.

    `together` must be in one cluster, `apart` must not; where both are asked of the same tellings, `together` holds:
    whoever keeps the judgements refuses such a pair. Two tellings of one report are only joined by `together`. The
    order of the arguments' members doesn't matter.
    """
    pairs, couples = list(pairs), sorted({(min(a, b), max(a, b)) for a, b in together})
    parts = components(sorted(set(ids)), (pair for pair in pairs if pair.probability >= LINKED), couples)
    part_of = {each: number for number, part in enumerate(parts) for each in part}
    growing = [_Clusters(part) for part in parts]
    likely: list[list[tuple[int, float, str, str]]] = [[] for _ in parts]
    one_of_two = _OneOfTwo(pairs)
    for pair in pairs:
        if (number := part_of.get(pair.a)) is not None and number == part_of.get(pair.b):
            growing[number].compared(pair)
            if pair.probability >= LINKED and not one_of_two.is_the_other(pair):
                likely[number].append((pair.asides, -pair.probability, pair.a, pair.b))
    for a, b in apart:
        if (number := part_of.get(a)) is not None and number == part_of.get(b):
            growing[number].forbid(a, b)
    for a, b in couples:
        if a in part_of and b in part_of:
            growing[part_of[a]].join(a, b)
    for part, in_order in zip(growing, likely, strict=True):
        for _, _, a, b in sorted(in_order):
            if part.may_join(a, b):
                part.join(a, b)
    return sorted(cluster for part in growing for cluster in part.found())


class _OneOfTwo:
    """Which of a report's incidents a telling of another report plainly means."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        likely = [pair for pair in pairs if pair.probability >= LINKED]
        self._counted = {side for pair in likely if pair.same_toll for side in _sides(pair)}
        self._dated = {side for pair in likely if pair.same_day_and_figure for side in _sides(pair)}

    def is_the_other(self, pair: Pair) -> bool:
        """Whether a side of this pair means another incident of the report on the other side."""
        sides = _sides(pair)
        return (pair.other_toll and not self._counted.isdisjoint(sides)) or (
            pair.other_day_and_toll and not self._dated.isdisjoint(sides)
        )


def _sides(pair: Pair) -> tuple[Couple, Couple]:
    """Each of the two tellings with the other's report."""
    return (pair.a, _report(pair.b)), (pair.b, _report(pair.a))


class _Clusters:
    """The clusters of one component while they grow.

    Of two clusters it keeps by how much the pairs between them exceed what uncompared ones count, summed in ten
    thousandths, so that the order of the sums doesn't matter: joining costs what a cluster has neighbours.
    """

    def __init__(self, part: Sequence[str]) -> None:
        self._of = {each: each for each in part}
        self._members = {each: [each] for each in part}
        self._reports = {each: {_report(each)} for each in part}
        self._excess: dict[str, dict[str, int]] = {each: {} for each in part}
        self._apart: dict[str, set[str]] = {each: set() for each in part}

    def compared(self, pair: Pair) -> None:
        """Takes in a pair, before anything is joined."""
        self._excess[pair.a][pair.b] = self._excess[pair.b][pair.a] = round((pair.probability - _UNCOMPARED) * _WHOLE)

    def forbid(self, a: str, b: str) -> None:
        """Keeps two apart, before anything is joined."""
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
