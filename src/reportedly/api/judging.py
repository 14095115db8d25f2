"""Judgements: the log, and what people add to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.answering import BadRequest, answer, body, of
from reportedly.api.answers import Conflict, Dossier, Entry, Judged, Judging, Log
from reportedly.api.dossiers import dossier, entries_about
from reportedly.api.guard import Asking, NotAllowed, allowed
from reportedly.api.searching import PAGED, limit_of
from reportedly.api.serving import Served, served
from reportedly.api.veil import Veil, veil
from reportedly.model import Judgement
from reportedly.model.errors import NotThere, SeenOtherwise
from reportedly.reviewing import undone
from reportedly.running import judging
from reportedly.running.judging import Signed
from reportedly.running.linking import Tally

router = APIRouter(tags=["judgements"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Coder = Annotated[Asking, Depends(allowed("judge"))]
Veiled = Annotated[Veil, Depends(veil)]


@router.get("/judgements", **of(Log, asks=PAGED))
def log(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """The log of judgements, the newest entry first."""
    query = request.query_params
    entries = served(request).store.log()
    by = undone(entries)
    after, limit = query.get("after"), limit_of(query)
    if after:
        names = [entry.id for entry in entries]
        if after not in names:
            raise BadRequest(refusing.NO_ENTRY.of(entry=after))
        entries = entries[: names.index(after)]
    shown = [Entry(judgement=entry, undone_by=by.get(entry.id)) for entry in reversed(entries[-limit:])]
    more = shown[-1].judgement.id if len(entries) > limit else None
    return answer(veiled(Log(entries=tuple(shown), next=more)))


@router.get("/judgements/{entry}", **of(Entry))
def entry(request: Request, entry: str, _who: Reader, veiled: Veiled) -> Response:
    """One entry of the log."""
    log = served(request).store.log()
    found = next((each for each in log if each.id == entry), None)
    if found is None:
        raise NotThere(refusing.NO_JUDGEMENT.of(judgement=entry))
    return answer(veiled(Entry(judgement=found, undone_by=undone(log).get(entry))))


@router.post("/judgements", **of(Judged, status=201, takes=Judging, other={409: Conflict}))
async def judge(request: Request, who: Coder, veiled: Veiled) -> Response:
    """Adds a judgement, signed with the name of whoever asks.

    Where an incident has another version than `seen` says, nothing is done, and the answer has both sides. A judgement
    that contradicts one that stands is refused (422), and the message names the other.
    """
    asked = await body(request, Judging)
    return await run_in_threadpool(_judge, served(request), who, veiled, asked)


def _judge(here: Served, who: Asking, veiled: Veil, asked: Judging) -> Response:
    _refuse_unright(here, who, asked)
    try:
        tally = _made(here, asked, Signed(who.person.name, asked.why, asked.seen))
    except SeenOtherwise as error:
        return answer(veiled(_conflict(here, asked, error)), 409)
    entry = tally.written
    if entry is None:
        raise AssertionError("a judgement was made and isn't in the log")
    ids = dict.fromkeys(now for name in asked.incidents if (now := here.store.find(name).now))
    return answer(veiled(Judged(judgement=entry, incidents=tuple(ids))), 201)


def _made(here: Served, asked: Judging, signed: Signed) -> Tally:
    store, kind = here.store, asked.kind
    if kind == "merge":
        return judging.merge(store, asked.incidents, signed)
    if kind == "undo":
        return judging.undo(store, asked.value, signed)
    if kind == "override":
        raise BadRequest(refusing.OVERRIDE_ELSEWHERE.of())
    if len(asked.incidents) != 1:
        raise BadRequest(refusing.ABOUT_ONE.of(kind=kind, n=len(asked.incidents)))
    (incident,) = asked.incidents
    if kind == "split":
        return judging.split(store, incident, asked.take_out, signed)
    if kind == "not_an_incident":
        return judging.dismiss(store, incident, signed)
    if kind == "note":
        return judging.note(store, incident, signed)
    if kind == "sign_off":
        return judging.sign_off(store, incident, asked.value, signed)
    if kind == "state":
        return judging.set_state(store, incident, asked.value, signed)
    if asked.field is None:
        raise BadRequest(refusing.WHICH_FIELD.of())
    return judging.choose(store, incident, asked.field, asked.value, signed)


def _refuse_unright(here: Served, who: Asking, asked: Judging) -> None:
    """Sealing, unsealing and signing off take more than a coder; in a team a second opinion is another person's."""
    if asked.kind == "sign_off":
        _refuse_unless_signs_off(who)
        return
    if asked.kind == "undo":
        undoes = _undone_at_last(asked.value, here.store.log())
        if undoes is not None and _seals(undoes):
            _refuse_unless_seals(who)
        if undoes is not None and undoes.kind == "sign_off":
            _refuse_unless_signs_off(who)
        return
    if asked.kind != "state" or len(asked.incidents) != 1:
        return
    incident = here.store.incident(asked.incidents[0])
    if asked.value == "sealed" or incident.state == "sealed":
        _refuse_unless_seals(who)
    if here.serving.team and incident.state == "second_opinion" and asked.value in ("ready", "sealed"):
        states = [
            e.judgement for e in entries_about(incident, here.store.judgements(incident.tellings)) if not e.undone_by
        ]
        last = next(entry for entry in reversed(states) if entry.kind == "state")
        if last.who == who.person.name:
            raise NotAllowed(refusing.ANOTHER_S_OPINION.of())


def _undone_at_last(name: str, log: Sequence[Judgement]) -> Judgement | None:
    """The entry that undoing this one is about: undoing what undid it brings it back."""
    by_id = {entry.id: entry for entry in log}
    entry = by_id.get(name)
    while entry is not None and entry.kind == "undo":
        entry = by_id.get(entry.undoes or "")
    return entry


def _seals(entry: Judgement) -> bool:
    return entry.kind == "state" and entry.value == "sealed"


def _refuse_unless_seals(who: Asking) -> None:
    if not who.may("seal"):
        raise NotAllowed(refusing.MAY_NOT_SEAL.of(role=who.person.role))


def _refuse_unless_signs_off(who: Asking) -> None:
    if not who.may("seal"):
        raise NotAllowed(refusing.MAY_NOT_SIGN_OFF.of(role=who.person.role))


def _conflict(here: Served, asked: Judging, error: SeenOtherwise) -> Conflict:
    """What was asked, how the incidents are now, and what was judged since they were seen."""
    now = []
    for name in asked.incidents:
        try:
            now.append(dossier(here.store, name))
        except NotThere:  # withdrawn meanwhile
            continue
    since = [entry for each in now for entry in _since(each, asked)]
    return Conflict(code=error.code, message=str(error), asked=asked, now=tuple(now), since=tuple(since))


def _since(now: Dossier, asked: Judging) -> list[Entry]:
    """The entries about an incident that changed; which of them the person had seen isn't known, so the latest five."""
    changed = asked.seen.get(now.incident.id) != now.version
    return list(now.log[-5:]) if changed else []
