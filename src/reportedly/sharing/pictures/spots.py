"""How many were killed where: incidents of one point together, those of places known less closely apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.sharing.pictures.shown import Known, Shown

CLOSE: tuple[Known, ...] = ("place", "near")
"""What is known closely enough to stand at its point; the others stand for an area at its middle."""

Point = tuple[float, float]


class Spot(NamedTuple):
    """Incidents at one point, longitude and latitude, known equally closely. `best` is the sum of best figures.

    `unsaid` is how many of them have no figure of the killed.
    """

    at: Point
    known: Known
    reviewed: bool
    incidents: int
    best: int
    unsaid: int
    name: str | None


class Spots(NamedTuple):
    """The spots, those with the most killed first; how many incidents have no point, and the killed of these."""

    spots: tuple[Spot, ...]
    nowhere: int
    nowhere_best: int


def spots(incidents: Sequence[Shown]) -> Spots:
    """The spots of these incidents."""
    groups: defaultdict[tuple[Point, Known, bool], list[Shown]] = defaultdict(list)
    nowhere = [each for each in incidents if each.at is None]
    for each in incidents:
        if each.at is not None:
            groups[each.at, each.known, each.reviewed].append(each)
    found = [_spot(*key, those) for key, those in groups.items()]
    found.sort(key=lambda spot: (-spot.best, spot.at, spot.known, spot.reviewed))
    return Spots(tuple(found), len(nowhere), _best(nowhere))


def _spot(at: Point, known: Known, reviewed: bool, incidents: Sequence[Shown]) -> Spot:
    names = {each.place for each in incidents if each.place}
    return Spot(
        at=at,
        known=known,
        reviewed=reviewed,
        incidents=len(incidents),
        best=_best(incidents),
        unsaid=sum(each.killed is None for each in incidents),
        name=min(names) if names else None,
    )


def _best(incidents: Sequence[Shown]) -> int:
    return sum(each.killed.best for each in incidents if each.killed)
