"""What a log of judgements says: which stand, what they ask of linking, which can't stand beside each other.

A log is in the order of its entries. Its tellings are named as they are now; one that is gone is left out.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from reportedly.model import Judgement

Pair = tuple[str, str]


class Constraints(msgspec.Struct, frozen=True):
    """What linking must heed, as pairs of telling ids in sorted order, each with the id of the judgement behind it.

    `not_incidents` are tellings of what a person says is no incident.
    """

    together: dict[Pair, str] = {}
    apart: dict[Pair, str] = {}
    not_incidents: dict[str, str] = {}


def undone(log: Sequence[Judgement]) -> dict[str, str]:
    """The ids of the entries that are undone, each with that of the entry that undoes it.

    Undoing an undo brings the first entry back.
    """
    by: dict[str, str] = {}
    for entry in reversed(log):
        if entry.kind == "undo" and entry.id not in by and entry.undoes is not None:
            by[entry.undoes] = entry.id
    return by


def standing(log: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those not undone, in the order of the log; an undo itself isn't among them."""
    gone = undone(log)
    return tuple(entry for entry in log if entry.kind != "undo" and entry.id not in gone)


def constraints(log: Sequence[Judgement]) -> Constraints:
    """What the standing judgements ask of linking; of two that contradict each other the later counts."""
    heeded: list[Judgement] = []
    for entry in reversed(standing(log)):
        if not contradictions(entry, heeded):
            heeded.append(entry)
    found = Constraints()
    for entry in reversed(heeded):
        found.together.update(dict.fromkeys(_joined(entry), entry.id))
        found.apart.update(dict.fromkeys(_parted(entry), entry.id))
        if entry.kind == "not_an_incident":
            found.not_incidents.update(dict.fromkeys(entry.tellings, entry.id))
    return found


def contradictions(new: Judgement, log: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The standing judgements beside which `new` can't stand, in the order of the log; empty where it can.

    Joining what another keeps apart, over others' joins too, and the reverse; another value of the same field of
    the same incident; a value of what another says is no incident, and the reverse; anything but a note, a state or
    a sign-off of what is sealed.
    """
    entries = standing(log)
    if new.kind in ("merge", "split"):
        against = _torn((*entries, new), new.id)
    elif new.kind in ("value", "not_an_incident"):
        against = {entry.id for entry in entries if _same_incident(entry, new) and _opposed(entry, new)}
    else:
        against = set()
    if new.kind not in ("note", "state", "sign_off"):
        against |= {entry.id for entry in seals(entries, new)}
    return tuple(entry for entry in entries if entry.id in against)


def seals(log: Sequence[Judgement], new: Judgement) -> tuple[Judgement, ...]:
    """The standing entries that seal an incident of which `new` speaks: nobody changes what is sealed unawares."""
    latest: dict[str, Judgement] = {}
    for entry in standing(log):
        if entry.kind == "state" and entry.tellings:
            latest = {first: older for first, older in latest.items() if first not in entry.tellings}
            latest[entry.tellings[0]] = entry
    about = {*new.tellings, *new.others}
    return tuple(entry for first, entry in latest.items() if entry.value == "sealed" and first in about)


def _joined(entry: Judgement) -> Iterator[Pair]:
    if entry.kind == "merge":
        first, *others = entry.tellings or ("",)
        yield from (_sorted(first, other) for other in others)


def _parted(entry: Judgement) -> Iterator[Pair]:
    if entry.kind == "split":
        yield from (_sorted(out, stays) for out in entry.tellings for stays in entry.others)


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _torn(entries: Sequence[Judgement], new: str) -> set[str]:
    """The entries that with `new` ask for two tellings both together and apart."""
    edges: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        for one, other in _joined(entry):
            edges[one].setdefault(other, entry.id)
            edges[other].setdefault(one, entry.id)
    torn: set[str] = set()
    for entry in entries:
        for one, other in _parted(entry):
            way = _way(one, other, edges)
            if way is not None and new in (clash := {*way, entry.id}):
                torn |= clash
    return torn - {new}


def _way(start: str, end: str, edges: Mapping[str, Mapping[str, str]]) -> set[str] | None:
    """The entries over whose joins `start` and `end` are one, along a shortest way; None where they aren't."""
    over: dict[str, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return set(over[here])
        for there, entry in sorted(edges.get(here, {}).items()):
            if there not in over:
                over[there] = (*over[here], entry)
                waiting.append(there)
    return None


def _same_incident(old: Judgement, new: Judgement) -> bool:
    """Whether the older one is about the incident of which `new` speaks: it goes with the first of its tellings."""
    return bool(old.tellings) and old.tellings[0] in new.tellings


def _opposed(old: Judgement, new: Judgement) -> bool:
    kinds = {old.kind, new.kind}
    if kinds == {"value"}:
        return old.field == new.field and old.value != new.value
    return kinds == {"value", "not_an_incident"}
