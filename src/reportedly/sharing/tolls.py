"""How many were killed, on which side: GED's seven columns of deaths, so that the four always add up to the best."""

from __future__ import annotations

from typing import NamedTuple

from reportedly.model import Estimate, LinkedIncident
from reportedly.model.vocabulary import FORCES, TollCategory
from reportedly.sharing.parties import Side, Sides

_STATE = frozenset({"state", "external"})
_ORGANISED = frozenset({"state", "external", "group", "militia"})


class Deaths(NamedTuple):
    """The deaths of each side, of civilians, and of whom nobody says; low, best and high of all."""

    a: int
    b: int
    civilians: int
    unknown: int
    best: int
    low: int
    high: int


class Conflict(NamedTuple):
    """UCDP's type of violence (None where it's a coder's to say) and its two sides, the state's first."""

    type: int | None
    a: Side
    b: Side


def conflict_of(sides: Sides) -> Conflict:
    """1 a state against an armed group or a state, 2 two groups, 3 an organised side against civilians."""
    first, second = sides.first, sides.second
    if second.kind == "civilians":
        return Conflict(3 if first.kind in _ORGANISED else None, first, Side("Civilians", "civilians"))
    if first.kind not in _ORGANISED or second.kind not in _ORGANISED:
        return Conflict(None, first, second)
    if first.kind in _STATE or second.kind in _STATE:
        return Conflict(1, *((first, second) if first.kind in _STATE else (second, first)))
    return Conflict(2, first, second)


def estimate_of(estimate: Estimate) -> tuple[int, int, int] | None:
    """Low, best and high, each there where one is; None where nobody says."""
    known = [figure for figure in (estimate.best, estimate.low, estimate.high) if figure is not None]
    if not known:
        return None
    best = known[0]
    low = min(best, estimate.low if estimate.low is not None else best)
    return low, best, max(best, estimate.high if estimate.high is not None else best)


def deaths_of(incident: LinkedIncident, conflict: Conflict) -> Deaths | None:
    """The deaths by side; None where nobody says how many, or nobody died.

    What the categories say is put down to a side as far as it fits into the best figure; where the categories add up to
    more than that, to none. Of violence against civilians neither side has deaths.
    """
    found = estimate_of(incident.killed)
    if found is None or max(found) < 1:
        return None
    low, best, high = found
    forces = sum(_best(incident, category) for category in sorted(FORCES))
    fighters = _best(incident, "armed_group")
    a, b = (forces, fighters) if conflict.type == 1 and conflict.b.kind not in _STATE else (0, 0)
    civilians = _best(incident, "civilian")
    if a + b + civilians > best:
        a, b, civilians = 0, 0, 0
    return Deaths(a, b, civilians, best - a - b - civilians, best, low, high)


def _best(incident: LinkedIncident, category: TollCategory) -> int:
    estimate = incident.killed_by_category.get(category)
    return (estimate.best or 0) if estimate else 0
