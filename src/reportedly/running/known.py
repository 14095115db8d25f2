"""Incidents as they were known on a day, and what has changed since one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import msgspec

from reportedly.model import Change, Estimate, LinkedIncident, Telling
from reportedly.model.vocabulary import ChangeKind, TollCategory
from reportedly.reviewing import constraints
from reportedly.running.joining import Group, groups_of, incident_of, listed, order_of
from reportedly.running.linking import heeding, stored_material
from reportedly.storing import Judged, Store

_DAY = datetime.timedelta(days=1)


def as_of(store: Store, incident: LinkedIncident, day: datetime.date) -> LinkedIncident | None:
    """The incident as the reports up to and on `day` told it, under the judgements made by then; None: none told.

    What these told is linked anew without the later reports, which may be all that made them one: the incident is
    the part that gives it its id, or the part told first. Of a page that changed since, it's what stood there then.
    """
    tellings = store.known(incident, day)
    if not tellings:
        return None
    log = [judged for judged in store.judgements() if judged.entry.at.date() <= day]
    group = _part(store, incident, tellings, log)
    found = incident_of(incident.id, [tellings[name] for name in group.members], group)
    # A page's incidents may have been numbered otherwise then: judgements know the present numbers
    decided = heeding(msgspec.structs.replace(found, tellings=group.members), log)
    return msgspec.structs.replace(decided, tellings=found.tellings)


def _part(store: Store, incident: LinkedIncident, tellings: Mapping[str, Telling], log: Sequence[Judged]) -> Group:
    """Of the incident's tellings, by their present names, those that belong together without the others."""
    asked = constraints([judged.now for judged in log])
    groups = list(groups_of(stored_material(*store.compared(sorted(tellings)), asked)))
    founder = store.founding(incident)
    first = founder if founder in tellings else min(tellings, key=lambda name: order_of(tellings[name]))
    return next(group for group in groups if first in group.members)


def changes(store: Store, since: datetime.date) -> Iterator[Change]:
    """What has changed on this day or later: by new reports, new states of pages, judgements; then ids that ended."""
    judged = {j.entry.id for j in store.judgements() if j.entry.at.date() >= since}
    told = set(store.told_since(since))
    split = {change.id: change.other for change in store.id_changes(since) if change.given and change.other}
    for incident in sorted(store.incidents(dismissed=True), key=listed):
        if incident.id in told or incident.id in split or judged.intersection(incident.judgements):
            change = _change(incident, as_of(store, incident, since - _DAY), split.get(incident.id))
            if change is not None:
                yield change
    ended = {change.id: None for change in store.id_changes(since) if not change.given}
    for gone in ended:
        now = store.find(gone).now
        if now != gone:
            yield Change(id=gone, kind="merged" if now else "withdrawn", other=now)


def history(store: Store, incident: LinkedIncident, most: int = 40) -> list[tuple[datetime.date, Change]]:
    """What each day of its reports and judgements changed, the first day first; of many days the last `most`.

    A day on which nothing came that a person would notice is left out.
    """
    log = [judged.entry for judged in store.judgements() if judged.entry.id in incident.judgements]
    days = {telling.report.day for telling in store.tellings(incident)} | {entry.at.date() for entry in log}
    stages: list[tuple[datetime.date, Change]] = []
    before: LinkedIncident | None = None
    for day in sorted(day for day in days if day is not None)[-most:]:
        known = as_of(store, incident, day)
        change = _change(known, before, None) if known is not None else None
        if change is not None:
            stages.append((day, change))
        before = known
    return stages


def _change(now: LinkedIncident, before: LinkedIncident | None, parted: str | None) -> Change | None:
    reports = tuple(report for report in now.reports if before is None or report not in before.reports)
    then, facts = _facts(before) if before else {}, _facts(now)
    fields = {name: (then.get(name), facts.get(name)) for name in (*facts, *(n for n in then if n not in facts))}
    fields = {name: values for name, values in fields.items() if values[0] != values[1]}
    if before is None:
        return Change(id=now.id, kind="new", reports=reports, fields=fields, now=now)
    if not fields and not reports and parted is None:
        return None
    kind: ChangeKind = "split" if parted else "changed"
    return Change(id=now.id, kind=kind, other=parted, fields=fields, reports=reports, now=now)


def _facts(incident: LinkedIncident) -> dict[str, str]:
    """What a person would notice, by field, as one would write it; what isn't stated isn't there."""
    when, where, event = incident.when, incident.where, incident.event
    days = [day.isoformat() for day in (when.start, when.end) if day] if when else []
    facts = {
        "killed": _figure(incident.killed),
        "injured": _figure(incident.injured),
        **{f"killed, {name}": _figure(found) for name, found in _by_category(incident).items()},
        "when": " to ".join(dict.fromkeys(days)),
        "where": (where.name or where.country or "") if where else "",
        "event": (event.sub_type or event.type or "") if event else "",
        "by whom": "; ".join(f"{who.name}: {', '.join(who.statuses)}" for who in incident.perpetrators),
        "origins": str(incident.origins),
        "grade": incident.grade,
        "judged": ", ".join(incident.judgements),
    }
    return {name: value for name, value in facts.items() if value}


def _by_category(incident: LinkedIncident) -> dict[str, Estimate]:
    by_category = incident.killed_by_category
    return {name.replace("_", " "): by_category[name] for name in get_args(TollCategory) if name in by_category}


def _figure(estimate: Estimate) -> str:
    """ "4 (3 to 5)", "12 (at least 12)"; empty where nobody says."""
    low, best, high = estimate.low, estimate.best, estimate.high
    if low is None and best is None and high is None:
        return ""
    if low == high:
        return str(best)
    span = f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
    return f"{best} ({span})" if best is not None else span
