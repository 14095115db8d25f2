"""What has changed since a day."""

from __future__ import annotations

import datetime
import itertools
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answering import BadRequest, answer, of
from reportedly.api.answers import Changes
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import limit_of
from reportedly.api.serving import served
from reportedly.api.veil import Veil, veil
from reportedly.running.known import changes

router = APIRouter(tags=["changes"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]


@router.get("/changes", **of(Changes))
def changed(request: Request, since: datetime.date, _who: Reader, veiled: Veiled) -> Response:
    """What became of each incident on this day or later; `after` is how many were given already."""
    query = request.query_params
    after, limit = query.get("after") or "0", limit_of(query)
    if not (after.isascii() and after.isdigit()):
        raise BadRequest(f"after: {after!r} isn't what an answer gave as next")
    start = int(after[:9])
    found = list(itertools.islice(changes(served(request).store, since), start, start + limit + 1))
    more = str(start + limit) if len(found) > limit else None
    return answer(veiled(Changes(since=since, changes=tuple(found[:limit]), next=more)))
