"""The dossier of an incident: its accounts against its fields, each value with its words; its history; for print."""

from __future__ import annotations

import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Dossier, Near, ReportPage, Stage
from reportedly.desk.client import ApiProblem, path_of
from reportedly.desk.marked import paragraphs
from reportedly.desk.matrix import FIELDS, Line, lines_of
from reportedly.desk.saying import names_of
from reportedly.desk.visiting import Visit, visit

router = APIRouter()


@router.get("/incidents/{incident}")
async def dossier(request: Request, incident: str, show: str = "", as_of: datetime.date | None = None) -> Response:
    """One incident with all its accounts; `show` opens the page of a value beside it."""
    found = await visit(request)
    kept = await _dossier(found, incident, as_of)
    if kept.asked != kept.incident.id:
        return found.on_to(f"/incidents/{kept.incident.id}")
    lines = lines_of(kept, found.words)
    near = await found.client.get(path_of("/incidents", kept.incident.id, "near"), list[Near])
    shown = await _shown(found, lines, show)
    return found.page(
        "incident.html",
        dossier=kept,
        lines=lines,
        named=names_of(kept),
        near=near,
        shown=shown,
        show=show,
        fields=_filled(lines),
        as_of=as_of,
        done=await found.done(),
    )


@router.get("/incidents/{incident}/history")
async def history(request: Request, incident: str) -> Response:
    """What each day changed."""
    found = await visit(request)
    kept = await _dossier(found, incident, None)
    stages = await found.client.get(path_of("/incidents", kept.incident.id, "history"), list[Stage])
    return found.page("history.html", dossier=kept, stages=stages)


@router.get("/incidents/{incident}/print")
async def printed(request: Request, incident: str, as_of: datetime.date | None = None) -> Response:
    """The dossier for paper: every account with its quotes, the pages with their hashes."""
    found = await visit(request)
    kept = await _dossier(found, incident, as_of)
    now = datetime.datetime.now(datetime.UTC)
    lines, named = lines_of(kept, found.words), names_of(kept)
    return found.page("print.html", dossier=kept, lines=lines, named=named, as_of=as_of, now=now)


async def _dossier(found: Visit, incident: str, day: datetime.date | None) -> Dossier:
    params = {"as_of": day.isoformat()} if day else {}
    return await found.client.get(path_of("/incidents", incident), Dossier, params)


async def _shown(found: Visit, lines: list[Line], show: str) -> dict[str, object] | None:
    """The page of the value that is asked for, with its quote marked; None where there is no such value."""
    line, value = next(
        ((line, value) for line in lines for cell in line.cells.values() for value in cell if value.key == show),
        (None, None),
    )
    if line is None or value is None or value.quote is None:
        return None
    try:
        page = await found.client.get(path_of("/reports", line.page.id), ReportPage)
    except ApiProblem as problem:
        if problem.status != 403:
            raise
        return {"line": line, "value": value, "page": None, "paragraphs": []}
    span = (value.quote.start, value.quote.end)
    return {"line": line, "value": value, "page": page, "paragraphs": paragraphs(page.reading, span)}


def _filled(lines: list[Line]) -> list[str]:
    """The columns in which some account says something."""
    return [field for field in FIELDS if any(line.cells.get(field) for line in lines)]
