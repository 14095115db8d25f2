"""What lists show and searches find of linked incidents, written whenever one is. All of it may be made anew."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, text, update

from reportedly.model.linked import LinkedIncident, version_of
from reportedly.model.search import Row
from reportedly.scripts.terms import terms_of
from reportedly.storing import linked, rows
from reportedly.storing.schema import (
    linked_incidents,
    listed_incidents,
    listed_languages,
    listed_sources,
    reports,
    tellings,
)
from reportedly.storing.tellings import chunks
from reportedly.storing.told import Told, sources_of, told_of, weapons_of

_NAMED_IN = ("en", "fr", "ar")  # the languages in which countries are found
_LARGEST = 2**63 - 1  # SQLite's largest integer

_STATE = '"state":'  # as the JSON of an incident has it; quotes in words that it holds are escaped

_ADD_PAGE = text("INSERT INTO page_words (rowid, words) VALUES (:key, :words)")
_ADD_INCIDENT = text("INSERT INTO incident_words (rowid, words) VALUES (:key, :words)")
_FORGET_PAGES = text("INSERT INTO page_words (page_words) VALUES ('delete-all')")
_FORGET_INCIDENT = text("DELETE FROM incident_words WHERE rowid = :key")


class Before(NamedTuple):
    """What the list had of an incident: its version, and since when."""

    version: str
    changed: datetime.datetime


def add_pages(connection: Connection, after: int) -> None:
    """Makes the pages that tell of something found by their words: those beyond the `reports.key` `after`.

    Linking does so as it takes them in, since only then can they be found, and many at once cost half of one by one.
    None is ever taken out: a state of a page that is no longer current belongs to no linked incident.
    """
    told = select(tellings.c.report).where(tellings.c.report > after).distinct().order_by(tellings.c.report)
    for some in chunks(list(connection.execute(told).scalars())):
        query = select(reports.c.key, reports.c.title, reports.c.text).where(reports.c.key.in_(some))
        found = connection.execute(query).all()
        words = [{"key": page.key, "words": " ".join(terms_of((page.title or "", page.text)))} for page in found]
        connection.execute(_ADD_PAGE, words)


def fill(
    connection: Connection, keys: Sequence[int], at: datetime.datetime, before: Mapping[str, Before] | None = None
) -> None:
    """Lists the incidents with these `linked_incidents.key`, which aren't listed yet.

    `at` is the time, UTC; one that has the same content in `before` keeps its own.
    """
    for some in chunks(keys):
        told, columns = told_of(connection, some), linked_incidents.c
        query = select(columns.key, columns.id, columns.dismissed, columns.value).where(columns.key.in_(some))
        new: dict[Table, list[rows.Row]] = {listed_incidents: [], listed_languages: [], listed_sources: []}
        words: list[rows.Row] = []
        for stored in connection.execute(query).mappings().all():
            incident, key, dismissed = linked.decoded(connection, stored), stored["key"], stored["dismissed"]
            row = _row(incident, before or {}, at)
            new[listed_incidents].append({"key": key, "dismissed": dismissed, **_columns(row)})
            new[listed_languages] += [{"language": each, "incident": key} for each in incident.languages]
            sources = sources_of(incident, told.get(key, []), dismissed=dismissed)
            new[listed_sources] += [{"incident": key, **each} for each in sources]
            words.append({"key": key, "words": _terms(connection, incident, told.get(key, []))})
        for table, found in new.items():
            if found:
                connection.execute(insert(table), found)
        connection.execute(_ADD_INCIDENT, words)


def forget(connection: Connection, keys: Sequence[int]) -> dict[str, Before]:
    """Takes the incidents with these `linked_incidents.key` off the lists; what they had of them, by id."""
    found: dict[str, Before] = {}
    columns = listed_incidents.c
    for some in chunks(keys):
        query = select(columns.id, columns.version, columns.changed).where(columns.key.in_(some))
        found |= {row.id: Before(row.version, row.changed) for row in connection.execute(query)}
        connection.execute(delete(listed_languages).where(listed_languages.c.incident.in_(some)))
        connection.execute(delete(listed_sources).where(listed_sources.c.incident.in_(some)))
        connection.execute(delete(listed_incidents).where(columns.key.in_(some)))
        connection.execute(_FORGET_INCIDENT, [{"key": key} for key in some])
    return found


def fill_all(connection: Connection, at: datetime.datetime) -> None:
    """Lists every incident and every page that tells of one anew, some hundreds at a time: those of an older store."""
    before = forget(connection, list(connection.execute(select(listed_incidents.c.key)).scalars()))
    incidents = list(connection.execute(select(linked_incidents.c.key).order_by(linked_incidents.c.key)).scalars())
    for some in chunks(incidents):
        _give_states(connection, some)
    fill(connection, incidents, at, before)
    connection.execute(_FORGET_PAGES)
    add_pages(connection, 0)


def _give_states(connection: Connection, keys: Sequence[int]) -> None:
    """What linking says of an incident that is new, for those that a program linked which knew of no states.

    Where a person chose the dead, it is their figure that has stirred it, until the incident is linked again.
    """
    columns = linked_incidents.c
    query = select(columns.key, columns.id, columns.value).where(columns.key.in_(keys), ~columns.value.contains(_STATE))
    for row in connection.execute(query).mappings().all():
        incident = linked.decoded(connection, row)
        incident = msgspec.structs.replace(incident, unseen=incident.tellings, stirred=incident.killed.best)
        value = msgspec.json.encode(incident).decode()
        connection.execute(update(linked_incidents).where(columns.key == row["key"]).values(value=value))


def _row(incident: LinkedIncident, since: Mapping[str, Before], at: datetime.datetime) -> Row:
    """The line of a list."""
    event, when, where, version = incident.event, incident.when, incident.where, version_of(incident)
    before = since.get(incident.id)
    changed = before.changed if before is not None and before.version == version else at
    return Row(
        id=incident.id,
        event_type=event.type if event else None,
        event_sub_type=event.sub_type if event else None,
        day_start=when.start if when else None,
        day_end=when.end if when else None,
        day_precision=when.precision if when else None,
        country=where.country if where else None,
        admin1=where.admin1 if where else None,
        place=where.name if where else None,
        place_precision=where.precision if where else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        killed=msgspec.structs.replace(incident.killed, reason=None),
        injured=msgspec.structs.replace(incident.injured, reason=None),
        grade=incident.grade,
        state=incident.state,
        background=incident.background,
        reports=len(incident.reports),
        origins=incident.origins,
        languages=incident.languages,
        outlets=len(incident.outlets),
        disagreements=tuple(sorted({each.kind for each in incident.disagreements})),
        unseen=len(incident.unseen),
        stirred=incident.stirred,
        reopened=bool(incident.reopened),
        judged=len(incident.judgements),
        changed=changed.replace(tzinfo=datetime.UTC),
        version=version,
        geonames_id=where.geonames_id if where else None,
    )


def _columns(row: Row) -> rows.Row:
    """What it is filtered and sorted by, and itself as JSON."""
    stirred = None if row.stirred is None else min(abs(row.stirred), _LARGEST)
    urgency = f"{not row.background:d} {0 if stirred is None else stirred + 1:020} "
    day = row.day_start.toordinal() if row.day_start else 0
    copies = {
        name: getattr(row, name)
        for name in (
            "id", "background", "day_start", "day_end", "country", "latitude", "longitude", "event_type",
            "event_sub_type", "grade", "state", "reports", "origins", "outlets", "unseen", "reopened", "judged",
            "version",
        )
    }  # fmt: skip
    return copies | {
        "killed": rows.as_column(row.killed.best),
        "injured": rows.as_column(row.injured.best),
        "stirred": stirred,
        "differs": bool(row.disagreements),
        "waiting": row.state == "new" or row.unseen > 0 or row.reopened,
        "urgency": f"{urgency}{day:07} {row.id}",
        "changed": row.changed.replace(tzinfo=None),
        "row": msgspec.json.encode(row).decode(),
    }


def _terms(connection: Connection, incident: LinkedIncident, accounts: Sequence[Told]) -> str:
    """The terms of what is known of an incident: where, what, by whom, with what."""
    event, where = incident.event, incident.where
    texts = [name for one in accounts for name in one.places]
    texts += [where.name or "", where.admin1 or "", *_names_of(where.country or "")] if where else []
    texts += [event.type or "", event.sub_type or ""] if event else []
    texts += [name for by in incident.perpetrators for name in (by.name, by.actor) if name]
    texts += weapons_of(connection, [one.key for one in accounts])
    return " ".join(sorted(terms_of(texts)))


@cache
def _names_of(country: str) -> tuple[str, ...]:
    """What the country with this code is called in the languages of pages."""
    from babel import Locale  # imported here: it takes a while, and only linking needs it

    names = (Locale(language).territories.get(country) for language in _NAMED_IN)
    return tuple(name for name in names if name)
