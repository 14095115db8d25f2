"""Outlets and speakers: how often, how independent, how their figures compare with others'."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.answering import BadRequest, answer, of, parameter
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import PAGED, limit_of
from reportedly.api.serving import served
from reportedly.api.veil import Veil, veil
from reportedly.model.search import SOURCE_KINDS, SOURCE_SORTS, Sources

router = APIRouter(tags=["sources"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]

_SORTED = (
    parameter("kind", {"enum": SOURCE_KINDS, "default": "outlet"}, "outlets or speakers"),
    parameter(
        "sort", {"enum": SOURCE_SORTS, "default": "reports"}, "by what: the largest or latest first, names from A"
    ),
)


@router.get("/sources", **of(Sources, asks=(*_SORTED, *PAGED)))
def sources(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Outlets or speakers: how often each is heard, how independent it is, how its figures compare with others'."""
    query = request.query_params
    kind, sort = query.get("kind") or "outlet", query.get("sort") or "reports"
    kinds, sorts = [each for each in SOURCE_KINDS if each == kind], [each for each in SOURCE_SORTS if each == sort]
    if not kinds or not sorts:
        raise BadRequest(refusing.NO_SUCH_SOURCES.of(kinds=", ".join(SOURCE_KINDS), sorts=", ".join(SOURCE_SORTS)))
    found = served(request).store.sources(
        kinds[0], sort=sorts[0], after=query.get("after") or None, limit=limit_of(query)
    )
    return answer(veiled(found))
