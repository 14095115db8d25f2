"""Tellings that are gone: their page was changed or withdrawn, and tells them no longer.

They count no more. What was known of an incident before they went has them still; that's why each keeps to a telling
that it was linked with, and goes wherever that one goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, or_, select, update

from reportedly.storing.schema import evidence, gone_tellings, linked_tellings, pairs, tellings
from reportedly.storing.tellings import chunks

_GONE = gone_tellings.c


def keep(connection: Connection, leaving: Mapping[int, int]) -> None:
    """Keeps what these were linked with, by root their last state; call it before what was compared is forgotten.

    That is the telling of their incident that was most surely of one incident with them. Those that were gone before
    stay as they are.
    """
    last = set(leaving.values())
    for root, key in leaving.items():
        row = {"telling": root, "beside": _beside(connection, key, last)}
        connection.execute(insert(gone_tellings).prefix_with("OR IGNORE"), row)


def told_again(connection: Connection, roots: Iterable[int]) -> None:
    """These aren't gone any more."""
    for some in chunks(sorted(roots)):
        connection.execute(delete(gone_tellings).where(_GONE.telling.in_(some)))


def inherited(connection: Connection, heirs: Mapping[int, int]) -> None:
    """What kept to one of these tellings keeps to its heir."""
    for root, heir in heirs.items():
        connection.execute(update(gone_tellings).where(_GONE.beside == root).values(beside=heir))


def behind(connection: Connection, roots: Collection[int]) -> dict[int, int]:
    """The gone tellings that keep to one of these, or to another that does: which one, by their roots."""
    found: dict[int, int] = {}
    frontier = {root: root for root in roots}
    while frontier:
        following: dict[int, int] = {}
        for some in chunks(sorted(frontier)):
            for row in connection.execute(select(gone_tellings).where(_GONE.beside.in_(some))):
                if row.telling not in found:
                    found[row.telling] = following[row.telling] = frontier[row.beside]
        frontier = following
    return found


def every(connection: Connection) -> list[int]:
    """The roots of all that are gone."""
    return list(connection.execute(select(_GONE.telling).order_by(_GONE.telling)).scalars())


def kept_to(connection: Connection, roots: Collection[int]) -> set[int]:
    """What these gone tellings keep to, however far it is: first states, of which some may be gone as well."""
    found: set[int] = set()
    frontier = set(roots)
    while frontier:
        beside: set[int] = set()
        for some in chunks(sorted(frontier)):
            query = select(_GONE.beside).where(_GONE.telling.in_(some), _GONE.beside.is_not(None))
            beside |= set(connection.execute(query).scalars())
        frontier = beside - found
        found |= beside
    return found


def _beside(connection: Connection, telling: int, leaving: Collection[int]) -> int | None:
    """The root of what it was linked with most surely, of what stays; None where nothing does."""
    incident = select(linked_tellings.c.incident).where(linked_tellings.c.telling == telling)
    members = (
        select(tellings.c.key, tellings.c.root)
        .join(linked_tellings, linked_tellings.c.telling == tellings.c.key)
        .join(evidence, evidence.c.telling == tellings.c.key)
        .where(linked_tellings.c.incident.in_(incident))
        .order_by(tellings.c.key)
    )
    stay: dict[int, int] = {
        row.key: row.root or row.key for row in connection.execute(members) if row.key not in leaving
    }
    if not stay:
        return None
    compared = select(pairs).where(or_(pairs.c.a == telling, pairs.c.b == telling))
    chance = {row.a + row.b - telling: row.probability for row in connection.execute(compared)}
    return stay[max(stay, key=lambda key: (chance.get(key, 0.0), -key))]
