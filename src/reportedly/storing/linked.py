"""Linked incidents out of the store, with the tellings behind them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, func, select

from reportedly.model.dossier import Dossier
from reportedly.model.errors import SeenOtherwise, StoreError
from reportedly.model.linked import Link, LinkedIncident, version_of
from reportedly.model.telling import Telling
from reportedly.storing import judging, pages, sentences
from reportedly.storing.schema import (
    linked_incidents,
    linked_tellings,
    linkings,
    reports,
    tellings,
)  # fmt: skip
from reportedly.storing.tellings import chunks

_AT_ONCE = 50  # incidents whose tellings are read together


def every(connection: Connection, *, dismissed: bool = False) -> Iterator[LinkedIncident]:
    """Those that pages are about before background, by their first day; with `dismissed` also those that a
    person says are no incident."""
    columns = linked_incidents.c
    query = select(columns.id, columns.value).order_by(
        columns.background, columns.day_start.is_(None), columns.day_start, columns.first
    )
    for row in pages.streamed(connection, query if dismissed else query.where(~columns.dismissed)):
        yield decoded(connection, row)


def some(connection: Connection, incident_ids: Sequence[str]) -> list[LinkedIncident]:
    """The incidents with these ids, in this order; raises `StoreError` where what is stored of one is damaged."""
    found: dict[str, LinkedIncident] = {}
    for part in chunks(incident_ids):
        query = select(linked_incidents.c.id, linked_incidents.c.value).where(linked_incidents.c.id.in_(part))
        found |= {row["id"]: decoded(connection, row) for row in connection.execute(query).mappings()}
    return [found[name] for name in incident_ids if name in found]


class _Held(msgspec.Struct):
    """What of a linked incident's JSON is read where nothing else is asked: the rest is passed over."""

    why: tuple[Link, ...] = ()


_decode_why = msgspec.json.Decoder(_Held).decode


def strongest(connection: Connection, incident_ids: Sequence[str]) -> dict[str, Link]:
    """By id, the likeliest of the links that hold each incident together; none for those of one telling."""
    found: dict[str, Link] = {}
    for part in chunks(incident_ids):
        query = select(linked_incidents.c.id, linked_incidents.c.value).where(linked_incidents.c.id.in_(part))
        for row in connection.execute(query):
            if links := _decode_why(row.value).why:
                found[row.id] = max(links, key=lambda link: link.probability)
    return found


def one(connection: Connection, incident_id: str) -> LinkedIncident:
    """The incident with this id; raises `StoreError` where what is stored of it is damaged."""
    [found] = some(connection, [incident_id])
    return found


def tellings_behind(connection: Connection, incidents: Sequence[LinkedIncident]) -> list[list[Telling]]:
    """Of each incident its current tellings, in its order."""
    members = members_of(connection, [incident.id for incident in incidents])
    told = tellings_of(connection, members)
    found = {row["name"]: told[row["key"]] for row in members}
    return [[found[name] for name in incident.tellings if name in found] for incident in incidents]


def dossiers(connection: Connection) -> Iterator[Dossier]:
    """Every incident that isn't dismissed with what stands behind it, in the order of lists."""
    log = {judged.entry.id: judged.now for judged in judging.log(connection, None)}
    waiting = every(connection)
    while some := list(itertools.islice(waiting, _AT_ONCE)):
        for incident, told in zip(some, tellings_behind(connection, some), strict=True):
            judgements = tuple(log[name] for name in incident.judgements)
            yield Dossier(incident=incident, tellings=tuple(told), judgements=judgements)


def check_seen(connection: Connection, seen: Mapping[str, str]) -> None:
    """Raises `SeenOtherwise` where an incident isn't of the version that is given for its id."""
    now = {incident.id: version_of(incident) for incident in some(connection, sorted(seen))}
    others = tuple(incident for incident, version in sorted(seen.items()) if now.get(incident) != version)
    if others:
        names = ", ".join(incident[:12] for incident in others)
        raise SeenOtherwise(sentences.CHANGED_SINCE.of(incidents=names), others)


def holding(connection: Connection, telling: str) -> str | None:
    """The id of the incident that has this current telling."""
    query = (
        select(linked_incidents.c.id)
        .join(linked_tellings, linked_tellings.c.incident == linked_incidents.c.key)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .where(tellings.c.name == telling)
    )
    return connection.execute(query).scalars().first()


def unlinked(connection: Connection) -> int:
    """How many pages were added since the last run of linking."""
    seen = select(func.coalesce(func.max(linkings.c.reports), 0)).scalar_subquery()
    waiting = select(func.count()).where(reports.c.key > seen, reports.c.key.not_in(pages.replaced()))
    return int(connection.execute(waiting).scalar_one())


def members_of(connection: Connection, incident_ids: Sequence[str]) -> list[RowMapping]:
    """The tellings of these incidents; `linked` is the id of the incident."""
    found: list[RowMapping] = []
    for part in chunks(incident_ids):
        query = (
            select(tellings, linked_incidents.c.id.label("linked"))
            .join(linked_tellings, linked_tellings.c.telling == tellings.c.key)
            .join(linked_incidents, linked_incidents.c.key == linked_tellings.c.incident)
            .where(linked_incidents.c.id.in_(part))
            .order_by(tellings.c.key)
        )
        found += connection.execute(query).mappings()
    return found


def tellings_of(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, Telling]:
    """The tellings of these rows of `tellings`, by their keys."""
    told: dict[int, Telling] = {}
    for part in chunks(sorted({row["incident"] for row in rows})):
        told |= pages.tellings_at(connection, part)
    return {row["key"]: told[row["incident"]] for row in rows}


def decoded(connection: Connection, row: RowMapping) -> LinkedIncident:
    """The incident of a row with `id` and `value`; raises `StoreError` where it's damaged."""
    try:
        return msgspec.json.decode(row["value"], type=LinkedIncident)
    except msgspec.MsgspecError as error:
        file = connection.engine.url.database
        remedy = f"make it anew: reportedly link --anew --store {file}"
        raise StoreError(f"{file}: what it holds of incident {row['id'][:12]} is damaged ({remedy})") from error
