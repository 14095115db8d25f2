"""Runs of `add`, `link`, `fetch` and `watch`, and how far the one that is running has come, live."""

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
from reportedly.api.veil import Veil, veil

router = APIRouter(tags=["runs"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]

EVERY = 1.0  # seconds between two looks
MOST = 900  # looks of one stream; browsers connect again by themselves


@router.get("/runs", **of(Runs))
def runs(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """The latest runs, the newest first."""
    return answer(veiled(Runs(runs=tuple(served(request).store.runs(20)))))


@router.get("/runs/events", **file_of("text/event-stream"))
async def events(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """The run that goes on, as events with a `Run` as data whenever it has changed; `end` when it is over."""
    return StreamingResponse(_events(request, veiled), media_type="text/event-stream")


async def _events(request: Request, veiled: Veil) -> AsyncIterator[bytes]:
    """What has become of the newest run since the last look; nothing of one that was over before the first."""
    store, before, over = served(request).store, b"", -1
    for look in range(MOST):
        if await request.is_disconnected():
            return
        newest = next(iter(await run_in_threadpool(store.runs, 1)), None)
        now = msgspec.json.encode(veiled(newest))
        if newest is not None and newest.end is not None and look == 0:
            over = newest.number
        if newest is None or newest.number == over or now == before:
            yield b": still here\n\n"
        elif newest.end is None:
            yield b"data: " + now + b"\n\n"
        else:
            over = newest.number
            yield b"event: end\ndata: " + now + b"\n\n"
        before = now
        await asyncio.sleep(EVERY)
