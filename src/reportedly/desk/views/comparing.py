"""Two incidents side by side, on the way to merging them or not."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Comparison, Near
from reportedly.desk.client import path_of
from reportedly.desk.matrix import lines_of
from reportedly.desk.visiting import visit, way_back
from reportedly.model.search import Listing

router = APIRouter()


@router.get("/compare")
async def compare(request: Request, a: str, b: str = "", text: str = "", back: str = "") -> Response:
    """Two incidents, field by field; with one alone, those that it could be compared with."""
    found, back = await visit(request), way_back(back)
    if not b:
        near = await found.client.get(path_of("/incidents", a, "near"), list[Near])
        rows = await found.client.get("/incidents", Listing, {"text": text, "background": "any"}) if text else None
        return found.page(
            "candidates.html", incident=a, near=near, rows=rows, text=text, back=back, done=await found.done()
        )
    both = await found.client.get("/compare", Comparison, {"a": a, "b": b})
    one, other = lines_of(both.one, found.words), lines_of(both.other, found.words)
    return found.page("compare.html", both=both, one_lines=one, other_lines=other, back=back)
