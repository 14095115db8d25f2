"""Incidents: lists of them, each with its dossier, its history, what comes near it, two side by side."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answering import answer, of
from reportedly.api.answers import Comparison, Dossier, Inbox, Near, Outline, Outlined, Stage
from reportedly.api.dossiers import dossier
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import PAGED, SEARCHED, limit_of
from reportedly.api.serving import served
from reportedly.api.veil import Veil, searched, veil
from reportedly.model import Judgement
from reportedly.model.search import Facets, Listing, Row
from reportedly.reviewing import contradictions
from reportedly.running.comparing import link_between, neighbours
from reportedly.running.known import history

router = APIRouter(tags=["incidents"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil)]
AS_OF = "as it was known on this day: by reports and judgements of this day or earlier"


@router.get("/incidents", **of(Listing, asks=(*SEARCHED, *PAGED)))
def incidents(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """The incidents that a search finds, in its order."""
    query = request.query_params
    found = served(request).store.listing(searched(request), after=query.get("after") or None, limit=limit_of(query))
    return answer(veiled(found))


@router.get("/facets", **of(Facets, asks=SEARCHED))
def facets(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """What a search could be narrowed down to, with how many incidents each value would leave."""
    return answer(veiled(served(request).store.facets(searched(request))))


@router.get("/inbox", **of(Inbox, asks=PAGED))
def inbox(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Incidents that wait for a person: new ones, those that got further reports, those whose judgement is in doubt.

    What would change the figures most comes first.
    """
    query, store = request.query_params, served(request).store
    found = store.inbox(after=query.get("after") or None, limit=limit_of(query))
    why = store.strongest([row.id for row in found.rows])
    return answer(veiled(Inbox(total=found.total, rows=found.rows, next=found.next, why=why)))


@router.get("/outline", **of(Outline, asks=SEARCHED))
def outline(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Every incident that a search finds, as map and timeline need it."""
    rows = served(request).store.outline(searched(request, besides=("box",)))
    shown = tuple(map(_outlined, rows))
    undated = sum(row.day_start is None for row in rows)
    unplaced = sum(row.country is None and row.latitude is None for row in rows)
    return answer(veiled(Outline(rows=shown, undated=undated, unplaced=unplaced)))


@router.get("/incidents/{incident}", **of(Dossier))
def incident(
    request: Request,
    incident: str,
    _who: Reader,
    veiled: Veiled,
    as_of: Annotated[datetime.date | None, Query(description=AS_OF)] = None,
) -> Response:
    """One incident with all its accounts; the id may be cut, and one that was merged or split leads on."""
    found = dossier(served(request).store, incident, as_of)
    return answer(veiled(found), etag=found.version)


@router.get("/incidents/{incident}/history", **of(Stage, many=True))
def stages(request: Request, incident: str, _who: Reader, veiled: Veiled) -> Response:
    """What each day of an incident's reports and judgements changed, the first day first."""
    store = served(request).store
    found = history(store, store.incident(incident))
    return answer(veiled([Stage(day=day, change=change) for day, change in found]))


@router.get("/incidents/{incident}/near", **of(Near, many=True))
def near(request: Request, incident: str, _who: Reader, veiled: Veiled) -> Response:
    """The incidents that come nearest to an incident, the nearest first, and why."""
    store = served(request).store
    found = [(n.link, store.row(n.incident)) for n in neighbours(store, store.incident(incident))]
    return answer(veiled([Near(row=row, link=link) for link, row in found if row is not None]))


@router.get("/compare", **of(Comparison))
def compare(request: Request, a: str, b: str, _who: Reader, veiled: Veiled) -> Response:
    """Two incidents, `a` and `b`, side by side, and what speaks for and against their being one."""
    store = served(request).store
    one, other = dossier(store, a), dossier(store, b)
    link = link_between(store, one.incident, other.incident)
    asked = Judgement(
        id="", kind="merge", who="", why="", at=datetime.datetime.now(datetime.UTC),
        tellings=(*one.incident.tellings, *other.incident.tellings),
    )  # fmt: skip
    against = contradictions(asked, [judged.now for judged in store.judgements(asked.tellings)])
    return answer(veiled(Comparison(one=one, other=other, link=link, against=against)))


def _outlined(row: Row) -> Outlined:
    what = row.event_sub_type or row.event_type
    return Outlined(
        id=row.id, title=" · ".join(part for part in (what, row.place or row.admin1 or row.country) if part),
        event=what, day_start=row.day_start, day_end=row.day_end, day_precision=row.day_precision, country=row.country,
        admin1=row.admin1, place=row.place, place_precision=row.place_precision, latitude=row.latitude,
        longitude=row.longitude, killed_best=row.killed.best, reports=row.reports, state=row.state,
        grade=row.grade,
    )  # fmt: skip
