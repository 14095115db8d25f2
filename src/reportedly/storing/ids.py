"""Ids of incidents: every id ever given leads to the incident that has its founding telling now.

No bookkeeping of redirects is needed: an id is its founding telling's, and a telling is found again by its words.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Column, Connection, or_, select

from reportedly.model.errors import NotThere
from reportedly.storing import sentences
from reportedly.storing.schema import (
    former_tellings,
    heirs,
    id_changes,
    linked_incidents,
    linked_tellings,
    linkings,
    tellings,
)
from reportedly.storing.tellings import chunks, current_of


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What an id, or the beginning of one, means: the whole id as asked for, and that of the incident now.

    The two differ where incidents were merged or split since; `now` is None where no page tells of it any more.
    """

    asked: str
    now: str | None


class IdChange(msgspec.Struct, frozen=True, kw_only=True):
    """An id that an incident was given or that ended, in UTC; `other` is the incident it was split from or went to."""

    at: datetime.datetime
    id: str
    given: bool
    other: str | None


def find(connection: Connection, beginning: str) -> Found:
    """The id that begins so; raises `NotThere` where none or several do."""
    start = beginning.strip().lower()
    asked = _beginning(connection, start, id_changes.c.id) or _beginning(connection, start, tellings.c.founds)
    file = connection.engine.url.database
    if not asked:
        raise NotThere(sentences.NO_INCIDENT.of(file=file, beginning=repr(beginning)))
    if len(asked) > 1:
        raise NotThere(sentences.SEVERAL_INCIDENTS.of(file=file, beginning=repr(beginning)))
    return Found(asked=asked[0], now=now(connection, asked[0]))


def now(connection: Connection, incident_id: str) -> str | None:
    """The id of the incident to which this one leads.

    The one that has its founding telling; where that is told no longer, the one that holds most of what it held.
    """
    founder = connection.execute(select(tellings.c.key).where(tellings.c.founds == incident_id)).scalar_one_or_none()
    if founder is None:
        return None
    if holding := _holding(connection, [founder]):
        return holding[0]
    held = select(former_tellings.c.telling).where(former_tellings.c.id == incident_id)
    counted = Counter(_holding(connection, list(connection.execute(held).scalars())))
    return min(counted, key=lambda each: (-counted[each], each)) if counted else None


def founders(connection: Connection, incident_ids: Sequence[str]) -> dict[str, str]:
    """By id, the present name of the telling that gives each of these current incidents its id."""
    key_of: dict[str, int] = {}
    for some in chunks(incident_ids):
        query = select(tellings.c.founds, tellings.c.key).where(tellings.c.founds.in_(some))
        key_of |= {row.founds: row.key for row in connection.execute(query)}
    current = current_of(connection, list(key_of.values()))
    return {incident: current[key_of[incident]]["name"] for incident in incident_ids}


def changes(connection: Connection, since: datetime.date) -> list[IdChange]:
    """Which ids ended on this day or later, and which were given to a part of another, as it happened.

    One that was given to what is new says nothing that the incident doesn't.
    """
    start = datetime.datetime.combine(since, datetime.time())
    query = (
        select(linkings.c.at, id_changes)
        .join(linkings, id_changes.c.linking == linkings.c.key)
        .where(linkings.c.at >= start, or_(id_changes.c.kind == "ended", id_changes.c.other.is_not(None)))
        .order_by(id_changes.c.key)
    )
    return [
        IdChange(at=row.at, id=row.id, given=row.kind == "given", other=row.other) for row in connection.execute(query)
    ]


def _beginning(connection: Connection, start: str, column: Column[str]) -> list[str]:
    if not start:
        return []
    query = select(column).where(column >= start, column < start + "g").distinct().order_by(column).limit(2)
    return list(connection.execute(query).scalars())


def _holding(connection: Connection, roots: Sequence[int]) -> list[str]:
    """The ids of the incidents that hold these tellings, one for each that is still told or has an heir."""
    followed = [_followed(connection, root) for root in roots]
    current = current_of(connection, sorted(set(followed)))
    keys = [current[root]["key"] for root in followed if root in current]
    query = select(linked_incidents.c.id).join(linked_tellings)
    found = [connection.execute(query.where(linked_tellings.c.telling == key)).scalar_one_or_none() for key in keys]
    return [each for each in found if each is not None]


def _followed(connection: Connection, root: int) -> int:
    """The telling that has this one's words, where the page told two as one when it was read again."""
    seen = {root}
    while not current_of(connection, [root]):
        heir = connection.execute(select(heirs.c.heir).where(heirs.c.telling == root)).scalar_one_or_none()
        if heir is None or heir in seen:
            break
        root = heir
        seen.add(root)
    return root
