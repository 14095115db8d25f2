"""An incident with all that a person needs to judge it, out of the store."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from reportedly.api import refusing
from reportedly.api.answers import Dossier, Entry, Left, Page, Told
from reportedly.model import Judgement, LinkedIncident, Report, Telling
from reportedly.model.errors import NotThere
from reportedly.model.linked import version_of
from reportedly.reviewing import dismissal, undone
from reportedly.running.known import known_on
from reportedly.storing import Gone, Judged, Store


def dossier(store: Store, asked: str, day: datetime.date | None = None) -> Dossier:
    """The dossier of the incident to which the id, or the beginning of one, leads; as it was known on `day`.

    Raises `NotThere` where it leads to none, and where no report of that day or earlier tells of it.
    """
    found, now = store.find(asked), store.incident(asked)
    shown, tellings = now, store.tellings(now)
    days = store.days(now)
    if day is not None:
        then = known_on(store, now, day)
        if then is None:
            raise NotThere(refusing.NOT_TOLD_THEN.of(incident=now.id[:12], day=day))
        shown, tellings = then.incident, list(then.tellings)
    log = store.judgements(now.tellings)
    about = entries_about(now, log)
    days |= {entry.judgement.at.date() for entry in about}
    return Dossier(
        asked=found.asked,
        version=version_of(now),
        incident=shown,
        told=tuple(_told(telling, shown) for telling in tellings),
        log=tuple(entry for entry in about if day is None or entry.judgement.at.date() <= day),
        dismissed=dismissal(now, [judged.now for judged in log]) is not None,
        days=tuple(sorted(days)),
        as_of=day,
        gone=tuple(_left(gone) for gone in store.gone([now])[0] if day is None or gone.day <= day),
    )


def entries_about(incident: LinkedIncident, log: Sequence[Judged]) -> tuple[Entry, ...]:
    """The entries that name a telling of the incident, and those that undo them, in the order of the log."""
    members, by = set(incident.tellings), undone([judged.entry for judged in log])
    found: dict[str, Judgement] = {}
    for judged in log:
        now = judged.now
        if members.intersection((*now.tellings, *now.others)) or now.undoes in found:
            found[now.id] = judged.entry
    return tuple(Entry(judgement=entry, undone_by=by.get(name)) for name, entry in found.items())


def page(report: Report) -> Page:
    """The report without its text."""
    return Page(
        id=report.id, outlet=report.outlet, title=report.title, url=report.url, language=report.language,
        published=report.published, day=report.day, raw_sha256=report.raw_sha256, text_sha256=report.text_sha256,
    )  # fmt: skip


def _left(gone: Gone) -> Left:
    told = gone.telling
    return Left(
        page=page(told.report), revision=gone.revision, day=gone.day, withdrawn=gone.withdrawn,
        killed=told.incident.killed,
    )  # fmt: skip


def _told(telling: Telling, incident: LinkedIncident) -> Told:
    unseen = telling.id in incident.unseen
    return Told(id=telling.id, page=page(telling.report), accounts=telling.accounts, unseen=unseen)
