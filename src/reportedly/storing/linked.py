"""Linked incidents out of the store, with the tellings behind them, now or as they were known on a day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from reportedly.model.errors import SeenOtherwise, StoreError
from reportedly.model.linked import LinkedIncident, version_of
from reportedly.model.reading import Reading
from reportedly.model.telling import Telling, tellings_of
from reportedly.storing import pages
from reportedly.storing.schema import incidents, linked_incidents, linked_tellings, linkings, reports, tellings
from reportedly.storing.tellings import chunks, known_on


def every(connection: Connection, *, dismissed: bool = False) -> Iterator[LinkedIncident]:
    """Those that pages are about before background, by their first day; with `dismissed` also those that a
    person says are no incident."""
    columns = linked_incidents.c
    query = select(columns.id, columns.value).order_by(
        columns.background, columns.day_start.is_(None), columns.day_start, columns.first
    )
    for row in pages.streamed(connection, query if dismissed else query.where(~columns.dismissed)):
        yield decoded(connection, row)


def one(connection: Connection, incident_id: str) -> LinkedIncident:
    """The incident with this id; raises `StoreError` where what is stored of it is damaged."""
    query = select(linked_incidents.c.id, linked_incidents.c.value).where(linked_incidents.c.id == incident_id)
    return decoded(connection, connection.execute(query).mappings().one())


def tellings_behind(connection: Connection, incident: LinkedIncident) -> list[Telling]:
    """The current tellings of the incident, in its order."""
    members = _members(connection, incident.id)
    readings: dict[int, Reading] = {}
    for some in chunks(sorted({row["report"] for row in members})):
        readings |= pages.readings_at(connection, some)
    found = {row["name"]: _telling(connection, row, readings) for row in members}
    return [found[name] for name in incident.tellings if name in found]


def known(connection: Connection, incident: LinkedIncident, day: datetime.date) -> dict[str, Telling]:
    """What the reports of the incident told of it up to and on `day`, by the tellings' present names.

    Of a page that changed it's the words that stood there then, as the newest program read them.
    """
    readings: dict[int, Reading] = {}
    found: dict[str, Telling] = {}
    for member in _members(connection, incident.id):
        row = _known_state(_states(connection, member["root"] or member["key"]), day)
        if row is not None:
            found[member["name"]] = _telling(connection, row, readings)
    return found


def check_seen(connection: Connection, seen: Mapping[str, str]) -> None:
    """Raises `SeenOtherwise` where an incident isn't of the version that is given for its id."""
    others = tuple(
        incident
        for incident, version in sorted(seen.items())
        if (now := _stored(connection, incident)) is None or version_of(now) != version
    )
    if others:
        names = ", ".join(incident[:12] for incident in others)
        raise SeenOtherwise(f"{names}: changed since you looked at it; look again, then judge", others)


def _stored(connection: Connection, incident_id: str) -> LinkedIncident | None:
    query = select(linked_incidents.c.id, linked_incidents.c.value).where(linked_incidents.c.id == incident_id)
    row = connection.execute(query).mappings().first()
    return decoded(connection, row) if row is not None else None


def holding(connection: Connection, telling: str) -> str | None:
    """The id of the incident that has this current telling."""
    query = (
        select(linked_incidents.c.id)
        .join(linked_tellings, linked_tellings.c.incident == linked_incidents.c.key)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .where(tellings.c.name == telling)
    )
    return connection.execute(query).scalars().first()


def told_since(connection: Connection, day: datetime.date) -> list[str]:
    """The ids of the incidents of which a state of a page tells that was known on this day or later."""
    query = (
        select(linked_incidents.c.id)
        .join(linked_tellings, linked_tellings.c.incident == linked_incidents.c.key)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .join(reports, reports.c.key == tellings.c.report)
        .where(or_(tellings.c.day >= day, and_(reports.c.revision > 1, reports.c.added >= day)))
        .distinct()
        .order_by(linked_incidents.c.id)
    )
    return list(connection.execute(query).scalars())


def unlinked(connection: Connection) -> int:
    """How many pages were added since the last run of linking."""
    seen = select(func.coalesce(func.max(linkings.c.reports), 0)).scalar_subquery()
    waiting = pages.current().where(reports.c.key > seen).subquery()
    return int(connection.execute(select(func.count()).select_from(waiting)).scalar_one())


def _members(connection: Connection, incident_id: str) -> Sequence[RowMapping]:
    query = (
        select(tellings)
        .join(linked_tellings, linked_tellings.c.telling == tellings.c.key)
        .join(linked_incidents, linked_incidents.c.key == linked_tellings.c.incident)
        .where(linked_incidents.c.id == incident_id)
        .order_by(tellings.c.key)
    )
    return connection.execute(query).mappings().all()


def _states(connection: Connection, root: int) -> Sequence[RowMapping]:
    """Every state of a telling with that of its page, the oldest first."""
    page = (reports.c.text_sha256, reports.c.revision, reports.c.published, reports.c.retrieved, reports.c.added)
    query = (
        select(tellings, *page)
        .join(reports, tellings.c.report == reports.c.key)
        .where(func.coalesce(tellings.c.root, tellings.c.key) == root)
        .order_by(reports.c.revision)
    )
    return connection.execute(query).mappings().all()


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


def _telling(connection: Connection, row: RowMapping, readings: dict[int, Reading]) -> Telling:
    report = row["report"]
    if report not in readings:
        readings[report] = pages.reading_at(connection, report)
    contract_id = connection.execute(
        select(incidents.c.contract_id).where(incidents.c.key == row["incident"])
    ).scalar_one()
    return next(t for t in tellings_of(readings[report]) if t.incident.id == contract_id)


def decoded(connection: Connection, row: RowMapping) -> LinkedIncident:
    """The incident of a row with `id` and `value`; raises `StoreError` where it's damaged."""
    try:
        return msgspec.json.decode(row["value"], type=LinkedIncident)
    except msgspec.MsgspecError as error:
        file = connection.engine.url.database
        remedy = f"make it anew: reportedly link --anew --store {file}"
        raise StoreError(f"{file}: what it holds of incident {row['id'][:12]} is damaged ({remedy})") from error
