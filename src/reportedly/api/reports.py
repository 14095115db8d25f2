"""Reports: the page as it was read, with every account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.answering import answer, of
from reportedly.api.answers import Place, ReportPage
from reportedly.api.guard import Asking, NotAllowed, allowed
from reportedly.api.serving import served
from reportedly.api.veil import unveiled
from reportedly.model.errors import NotThere

router = APIRouter(tags=["reports"])
Reader = Annotated[Asking, Depends(allowed("read"))]


@router.get("/reports/{report:path}", **of(ReportPage))
def report(
    request: Request,
    report: str,
    who: Reader,
    revision: Annotated[
        int | None, Query(ge=1, description="which one, from 1; the newest where it isn't given")
    ] = None,
) -> Response:
    """A report as it was read: its text, its accounts with their quotes, the incidents that it is part of.

    Who sees no names of private people sees no page either: a text can't be veiled.
    """
    if not unveiled(request, who):
        raise NotAllowed(refusing.NO_WHOLE_PAGES.of(role=who.person.role))
    store = served(request).store
    kept = store.revisions(report)
    if not kept or (revision or 1) > len(kept):
        why = refusing.REVISIONS if kept else refusing.NO_REPORT
        raise NotThere(why.of(report=report, n=len(kept)))
    number = revision or len(kept)
    reading = kept[number - 1]
    places = [
        Place(incident=each.id, linked=store.holding(f"{report}#{each.id}")) for each in reading.incidents
    ]  # of the newest revision: an older one's tellings have gone on under its names
    seen = tuple(store.copies.seen(report))
    return answer(ReportPage(reading=reading, revision=number, revisions=len(kept), places=tuple(places), seen=seen))
