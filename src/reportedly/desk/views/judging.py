"""Forms for judgements. Each says what it will do; each asks for the reason; nothing is overwritten."""

from __future__ import annotations

from typing import cast, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Dossier, Judging, Log, Problem
from reportedly.desk.client import ApiConflict, ApiProblem, path_of
from reportedly.desk.matrix import lines_of
from reportedly.desk.visiting import Visit, inside, submitted, visit
from reportedly.model.vocabulary import JUDGEMENT_FIELDS, STATES, JudgementField, JudgementKind

router = APIRouter()
NEXT = {"new": "in_progress", "in_progress": "ready", "second_opinion": "ready", "ready": "sealed"}
"""The state that mostly follows on one."""


@router.get("/judge/{kind}")
async def form(request: Request, kind: str) -> Response:
    """The form for one kind of judgement, about the incidents that the address names."""
    found = await visit(request)
    query = request.query_params
    asked = Judging(
        kind=_kind(kind), why="", incidents=tuple(query.getlist("incident")), value=query.get("value", ""),
        take_out=tuple(query.getlist("out")), field=_field(query.get("field")),
    )  # fmt: skip
    return await _form(found, asked, back=_back(query.get("back")))


@router.post("/judge/{kind}")
async def judge(request: Request, kind: str) -> Response:
    """Makes the judgement, and goes on to where its incident is now."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    asked = Judging(
        kind=_kind(kind), why=first.get("why", ""), incidents=tuple(fields.get("incident", ())),
        seen=dict(pair.split("=", 1) for pair in fields.get("seen", ()) if "=" in pair),
        take_out=tuple(fields.get("out", ())), field=_field(first.get("field")),
        value=first.get("value", ""),
    )  # fmt: skip
    try:
        done = await found.client.judge(asked)
    except ApiConflict as error:
        return await _form(found, asked, back=_back(first.get("back")), conflict=error)
    except ApiProblem as problem:
        if problem.status not in (400, 403, 422):
            raise
        return await _form(found, asked, back=_back(first.get("back")), problem=problem)
    on = _back(first.get("back")) or (f"/incidents/{done.incidents[0]}" if done.incidents else "/log")
    return found.on_to(on)


async def _form(
    found: Visit, asked: Judging, *, back: str, problem: ApiProblem | None = None, conflict: ApiConflict | None = None
) -> Response:
    dossiers = [await found.client.get(path_of("/incidents", name), Dossier) for name in asked.incidents[:10]]
    entry = None
    if asked.kind == "undo":
        log = await found.client.get("/judgements", Log, {"limit": "200"})
        entry = next((entry for entry in log.entries if entry.judgement.id == asked.value), None)
    status = 409 if conflict else problem.status if problem else 200
    return found.page(
        "judge.html", status, asked=asked, dossiers=dossiers, back=back, entry=entry,
        problem=problem.problem if problem else None, conflict=conflict.conflict if conflict else None,
        lines=lines_of(dossiers[0], found.words) if dossiers else [], states=STATES, fields=JUDGEMENT_FIELDS,
        next_state=NEXT.get(dossiers[0].incident.state, "in_progress") if dossiers else "",
    )  # fmt: skip


def _back(address: str | None) -> str:
    """Where the person came from, where that is a page of the desk's."""
    return inside(address) if address else ""


def _kind(kind: str) -> JudgementKind:
    if kind not in get_args(JudgementKind):
        raise ApiProblem(404, Problem(code="not_there", message=f"{kind}: there is no such judgement"))
    return cast(JudgementKind, kind)


def _field(name: str | None) -> JudgementField | None:
    return next((field for field in JUDGEMENT_FIELDS if field == name), None)
