"""Incidents as a table and on the map: filtered, sorted, searched; every state in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.desk.returning import AT, DONE
from reportedly.desk.visiting import Visit, visit
from reportedly.model.search import SORTS, Facets, Listing
from reportedly.people import SavedSearch

router = APIRouter()
OWN = frozenset({"after", "box", "view", AT, DONE})
"""Parameters of a view that are no filter."""


@router.get("/incidents")
async def table(request: Request) -> Response:
    """The incidents that a search finds, as a table."""
    found = await visit(request)
    return found.page("incidents.html", done=await found.done(), **await _searched(found))


@router.get("/map")
async def on_the_map(request: Request) -> Response:
    """The same on a map and a timeline, which filter each other."""
    found = await visit(request)
    return found.page("map.html", done=await found.done(), **await _searched(found))


@router.get("/searches")
async def searches(request: Request) -> Response:
    """The searches that the person keeps, each with how many it finds now."""
    found = await visit(request)
    kept = await found.client.get("/me/searches", list[SavedSearch])
    totals = {search.id: await _total(found, search.query) for search in kept[:30]}
    return found.page("searches.html", kept=kept, totals=totals)


async def _searched(found: Visit) -> dict[str, Any]:
    query = found.request.query_params
    filters = [(name, value) for name, value in query.multi_items() if value and name not in OWN]
    after = query.get("after", "")
    listing = await found.client.get("/incidents", Listing, [*filters, ("after", after), ("limit", "50")])
    facets = await found.client.get("/facets", Facets, filters)
    return {
        "listing": listing,
        "facets": facets,
        "filters": filters,
        "after": after,
        "sorts": SORTS,
        "box": query.get("box"),
    }


async def _total(found: Visit, query: str) -> int:
    filters = [pair for pair in parse_qsl(query) if pair[0] not in OWN]
    return (await found.client.get("/incidents", Listing, [*filters, ("limit", "1")])).total
