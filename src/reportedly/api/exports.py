"""The current view as a file: what a search finds, and the log of judgements. For coders they are veiled too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reportedly.api.answering import file_of
from reportedly.api.guard import Asking, allowed
from reportedly.api.searching import SEARCHED
from reportedly.api.serving import served
from reportedly.api.veil import Veil, searched, veil_of_files
from reportedly.model.search import Listing, Row, Search
from reportedly.sharing.listing import csv_lines
from reportedly.storing import Store

router = APIRouter(tags=["exports"])
Reader = Annotated[Asking, Depends(allowed("read"))]
Veiled = Annotated[Veil, Depends(veil_of_files)]

AT_ONCE = 500  # rows between two looks at the store


@router.get("/incidents.csv", **file_of("text/csv", asks=SEARCHED))
def as_csv(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Every incident that a search finds, a line each; cells that a spreadsheet would compute are made plain text.

    Below an editor exact places are veiled in files, since these are given away.
    """
    rows = (row for listing in _listings(served(request).store, searched(request), veiled) for row in listing.rows)
    return _file(csv_lines(rows), "text/csv; charset=utf-8", "incidents.csv")


@router.get("/incidents.jsonl", **file_of("application/x-ndjson", asks=SEARCHED))
def as_json_lines(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """Every incident that a search finds as JSON Lines, each a `Row` as lists have it."""
    rows = (row for listing in _listings(served(request).store, searched(request), veiled) for row in listing.rows)
    return _file((_json_line(row) for row in rows), "application/x-ndjson", "incidents.jsonl")


@router.get("/judgements.jsonl", **file_of("application/x-ndjson"))
def log_as_json_lines(request: Request, _who: Reader, veiled: Veiled) -> Response:
    """The whole log of judgements, the oldest first, as JSON Lines, each a `Judgement`."""
    entries = served(request).store.log()
    return _file((_json_line(veiled(entry)) for entry in entries), "application/x-ndjson", "judgements.jsonl")


def _listings(store: Store, search: Search, veiled: Veil) -> Iterator[Listing]:
    after = None
    while True:
        found = store.listing(search, after=after, limit=AT_ONCE)
        yield msgspec.convert(veiled(found), Listing, from_attributes=True)
        if found.next is None:
            return
        after = found.next


def _json_line(value: Row | Any) -> str:
    return msgspec.json.encode(value).decode() + "\n"


def _file(lines: Iterator[str], kind: str, name: str) -> Response:
    return StreamingResponse(lines, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
