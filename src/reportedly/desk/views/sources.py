"""Outlets and speakers, what has changed since a day, the log of judgements."""

from __future__ import annotations

import datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Changes, Log
from reportedly.desk.visiting import visit
from reportedly.model.search import SOURCE_SORTS, Sources

router = APIRouter()
_DAYS = 7  # what "lately" is where no day is asked for
_CHANGES = 6  # at once: each is put together as it was before that day, which takes some hundredths of a second


@router.get("/sources")
async def sources(request: Request, kind: str = "outlet", sort: str = "reports", after: str = "") -> Response:
    """How often each is heard, how independent it is, how its figures compare with others'."""
    found = await visit(request)
    rows = await found.client.get("/sources", Sources, {"kind": kind, "sort": sort, "after": after})
    return found.page("sources.html", sources=rows, kind=kind, sort=sort, sorts=SOURCE_SORTS, after=after)


@router.get("/changes")
async def changes(request: Request, since: datetime.date | None = None, after: str = "") -> Response:
    """What became of each incident since a day; without one, in the last week."""
    found = await visit(request)
    day = since or datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=_DAYS)
    params = {"since": day.isoformat(), "after": after, "limit": str(_CHANGES)}
    return found.page("changes.html", found=await found.client.get("/changes", Changes, params), since=day, after=after)


@router.get("/log")
async def log(request: Request, after: str = "") -> Response:
    """Every judgement, the newest first."""
    found = await visit(request)
    return found.page("log.html", log=await found.client.get("/judgements", Log, {"after": after}), after=after)
