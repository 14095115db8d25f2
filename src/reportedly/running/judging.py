"""People's judgements into the store: each is held against those that stand, then written and heeded in one step.

Each function gives the run of linking that the judgement made, with the entry as it is in the log. All raise
`StoreError` where an id means no incident or the store can't be written.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from reportedly.model import Judgement, LinkedIncident
from reportedly.model.errors import ReportedlyError
from reportedly.model.vocabulary import GRADES, SIGN_OFFS, STATES, JudgementField, JudgementKind
from reportedly.reviewing import contradictions, seals, seen, undone
from reportedly.running import sentences
from reportedly.running.joining import Group, incident_of
from reportedly.running.linking import Tally, link_store
from reportedly.storing import Store

_LONGEST = 10_000  # code points of a reason, a name, a chosen place


class JudgementError(ReportedlyError):
    """A judgement that can't be made: it contradicts one that stands, or says what can't be said.

    `against` are the standing entries that it contradicts, the oldest first: to be undone before it, or, where one
    seals, the incident is given another state.
    """

    code = "judgement"

    def __init__(self, message: str, against: Sequence[Judgement] = ()) -> None:
        super().__init__(message)
        self.against = tuple(against)


class Signed(msgspec.Struct, frozen=True):
    """Who judges, and why. Raises `JudgementError` where one of them isn't said.

    `seen` has, by id, the version (`version_of`) of the incidents as the person had them before them; where one is
    another by now, judging raises `SeenOtherwise`. Without it whatever is there is judged.
    """

    who: str
    why: str
    seen: dict[str, str] = {}

    def __post_init__(self) -> None:
        for name, words in (("who", self.who), ("why", self.why)):
            if not words.strip():
                raise JudgementError(sentences.NOT_SAID[name].of())
            if len(words) > _LONGEST:
                raise JudgementError(sentences.TOO_LONG.of(name=name, n=_LONGEST))


def merge(store: Store, ids: Sequence[str], signed: Signed) -> Tally:
    """Joins incidents; raises `JudgementError` where a standing judgement keeps any of them apart."""
    incidents = list({found.id: found for found in map(store.incident, ids)}.values())
    if len(incidents) < 2:
        raise JudgementError(sentences.ONE_ALREADY.of())
    tellings = [telling for incident in incidents for telling in _tellings(store, incident)]
    return _judge(store, _entry("merge", incidents[0], signed, tellings=tuple(tellings)), signed)


def split(store: Store, beginning: str, out: Sequence[str], signed: Signed) -> Tally:
    """Takes tellings out of an incident, named by `<report id>#<incident id>`, a report's id or the beginning of one.

    Raises `JudgementError` where one isn't of the incident, where none would stay, or where standing merges join them.
    """
    incident = store.incident(beginning)
    taken = [telling for name in out for telling in _named(incident, name)]
    stay = tuple(telling for telling in _tellings(store, incident) if telling not in taken)
    if not stay:
        raise JudgementError(sentences.NONE_WOULD_STAY.of())
    return _judge(store, _entry("split", incident, signed, tellings=tuple(dict.fromkeys(taken)), others=stay), signed)


def dismiss(store: Store, beginning: str, signed: Signed) -> Tally:
    """Says that this is no incident."""
    incident = store.incident(beginning)
    return _judge(store, _entry("not_an_incident", incident, signed, tellings=_tellings(store, incident)), signed)


def note(store: Store, beginning: str, signed: Signed) -> Tally:
    """Leaves a note with an incident; its words are `signed.why`."""
    incident = store.incident(beginning)
    return _judge(store, _entry("note", incident, signed, tellings=_tellings(store, incident)), signed)


def set_state(store: Store, beginning: str, state: str, signed: Signed) -> Tally:
    """Says how far people have come with an incident; raises `JudgementError` where there's no such state.

    What is sealed is judged again only once its state is another.
    """
    if state not in STATES:
        raise JudgementError(sentences.NO_STATE.of(value=repr(state), states=", ".join(STATES)))
    incident = store.incident(beginning)
    entry = _entry("state", incident, signed, tellings=_tellings(store, incident))
    return _judge(store, msgspec.structs.replace(entry, value=state, saw=seen(_reported(store, incident))), signed)


def sign_off(store: Store, beginning: str, of: str, signed: Signed) -> Tally:
    """Answers for what everybody may know of an incident; raises `JudgementError` where it's nothing of `SIGN_OFFS`.

    That a sensitive one goes out takes two: somebody who says that it's ready, and another who signs it off.
    """
    if of not in SIGN_OFFS:
        raise JudgementError(sentences.NO_SIGN_OFF.of(value=repr(of), known=", ".join(SIGN_OFFS)))
    incident = store.incident(beginning)
    entry = _entry("sign_off", incident, signed, tellings=_tellings(store, incident))
    return _judge(store, msgspec.structs.replace(entry, value=of), signed)


def override(store: Store, rules: str, signed: Signed) -> Tally:
    """Puts down that rules of sharing were let go for once, and why."""
    return _judge(store, msgspec.structs.replace(_entry("override", None, signed), value=rules), signed)


def choose(store: Store, beginning: str, field: JudgementField, value: str, signed: Signed) -> Tally:
    """Chooses the value of a field, as `Judgement.value` has it; "unknown" is that nobody knows.

    Raises `JudgementError` where the field can't have it, or another value is chosen already.
    """
    incident = store.incident(beginning)
    entry = _entry("value", incident, signed, tellings=_tellings(store, incident))
    saw = seen(_reported(store, incident))
    entry = msgspec.structs.replace(entry, field=field, value=_value(field, value.strip()), saw=saw)
    return _judge(store, entry, signed)


def undo(store: Store, entry_id: str, signed: Signed) -> Tally:
    """Undoes an entry of the log; raises `JudgementError` where there's none of that id or it's undone already."""
    now = {judged.entry.id: judged.now for judged in store.judgements()}
    if entry_id not in now:
        raise JudgementError(sentences.NO_JUDGEMENT.of(judgement=entry_id))
    if by := undone(list(now.values())).get(entry_id):
        raise JudgementError(sentences.UNDONE_ALREADY.of(judgement=entry_id, undo=by))
    target = now[entry_id]
    back = now.get(target.undoes or "")
    if back is not None:
        _refuse_contradiction(store, back)
    if target.kind not in ("note", "state", "sign_off"):
        _refuse(target, seals(list(now.values()), target))
    return _judge(store, _entry("undo", None, signed, undoes=entry_id), signed)


def _reported(store: Store, incident: LinkedIncident) -> LinkedIncident:
    """The incident as its reports tell it, without any chosen value."""
    return incident_of(incident.id, store.tellings(incident), Group(incident.tellings))


def _tellings(store: Store, incident: LinkedIncident) -> tuple[str, ...]:
    """Those of the incident, the founding one first: a judgement goes with that one."""
    first = store.founders([incident])[incident.id]
    return first, *(telling for telling in incident.tellings if telling != first)


def _named(incident: LinkedIncident, name: str) -> list[str]:
    """The tellings of the incident that this means: one by its name, or those of the report whose id begins so."""
    if name in incident.tellings:
        return [name]
    reports = [report for report in incident.reports if report == name] or [
        report for report in incident.reports if name and report.startswith(name)
    ]
    if len(reports) != 1:
        why = sentences.SEVERAL_BEGIN_SO if reports else sentences.IT_HAS
        told = why.of(reports=", ".join(incident.reports[:5]))
        raise JudgementError(sentences.NOT_ONE_REPORT.of(name=name, incident=incident.id[:12], why=told))
    return [telling for telling in incident.tellings if telling.rpartition("#")[0] == reports[0]]


def _entry(
    kind: JudgementKind,
    incident: LinkedIncident | None,
    signed: Signed,
    *,
    tellings: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
    undoes: str | None = None,
) -> Judgement:
    return Judgement(
        id="",
        kind=kind,
        who=signed.who.strip(),
        at=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        why=signed.why.strip(),
        incident=incident.id if incident else None,
        tellings=tellings,
        others=others,
        undoes=undoes,
    )


def _value(field: JudgementField, value: str) -> str | int | None:
    if value == "unknown" and field != "grade":
        return None
    if field in ("killed", "injured"):
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise JudgementError(sentences.NO_NUMBER.of(field=field, value=repr(value)))
        return int(value)
    if field == "when":
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise JudgementError(sentences.NO_DAY.of(value=repr(value))) from error
    if field == "grade" and value not in GRADES:
        raise JudgementError(sentences.NO_GRADE.of(value=repr(value), grades=", ".join(GRADES)))
    if not value or len(value) > _LONGEST:
        raise JudgementError(sentences.NO_NAME_OF_A_PLACE.of(field=field))
    return value


def _judge(store: Store, entry: Judgement, signed: Signed) -> Tally:
    store.check_seen(signed.seen)  # before what contradicts: whoever was faster is told as that; again as it is written
    _refuse_contradiction(store, entry)
    return link_store(store, entry=entry, seen=signed.seen)


def _refuse_contradiction(store: Store, entry: Judgement) -> None:
    if entry.kind in ("note", "state", "undo"):
        return  # nothing stands against them
    # What is joined and kept apart hangs together over many incidents; the rest is between judgements of one
    about = None if entry.kind in ("merge", "split") else entry.tellings
    log = [judged.now for judged in store.judgements(about)]
    _refuse(entry, contradictions(entry, [other for other in log if other.id != entry.id]))


def _refuse(entry: Judgement, against: Sequence[Judgement]) -> None:
    if against:
        others = [
            sentences.OTHER.of(judgement=each.id, kind=each.kind, who=each.who, day=each.at.date(), why=each.why)
            for each in against
        ]
        sealed = next((other for other in against if other.kind == "state"), None)
        remedy = sentences.UNDO_FIRST.of(judgement=against[0].id)
        if sealed is not None:
            remedy = sentences.OPEN_FIRST.of(incident=(sealed.incident or "")[:12])
        raise JudgementError(sentences.CONTRADICTS.of(kind=entry.kind, others=others, remedy=remedy), against)
