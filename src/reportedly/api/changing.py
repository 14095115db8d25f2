"""What has changed since a day."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answering import answer, of
from reportedly.api.answers import Changes
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import PAGED, limit_of
from reportedly.api.serving import served
from reportedly.api.veil import Veil, veil
from reportedly.running.known import some_changes

router = APIRouter(tags=["changes"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]


@router.get("/changes", **of(Changes, asks=PAGED))
def changed(request: Request, since: datetime.date, _who: Reader, veiled: Veiled) -> Response:
    """What became of each incident on the day `since` or later."""
    query = request.query_params
    limit = limit_of(query)
    found, more = some_changes(served(request).store, since, after=query.get("after") or None, most=limit)
    return answer(veiled(Changes(since=since, changes=tuple(found), next=more)))
