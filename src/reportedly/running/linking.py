"""Readings to linked incidents: all at once, or in a store as pages arrive. Both give the same incidents."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

import msgspec

from reportedly.linking import Evidence, Pair, evidence_of, keys_of, scored
from reportedly.linking.clustering import LINKED
from reportedly.linking.comparing import QUESTIONS
from reportedly.linking.meaning import can_tell_meaning
from reportedly.linking.scoring import WEIGHTS
from reportedly.model import Judgement, LinkedIncident, Reading, Telling, founded_id, tellings_of, to_json
from reportedly.model.errors import StoreError
from reportedly.reviewing import Constraints, constraints, decided, dismissal, doubts
from reportedly.running.joining import Group, Material, groups_of, incident_of, listed, order_of
from reportedly.running.soundness import placed, told_of
from reportedly.running.workers import collecting_rarely
from reportedly.storing import Judged, Kept, Linking, Scored, Store


@dataclass
class Tally:
    """What a run of linking did, in words by `str`; `remarks` are lines for the person about single pages.

    `written` is the judgement that came with the run, with its id.
    """

    tellings: int = 0
    incidents: int = 0
    written: Judgement | None = None
    remarks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.tellings and not self.incidents:
            return "Nothing new to link."
        tellings = "telling" if self.tellings == 1 else "tellings"
        incidents = "incident" if self.incidents == 1 else "incidents"
        return f"{self.tellings} {tellings} linked; {self.incidents} {incidents} written."


def link_readings(readings: Iterable[Reading]) -> Iterator[LinkedIncident]:
    """The incidents of these readings, in the order of every list. The order of the readings doesn't matter.

    A report that is there twice is used once: of two states that differ the one retrieved last.
    """
    yield from sorted(_linked(readings), key=listed)


@collecting_rarely()
def _linked(readings: Iterable[Reading]) -> list[LinkedIncident]:
    told = (telling for reading in unique(readings) for telling in tellings_of(reading))
    tellings = {telling.id: telling for telling in told if telling.accounts}
    evidence = {name: evidence_of(placed(tellings[name])) for name in sorted(tellings)}
    material = Material(evidence, scored(list(evidence.values())))
    found = []
    for group in groups_of(material):
        founder = min((tellings[name] for name in group.members), key=order_of)
        found.append(incident_of(founded_id(founder.id), (tellings[name] for name in group.members), group))
    return found


def unique(readings: Iterable[Reading]) -> list[Reading]:
    """One reading of each report, whatever the order in which they come."""
    kept: dict[str, Reading] = {}
    for reading in readings:
        other = kept.get(reading.report.id)
        kept[reading.report.id] = max(reading, other, key=_newness) if other else reading
    return [kept[name] for name in sorted(kept)]


@collecting_rarely()
def link_store(
    store: Store, *, anew: bool = False, entry: Judgement | None = None, seen: Mapping[str, str] | None = None
) -> Tally:
    """Links what was added or judged since the last run, and whatever that touches, in one transaction.

    With `anew`, or where another `linker` linked last, everything. A judgement, `entry`, goes into
    the log with it, unless an incident is no longer of the version that `seen` has for its id: then `SeenOtherwise`
    is raised. Raises `StoreError` where the store can't be read or written; then nothing of the run is stored.
    """
    with store.linking(linker(), anew=anew, entry=entry, seen=seen) as run:
        tally = Tally(written=run.written)
        if run.idle:
            return tally
        fresh = _take_in(run, tally)
        if run.regroups(fresh):
            log = run.judgements()
            groups = _regrouped(run, fresh, log)
        else:
            judged = run.judged()
            log = run.judgements(judged)
            groups = [_group(incident) for incident in judged]
        run.write(_incidents(run, groups, log))
        tally.incidents = len(groups)
        return tally


def _regrouped(run: Linking, fresh: Sequence[str], log: Sequence[Judged]) -> list[Group]:
    """What belongs together now of all that the run may touch; the incidents that stay as they are are kept."""
    asked = constraints([judged.now for judged in log])
    run.connect(fresh, asked.together, LINKED)
    groups, kept = [], []
    for group in groups_of(stored_material(run.evidence(), run.pairs(), asked), run.reached()):
        stored = run.unchanged(group.members)
        if stored is not None and (stored.why, stored.nearest) == (group.why, group.nearest):
            kept.append(stored.id)
        else:
            groups.append(group)
    run.keep(kept)
    return groups


def _group(incident: LinkedIncident) -> Group:
    """The stored incident's tellings, as they were put together."""
    return Group(incident.tellings, incident.why, incident.nearest)


@cache
def linker() -> str:
    """What links: the program's version, what is compared and what it weighs, whether meaning is.

    What was compared by another isn't to be mixed with what this one compares: then a store is linked anew.
    """
    asked = repr((Evidence.__struct_fields__, QUESTIONS)).encode()
    compared = hashlib.sha256(asked + WEIGHTS.read_bytes()).hexdigest()[:12]
    return f"{version('reportedly')}, comparing {compared}, {'with' if can_tell_meaning() else 'without'} meaning"


def stored_material(values: Iterable[bytes], pairs: Iterable[Scored], asked: Constraints) -> Material:
    """What linking goes by, out of the store; raises `StoreError` where it's damaged."""
    evidence, answers = msgspec.json.Decoder(Evidence).decode, msgspec.json.Decoder(tuple[int, ...]).decode
    with _damage_told():  # once for all of it: there may be a hundred thousand pairs
        known = {one.id: one for one in map(evidence, values)}
        return Material(known, [Pair(p.a, p.b, p.probability, answers(p.answers)) for p in pairs], asked)


def material_with(known: Material, more: Mapping[str, Telling]) -> Material:
    """The material with these tellings, by names that may be others than their own, compared with what is in it."""
    new = {name: msgspec.structs.replace(evidence_of(placed(telling)), id=name) for name, telling in more.items()}
    pairs = [*known.pairs, *scored(list(new.values()), list(known.evidence.values()))] if new else known.pairs
    return Material({**known.evidence, **new}, pairs, known.asked)


def heeding(incident: LinkedIncident, log: Sequence[Judged]) -> LinkedIncident:
    """The incident under these judgements."""
    about = [judged.now for judged in log]
    doubted = {judged.entry.id: doubt for judged in log if (doubt := doubts(judged.entry, judged.sightings))}
    return decided(incident, about, doubted)


def _take_in(run: Linking, tally: Tally) -> list[str]:
    """Stores the evidence of new tellings and what it's compared with; their names."""
    fresh: list[Evidence] = []
    today = datetime.datetime.now(datetime.UTC).date()
    remarks: dict[str, None] = {}
    for telling in run.bare():
        fresh.append(evidence_of(placed(telling)))
        remarks |= dict.fromkeys(told_of(telling, today))
    tally.remarks = list(remarks)
    tally.tellings = len(fresh)
    fresh.sort(key=lambda evidence: evidence.id)
    old = [_decoded(value) for value in run.sharing({key for evidence in fresh for key in keys_of(evidence)})]
    run.keep_evidence(Kept(e.id, keys_of(e), msgspec.json.encode(e)) for e in fresh)
    run.keep_pairs(Scored(p.a, p.b, p.probability, msgspec.json.encode(p.answers)) for p in scored(fresh, old))
    return [evidence.id for evidence in fresh]


def _incidents(run: Linking, groups: Iterable[Group], log: Sequence[Judged]) -> Iterator[tuple[LinkedIncident, bool]]:
    """Each with whether a person says that it is none."""
    for group in groups:
        incident = incident_of(run.founded(group.members), run.tellings(group.members), group)
        yield heeding(incident, log), dismissal(incident, [judged.now for judged in log]) is not None


def _decoded(value: bytes) -> Evidence:
    with _damage_told():
        return msgspec.json.decode(value, type=Evidence)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except msgspec.MsgspecError as error:
        raise StoreError(f"the store's evidence is damaged ({error}); make it anew: reportedly link --anew") from error


def _newness(reading: Reading) -> tuple[str, bytes]:
    return reading.report.retrieved or "", to_json(reading)
