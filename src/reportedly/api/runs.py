"""Runs of `add` and `link`, and how far the one that is running has come, live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reportedly.api.answering import answer, file_of, of
from reportedly.api.answers import Runs
from reportedly.api.guard import Asking, allowed
from reportedly.api.serving import served

router = APIRouter(tags=["runs"])
Reader = Annotated[Asking, Depends(allowed("read"))]

EVERY = 1.0  # seconds between two looks
MOST = 900  # looks of one stream; browsers connect again by themselves


@router.get("/runs", **of(Runs))
def runs(request: Request, _who: Reader) -> Response:
    """The latest runs, the newest first."""
    return answer(Runs(runs=tuple(served(request).store.runs(20))))


@router.get("/runs/events", **file_of("text/event-stream"))
async def events(request: Request, _who: Reader) -> Response:
    """The newest run as server-sent events, each with a `Run` as its data, whenever it has changed."""
    return StreamingResponse(_events(request), media_type="text/event-stream")


async def _events(request: Request) -> AsyncIterator[bytes]:
    store, before = served(request).store, b""
    for _ in range(MOST):
        if await request.is_disconnected():
            return
        newest = await run_in_threadpool(store.runs, 1)
        now = msgspec.json.encode(newest[0]) if newest else b"null"
        yield b"data: " + now + b"\n\n" if now != before else b": still here\n\n"
        before = now
        await asyncio.sleep(EVERY)
