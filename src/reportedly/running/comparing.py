"""Incidents held against each other: what spoke for and against their being one, and which others come near."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.linking import Evidence, Pair, link_of, scored
from reportedly.model import Link, LinkedIncident
from reportedly.reviewing import Constraints
from reportedly.running.linking import stored_material
from reportedly.storing import Scored, Store

_MOST = 30  # tellings of an incident that are held against another's


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident that comes near one, and the strongest pair between the two, its own telling first."""

    incident: str
    link: Link


def link_between(store: Store, one: LinkedIncident, other: LinkedIncident) -> Link | None:
    """The strongest pair between two incidents, compared now where it never was; None where nothing speaks for it."""
    values, stored = store.compared(sorted({*one.tellings, *other.tellings}))
    material = stored_material(values, stored, Constraints())
    ours = [material.evidence[name] for name in one.tellings if name in material.evidence]
    theirs = [material.evidence[name] for name in other.tellings if name in material.evidence]
    inside = {evidence.id for evidence in ours}
    pairs = [pair for pair in material.pairs if (pair.a in inside) != (pair.b in inside)]
    pairs = pairs or scored(_spread(ours), _spread(theirs), between=True)
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: (pair.probability, pair.a, pair.b))
    return link_of(material.evidence[best.a], material.evidence[best.b], best)


def _spread(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """At most `_MOST` of them, spread over all: hundreds on each side would take minutes."""
    return [evidence[at * len(evidence) // _MOST] for at in range(_MOST)] if len(evidence) > _MOST else evidence


def neighbours(store: Store, incident: LinkedIncident, limit: int = 10) -> list[Neighbour]:
    """The incidents that come nearest to this one, the nearest first; each once."""
    found: dict[str, Scored] = {}
    for pair in store.beside(incident, 4 * limit):
        other = store.holding(pair.b)
        if other is not None and other != incident.id:
            found.setdefault(other, pair)
    return [Neighbour(incident=other, link=_link(store, pair)) for other, pair in list(found.items())[:limit]]


def _link(store: Store, pair: Scored) -> Link:
    values, _ = store.compared([pair.a, pair.b])
    material = stored_material(values, [pair], Constraints())
    a, b = sorted((pair.a, pair.b))
    return link_of(material.evidence[a], material.evidence[b], Pair(a, b, pair.probability, material.pairs[0].answers))
