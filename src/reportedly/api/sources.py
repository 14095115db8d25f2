"""Outlets and speakers: how often, how independent, how their figures compare with others'."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answering import BadRequest, answer, of
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import limit_of
from reportedly.api.serving import served
from reportedly.api.veil import Veil, veil
from reportedly.model.search import SOURCE_KINDS, SOURCE_SORTS, Sources

router = APIRouter(tags=["sources"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]


@router.get("/sources", **of(Sources))
def sources(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Outlets or speakers (`kind`), by `sort`."""
    query = request.query_params
    kind, sort = query.get("kind") or "outlet", query.get("sort") or "reports"
    kinds, sorts = [each for each in SOURCE_KINDS if each == kind], [each for each in SOURCE_SORTS if each == sort]
    if not kinds or not sorts:
        raise BadRequest(f"kind is one of {', '.join(SOURCE_KINDS)}; sort one of {', '.join(SOURCE_SORTS)}")
    found = served(request).store.sources(
        kinds[0], sort=sorts[0], after=query.get("after") or None, limit=limit_of(query)
    )
    return answer(veiled(found))
