"""Forms for judgements. Each says what it will do; each asks for the reason; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Conflict, Dossier, Entry, Judging, Problem
from reportedly.desk.client import ApiConflict, ApiProblem, path_of
from reportedly.desk.matrix import Line, lines_of
from reportedly.desk.rendering import query
from reportedly.desk.returning import telling
from reportedly.desk.visiting import Visit, submitted, visit, way_back
from reportedly.model.vocabulary import JUDGEMENT_FIELDS, SIGN_OFFS, JudgementKind

router = APIRouter()
NEXT = {"new": "in_progress", "in_progress": "ready", "second_opinion": "ready", "ready": "sealed"}
"""The state that mostly follows on one."""
UNKNOWN = "unknown"
_LONGEST_ADDRESS = 4_000  # characters: a longer reason isn't carried along to another form and back

Fields = Mapping[str, Sequence[str]]


@router.get("/judge/{kind}")
async def form(request: Request, kind: str) -> Response:
    """The form for one kind of judgement, about the incidents that the address names."""
    found = await visit(request)
    if not found.may("judge"):
        said = f"your role, {found.me.role}, may not do this"
        raise ApiProblem(403, Problem(code="not_allowed", message=said))
    fields = {name: request.query_params.getlist(name) for name in request.query_params}
    return await _form(found, _asked(kind, fields), way_back(_first(fields, "back")))


@router.post("/judge/{kind}")
async def judge(request: Request, kind: str) -> Response:
    """Makes the judgement, and goes on to where its incident is now."""
    found, fields = await submitted(request)
    asked, back = _asked(kind, fields), way_back(_first(fields, "back"))
    if asked.kind == "value" and asked.field != "grade" and bool(_first(fields, "value")) == bool(fields.get(UNKNOWN)):
        return await _form(found, asked, back, both=True)
    try:
        done = await found.client.judge(asked)
    except ApiConflict as error:
        return await _form(found, asked, back, conflict=error.conflict)
    except ApiProblem as error:
        if error.status not in (400, 403, 422):
            raise
        return await _form(found, asked, back, problem=error)
    return found.on_to(
        telling(back, done.judgement.id) or (f"/incidents/{done.incidents[0]}" if done.incidents else "/log")
    )


async def _form(
    found: Visit, asked: Judging, back: str, *,
    problem: ApiProblem | None = None, conflict: Conflict | None = None, both: bool = False,
) -> Response:  # fmt: skip
    if asked.kind != "undo" and not asked.incidents:
        raise ApiProblem(400, Problem(code="bad_request", message="which incident? open it, and judge it from there"))
    dossiers = [await found.client.get(path_of("/incidents", name), Dossier) for name in asked.incidents[:10]]
    shown: dict[str, Any] = {"entry": None, "lines": [], "next_state": "", "sealed": False}
    if asked.kind == "undo":
        shown["entry"] = await found.client.get(path_of("/judgements", asked.value), Entry)
    else:
        state = dossiers[0].incident.state
        shown["lines"] = lines_of(dossiers[0], found.words)
        shown["next_state"] = NEXT.get(state, "in_progress")
        shown["sealed"] = asked.kind not in ("note", "state", "sign_off") and any(
            each.incident.state == "sealed" for each in dossiers
        )
    status = 409 if conflict else problem.status if problem else 422 if both else 200
    return found.page(
        "judge.html", status, asked=asked, dossiers=dossiers, back=back, both=both, here=_again(asked, back),
        problem=problem.problem if problem else None, conflict=conflict, fields=JUDGEMENT_FIELDS, sign_offs=SIGN_OFFS,
        values=_values(asked.field, shown["lines"]), **shown,
    )  # fmt: skip


def _asked(kind: str, fields: Fields) -> Judging:
    """What the fields of a form or of its address ask for."""
    known = next((each for each in get_args(JudgementKind) if each == kind != "override"), None)
    if known is None:
        raise ApiProblem(404, Problem(code="not_there", message=f"{kind}: there is no such judgement"))
    field = next((field for field in JUDGEMENT_FIELDS if field == _first(fields, "field")), None)
    if known == "value":
        field = field or JUDGEMENT_FIELDS[0]
    return Judging(
        kind=cast(JudgementKind, known), why=_first(fields, "why"), incidents=tuple(fields.get("incident", ())),
        seen=dict(pair.split("=", 1) for pair in fields.get("seen", ()) if "=" in pair),
        take_out=tuple(fields.get("out", ())), field=field,
        value=UNKNOWN if fields.get(UNKNOWN) else _first(fields, "value"),
    )  # fmt: skip


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _again(asked: Judging, back: str) -> str:
    """The address of the form as it is filled in: for who comes back to it."""
    unknown = asked.kind == "value" and asked.value == UNKNOWN
    pairs: dict[str, Any] = {
        "incident": asked.incidents, "out": asked.take_out, "field": asked.field, "back": back,
        "value": None if unknown else asked.value, UNKNOWN: "yes" if unknown else None,
    }  # fmt: skip
    address = f"/judge/{asked.kind}{query(pairs, why=asked.why)}"
    return address if len(address) <= _LONGEST_ADDRESS else f"/judge/{asked.kind}{query(pairs)}"


def _values(field: str | None, lines: Sequence[Line]) -> list[str]:
    """What accounts say of the field, each once: to choose from."""
    if field == "where":  # as reports write it, without what the desk adds for those who read other letters
        said = [line.account.where.name for line in lines if line.account.where and line.account.where.name]
    else:
        said = [value.text for line in lines for value in line.cells.get(field or "", ()) if not value.part]
    return list(dict.fromkeys(said))
