"""The inbox: what waits for a person, grouped by likely incident, what would change the figures most first."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import Counts, Inbox, Runs
from reportedly.desk.rendering import query
from reportedly.desk.visiting import visit

router = APIRouter()


@router.get("/")
async def inbox(request: Request) -> Response:
    """New incidents, those that got further reports, those whose judgement is in doubt."""
    found = await visit(request)
    after = request.query_params.get("after", "")
    done = await found.done()
    waiting = await found.client.get("/inbox", Inbox, {"after": after, "limit": "30"})
    if after and not waiting.rows:  # all of the last page is judged
        return found.on_to(f"/{query(found.pairs, after=None)}")
    counts = await found.client.get("/counts", Counts)
    runs = await found.client.get("/runs", Runs)
    running = next((run for run in runs.runs if run.end is None), None)
    return found.page("inbox.html", waiting=waiting, counts=counts, running=running, after=after, done=done)
