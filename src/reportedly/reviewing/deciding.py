"""What the judgements make of a linked incident: the chosen values, the notes, what is open again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec

from reportedly.model import Estimate, Judgement, LinkedIncident, When, Where
from reportedly.model.linked import Reported
from reportedly.model.vocabulary import GRADES, Grade, State
from reportedly.reviewing import sentences
from reportedly.reviewing.log import standing
from reportedly.reviewing.reopening import dismissal_doubt, state_doubt, value_doubt
from reportedly.saying.slots import Span

_CHOSEN = frozenset(Reported.__struct_fields__)


def seen(incident: LinkedIncident) -> dict[str, Span]:
    """What a person has before them, for `Judgement.saw`: of each field the lowest and the highest.

    Days are counted as `datetime.date.toordinal` does, a place is its GeoNames number, a grade its position in
    `GRADES`; `best` is of the killed and of the injured. Take it of the incident as the reports tell it, before any
    value is chosen.
    """
    when, where, grade = incident.when, incident.where, GRADES.index(incident.grade)
    start, end = (when.start, when.end) if when else (None, None)
    place = where.geonames_id if where else None
    return {
        "killed": (incident.killed.low, incident.killed.high),
        "injured": (incident.injured.low, incident.injured.high),
        "when": (start.toordinal() if start else None, end.toordinal() if end else None),
        "where": (place, place),
        "grade": (grade, grade),
        "best": (incident.killed.best, incident.injured.best),
    }


def dismissal(incident: LinkedIncident, log: Sequence[Judgement]) -> Judgement | None:
    """The latest standing judgement that this is no incident; None where there is none, or evidence reopens it."""
    said = [entry for entry in _about(incident, log) if entry.kind == "not_an_incident"]
    return said[-1] if said and not list(dismissal_doubt(said[-1], incident)) else None


def decided(
    incident: LinkedIncident, log: Sequence[Judgement], doubted: Mapping[str, str] | None = None
) -> LinkedIncident:
    """The incident with the chosen values in place, and the ids of the judgements about it.

    A judgement goes with the incident that holds the first of its tellings that is still there; a merge or split
    with each that holds any. Of two values of one field the later counts, and that is told. `doubted` says of
    judgements why reading again reopens them. A chosen number becomes `best`; low and high stay what is reported,
    widened where they must be to hold it.
    """
    about = _about(incident, log)
    now = seen(incident)
    changes: dict[str, Any] = {"judgements": tuple(entry.id for entry in about)}
    reopened = [sentence for entry in about if (sentence := (doubted or {}).get(entry.id))]
    chosen: dict[str, Judgement] = {}
    for entry in about:
        if entry.kind != "value" or entry.field is None:
            continue
        before = chosen.get(entry.field)
        if before is not None and before.value != entry.value:
            reopened.append(
                sentences.DIFFERENT_VALUES.of(
                    judgement=before.id, later=entry.id, field=entry.field, value=before.value, other=entry.value
                )
            )
        chosen[entry.field] = entry
    for entry in chosen.values():
        changes |= _choice(incident, entry)
        reopened += value_doubt(entry, incident, now)
    if chosen:
        changes["reported"] = Reported(**{name: getattr(incident, name) for name in sorted(changes) if name in _CHOSEN})
    states = [entry for entry in about if entry.kind == "state"]
    changes |= _progress(incident, states)
    for entry in states[-1:]:
        reopened += state_doubt(entry, incident)
    dismissed = [entry for entry in about if entry.kind == "not_an_incident"]
    for entry in dismissed[-1:]:
        reopened += dismissal_doubt(entry, incident)
    return msgspec.structs.replace(incident, **changes, reopened=tuple(dict.fromkeys(reopened)))


def _progress(incident: LinkedIncident, states: Sequence[Judgement]) -> dict[str, Any]:
    """How far people have come: the latest state, the tellings that none who set one had before them, what moved."""
    before = {telling for entry in states for telling in entry.tellings}
    unseen = tuple(telling for telling in incident.tellings if telling not in before)
    if not states:
        return {"state": "new", "unseen": unseen, "stirred": incident.killed.best}
    then, now = states[-1].saw.get("best", (None, None))[0], incident.killed.best
    moved = None if then is None and now is None else (now or 0) - (then or 0)
    return {"state": cast(State, states[-1].value), "unseen": unseen, "stirred": moved}


def _about(incident: LinkedIncident, log: Sequence[Judgement]) -> list[Judgement]:
    members = set(incident.tellings)
    found = []
    for entry in standing(log):
        told = (*entry.tellings, *entry.others) if entry.kind in ("merge", "split") else entry.tellings[:1]
        if members.intersection(told):
            found.append(entry)
    return found


def _choice(incident: LinkedIncident, entry: Judgement) -> dict[str, Any]:
    """The fields that the judgement sets."""
    reason = sentences.CHOSEN_BY.of(who=entry.who, why=entry.why)
    if entry.field in ("killed", "injured"):
        return {entry.field: _estimate(getattr(incident, entry.field), cast("int | None", entry.value), reason)}
    if entry.field == "when":
        day = datetime.date.fromisoformat(str(entry.value)) if entry.value is not None else None
        return {"when": When(start=day, end=day, precision="day") if day else None}
    if entry.field == "where":
        return {"where": _where(incident.where, str(entry.value)) if entry.value is not None else None}
    return {"grade": cast(Grade, entry.value), "grade_reason": reason}


def _estimate(reported: Estimate, number: int | None, reason: str) -> Estimate:
    if number is None:
        return Estimate(reason=reason)
    low = number if reported.low is None else min(reported.low, number)
    open_ended = reported.high is None and reported.low is not None
    high = None if open_ended else max(reported.high if reported.high is not None else number, number)
    return Estimate(low, number, high, reason)


def _where(reported: Where | None, name: str) -> Where:
    """The place of this name; what is known of another place isn't known of it."""
    if reported is not None and reported.name == name:
        return reported
    return Where(name=name, country=reported.country if reported else None)
