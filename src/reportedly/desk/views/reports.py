"""A report as it was read."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import ReportPage
from reportedly.desk.client import path_of
from reportedly.desk.marked import paragraphs, span_of
from reportedly.desk.visiting import visit

router = APIRouter()


@router.get("/reports/{report:path}")
async def report(request: Request, report: str, mark: str = "", revision: str = "") -> Response:
    """The page's text with what is quoted of it marked, and where it came from."""
    found = await visit(request)
    page = await found.client.get(path_of("/reports", report), ReportPage, {"revision": revision} if revision else {})
    return found.page("report.html", page=page, paragraphs=paragraphs(page.reading, span_of(mark)))
