"""Incidents as they were known on a day, and what has changed since one."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

import msgspec

from reportedly.linking import Evidence, Pair
from reportedly.model import Change, Dossier, Estimate, LinkedIncident, Telling
from reportedly.model.errors import NotThere
from reportedly.model.reading import quotes_of
from reportedly.model.vocabulary import TollCategory
from reportedly.reviewing import CLOSED, Constraints, constraints
from reportedly.running.joining import Group, Material, groups_of, incident_of, order_of
from reportedly.running.linking import heeding, material_with, stored_material
from reportedly.storing import Judged, Store

_DAY = datetime.timedelta(days=1)
_AT_ONCE = 30  # incidents whose past is read together


class Known(NamedTuple):
    """An incident as it was known, and what told it, in its order."""

    incident: LinkedIncident
    tellings: tuple[Telling, ...]


def known_on(store: Store, incident: LinkedIncident, day: datetime.date) -> Known | None:
    """The incident as the reports up to and on `day` told it, under the judgements made by then; None: none told.

    What these told is linked anew without the later reports, which may be all that made them one: the incident is
    the part that gives it its id, or the part told first. Of a page that changed since, it's what stood there then.
    """
    [told] = store.known([(incident, day)])
    [past] = _Past.of(store, [incident])
    then = past.then(told.tellings, _by(store.judgements(incident.tellings, of_gone=True), day))
    by_id = {telling.id: telling for telling in told.tellings.values()}
    return Known(then, tuple(by_id[name] for name in then.tellings)) if then is not None else None


def _by(log: Sequence[Judged], day: datetime.date) -> list[Judged]:
    return [judged for judged in log if judged.entry.at.date() <= day]


def reviewed(store: Store, dossier: Dossier) -> Dossier:
    """The dossier as whoever closed the incident had it before them: without the tellings that came since.

    As it is where nobody has closed it, or nothing came. Where none of what they saw is told any more, nobody has seen
    what is: it's new.
    """
    incident, unseen = dossier.incident, set(dossier.incident.unseen)
    if incident.state not in CLOSED or not unseen:
        return dossier
    [past] = _Past.of(store, [incident])
    seen = {telling.id: telling for telling in dossier.tellings if telling.id not in unseen}
    then = past.then(seen, store.judgements(incident.tellings))
    if then is None:
        return msgspec.structs.replace(dossier, incident=msgspec.structs.replace(incident, state="new"))
    return msgspec.structs.replace(dossier, incident=then, tellings=tuple(seen[name] for name in then.tellings))


class _Past:
    """An incident with what was compared to make it one, out of which it's put together as it was."""

    def __init__(self, incident: LinkedIncident, founder: str, compared: Material) -> None:
        self._incident, self._founder, self._compared = incident, founder, compared

    @classmethod
    def of(cls, store: Store, incidents: Sequence[LinkedIncident]) -> list[_Past]:
        """Of each of these incidents, read together."""
        founders = store.founders(incidents)
        held = {telling: incident.id for incident in incidents for telling in incident.tellings}
        compared = stored_material(*store.compared(sorted(held)), Constraints())
        evidence: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
        pairs: defaultdict[str, list[Pair]] = defaultdict(list)
        for name, one in compared.evidence.items():
            evidence[held[name]][name] = one
        for pair in compared.pairs:
            if held[pair.a] == held[pair.b]:
                pairs[held[pair.a]].append(pair)
        made = list[_Past]()
        for incident, gone in zip(incidents, store.gone(incidents), strict=True):
            material = Material(evidence[incident.id], pairs[incident.id])
            material = material_with(material, {one.name: one.telling for one in gone})
            made.append(cls(incident, founders[incident.id], material))
        return made

    def then(self, tellings: Mapping[str, Telling], log: Sequence[Judged]) -> LinkedIncident | None:
        """The incident as these tellings of it, by their present names, tell it under this log; None of none."""
        if not tellings:
            return None
        group = self._part(tellings, log)
        found = incident_of(self._incident.id, [tellings[name] for name in group.members], group)
        # A page's incidents may have been numbered otherwise then: judgements know the present numbers
        decided = heeding(msgspec.structs.replace(found, tellings=group.members), log)
        return msgspec.structs.replace(decided, tellings=found.tellings)

    def _part(self, tellings: Mapping[str, Telling], log: Sequence[Judged]) -> Group:
        """Of the incident's tellings those that belong together without the others."""
        evidence = {name: one for name, one in self._compared.evidence.items() if name in tellings}
        asked = constraints([judged.now for judged in log])
        groups = groups_of(Material(evidence, self._compared.pairs, asked))
        first = self._founder
        if first not in tellings:
            first = min(tellings, key=lambda name: order_of(tellings[name]))
        return next(group for group in groups if first in group.members)


class _Touched(NamedTuple):
    """What may be another since a day, by ids in the order of lists: incidents, then ids that ended.

    `split` has by id the one from which it was split, `renamed` the one that it had until what founded it was gone.
    """

    before: datetime.date
    split: Mapping[str, str]
    renamed: Mapping[str, str]
    incidents: Sequence[str]
    ended: Sequence[str]


def changes(store: Store, since: datetime.date) -> Iterator[Change]:
    """What has changed on this day or later: by new reports, new states of pages, judgements; then ids that ended."""
    yield from _changes(store, _touched(store, since), _AT_ONCE)


def some_changes(
    store: Store, since: datetime.date, *, after: str | None, most: int
) -> tuple[list[Change], str | None]:
    """The first of them, `most` at most, and the id behind which more may have changed; None: nothing has.

    With `after` those behind the change of this id; raises `NotThere` where there is no such change.
    """
    touched = _behind(after, _touched(store, since))
    found = list(itertools.islice(_changes(store, touched, most), most))
    last = found[-1].id if len(found) == most else None
    return found, last if last not in (*touched.incidents, *touched.ended)[-1:] else None


def _touched(store: Store, since: datetime.date) -> _Touched:
    ends = store.id_changes(since)
    given = {change.id: change.other for change in ends if change.given and change.other}
    ended = dict.fromkeys(change.id for change in ends if not change.given)
    renamed = {new: old for new, old in given.items() if old in ended and store.find(old).now == new}
    split = {new: old for new, old in given.items() if new not in renamed}
    gone = [old for old in ended if old not in renamed.values()]
    return _Touched(since - _DAY, split, renamed, store.touched_since(since, given), gone)


def _behind(after: str | None, touched: _Touched) -> _Touched:
    """What of it comes behind this id."""
    incidents, ended = touched.incidents, touched.ended
    if after is None:
        return touched
    if after in ended:
        return touched._replace(incidents=(), ended=ended[ended.index(after) + 1 :])
    if after in incidents:
        return touched._replace(incidents=incidents[incidents.index(after) + 1 :])
    raise NotThere(f"{after[:12]}: there is no such place in what has changed; begin anew")


def _changes(store: Store, touched: _Touched, at_once: int) -> Iterator[Change]:
    log = _by(store.judgements(of_gone=True), touched.before)
    for start in range(0, len(touched.incidents), at_once):
        incidents = store.linked(touched.incidents[start : start + at_once])
        told = store.known([(each, touched.before) for each in incidents])
        for incident, past, then in zip(incidents, _Past.of(store, incidents), told, strict=True):
            now = store.known([(incident, datetime.date.max)])[0].tellings if then.since else then.tellings
            change = _change(incident, past.then(then.tellings, log), _revised(then.tellings, now))
            change = _as_given(incident, change, touched)
            if change is not None:
                yield change
    for gone in touched.ended:
        now_is = store.find(gone).now
        if now_is != gone:
            yield Change(id=gone, kind="merged" if now_is else "withdrawn", other=now_is)


def _as_given(incident: LinkedIncident, change: Change | None, touched: _Touched) -> Change | None:
    """The change with where the incident's id comes from."""
    parted = touched.split.get(incident.id)
    if parted is not None and (change is None or change.kind == "changed"):
        change = change or Change(id=incident.id, kind="split", now=incident)
        return msgspec.structs.replace(change, kind="split", other=parted)
    return msgspec.structs.replace(change, other=touched.renamed.get(incident.id)) if change else None


def history(store: Store, incident: LinkedIncident, most: int = 40) -> list[tuple[datetime.date, Change]]:
    """What each day of its reports and judgements changed, the first day first; of many days the last `most`.

    A day on which nothing came, or went, that a person would notice is left out.
    """
    log = store.judgements(incident.tellings, of_gone=True)
    made = {judged.entry.at.date() for judged in log if judged.entry.id in incident.judgements}
    days = sorted(store.days(incident) | made)[-most - 1 :]
    shown = days[-most:]
    [past], stages = _Past.of(store, [incident]), list[tuple[datetime.date, Change]]()
    before, tellings = None, dict[str, Telling]()
    for day, told in zip(days, store.known([(incident, day) for day in days]), strict=True):
        known = past.then(told.tellings, _by(log, day))
        change = _change(known, before, _revised(tellings, told.tellings)) if known is not None else None
        if change is not None and day in shown:
            stages.append((day, change))
        before, tellings = known, told.tellings
    return stages


def _change(now: LinkedIncident, before: LinkedIncident | None, revised: Collection[str]) -> Change | None:
    """How the two differ; `revised` are reports that tell it in other words. None: as far as a person would notice,
    they don't."""
    then, facts = _facts(before) if before else {}, _facts(now)
    fields = {name: (then.get(name), facts.get(name)) for name in (*facts, *(n for n in then if n not in facts))}
    fields = {name: values for name, values in fields.items() if values[0] != values[1]}
    if before is None:
        return Change(id=now.id, kind="new", reports=now.reports, fields=fields, now=now)
    change = Change(
        id=now.id,
        kind="changed",
        reports=tuple(report for report in now.reports if report not in before.reports),
        revised=tuple(report for report in now.reports if report in before.reports and report in revised),
        gone=tuple(report for report in before.reports if report not in now.reports),
        fields=fields,
        now=now,
    )
    return change if change.fields or change.reports or change.revised or change.gone else None


def _revised(then: Mapping[str, Telling], now: Mapping[str, Telling]) -> set[str]:
    """The ids of the reports that told it, and tell it in other words or not at all."""
    return {
        telling.report.id
        for name, telling in then.items()
        if name not in now or (telling is not now[name] and _words(telling) != _words(now[name]))
    }


def _words(telling: Telling) -> set[str]:
    return {quote.text for quote in quotes_of(telling.accounts)}


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
