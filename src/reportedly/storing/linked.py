"""Linked incidents out of the store, with the tellings behind them, now or as they were known on a day."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, func, or_, select

from reportedly.model.dossier import Dossier
from reportedly.model.errors import SeenOtherwise, StoreError
from reportedly.model.linked import Link, LinkedIncident, version_of
from reportedly.model.telling import Telling
from reportedly.storing import judging, pages, sentences
from reportedly.storing.schema import (
    judgements,
    linked_incidents,
    linked_tellings,
    linkings,
    reports,
    tellings,
)  # fmt: skip
from reportedly.storing.tellings import chunks, each_of, known_on

_AT_ONCE = 50  # incidents whose tellings are read together

Past = tuple[LinkedIncident, datetime.date]
"""An incident, and a day on which it is asked what was known of it."""


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
    members = _members(connection, [incident.id for incident in incidents])
    told = _tellings(connection, members)
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


def known(connection: Connection, asked: Sequence[Past]) -> list[dict[str, Telling]]:
    """For each incident and day, what its reports told of it up to and on that day, by the tellings' present names.

    Of a page that changed it's the words that stood there then, as the newest program read them.
    """
    members: dict[str, list[RowMapping]] = defaultdict(list)
    for row in _members(connection, sorted({incident.id for incident, _ in asked})):
        members[row["linked"]].append(row)
    states = _states(connection, {row["root"] or row["key"] for rows in members.values() for row in rows})
    then: list[dict[str, RowMapping]] = []
    for incident, day in asked:
        rows = {row["name"]: _known_state(states[row["root"] or row["key"]], day) for row in members[incident.id]}
        then.append({name: row for name, row in rows.items() if row is not None})
    told = _tellings(connection, [row for rows in then for row in rows.values()])
    return [{name: told[row["key"]] for name, row in rows.items()} for rows in then]


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


def touched_since(connection: Connection, day: datetime.date, besides: Collection[str]) -> list[str]:
    """The ids of the incidents that may be another on this day or later than before it, in the order of lists.

    A state of a page tells of them that was known then, or a judgement of that time is about them, or about what it
    undid; or they are among `besides`.
    """
    start = datetime.datetime.combine(day, datetime.time())
    earlier = select(func.coalesce(func.max(judgements.c.number), 0)).where(judgements.c.at < start)
    judged = judging.roots_since(connection, connection.execute(earlier).scalar_one())
    again = reports.alias("again")  # its keys come out of an index: of each report's row only the later ones are read
    later = select(reports.c.key).where(
        reports.c.key.in_(select(again.c.key).where(again.c.revision > 1)), reports.c.added >= day
    )
    of_those = func.coalesce(tellings.c.root, tellings.c.key).in_(each_of(judged))
    told = (
        select(linked_tellings.c.incident)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .where(or_(tellings.c.day >= day, tellings.c.report.in_(later), of_those))
    )
    order = linked_incidents.c
    query = (
        select(order.id)
        .where(or_(order.key.in_(told), order.id.in_(each_of(besides))))
        .order_by(order.background, order.day_start.is_(None), order.day_start, order.first)
    )
    return list(connection.execute(query).scalars())


def unlinked(connection: Connection) -> int:
    """How many pages were added since the last run of linking."""
    seen = select(func.coalesce(func.max(linkings.c.reports), 0)).scalar_subquery()
    waiting = select(func.count()).where(reports.c.key > seen, reports.c.key.not_in(pages.replaced()))
    return int(connection.execute(waiting).scalar_one())


def _members(connection: Connection, incident_ids: Sequence[str]) -> list[RowMapping]:
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


def _states(connection: Connection, roots: Collection[int]) -> dict[int, list[RowMapping]]:
    """By the root of a telling, its every state with that of its page, the oldest first."""
    page = (reports.c.text_sha256, reports.c.revision, reports.c.published, reports.c.retrieved, reports.c.added)
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for part in chunks(sorted(roots)):
        query = (
            select(tellings, *page)
            .join(reports, tellings.c.report == reports.c.key)
            .where(or_(tellings.c.root.in_(part), tellings.c.key.in_(part)))
            .order_by(reports.c.revision)
        )
        for row in connection.execute(query).mappings():
            found[row["root"] or row["key"]].append(row)
    return found


def _known_state(states: Sequence[RowMapping], day: datetime.date) -> RowMapping | None:
    """The state that was known on the day: the last whose words were; of one wording the newest reading."""
    wordings: dict[Any, list[RowMapping]] = defaultdict(list)
    for row in states:
        wordings[row["text_sha256"] or row["revision"]].append(row)
    found = None
    for number, rows in enumerate(wordings.values()):
        if known_on(rows[0], first=number == 0) <= day:
            found = rows[-1]
    return found


def _tellings(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, Telling]:
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
