"""What the store holds altogether."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answering import answer, of
from reportedly.api.answers import Counts
from reportedly.api.guard import allowed
from reportedly.api.serving import served

router = APIRouter(tags=["store"])


@router.get("/counts", dependencies=[Depends(allowed("read"))], **of(Counts))
def counts(request: Request) -> Response:
    """How much the store holds."""
    store = served(request).store
    return answer(Counts(**store.counts(), version=store.version()))
