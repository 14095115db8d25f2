"""The API as an application: its routers, what errors become, its description."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import (
    answering,
    changing,
    exports,
    incidents,
    judging,
    oidc,
    people,
    refusing,
    reports,
    runs,
    sources,
    store,
)
from reportedly.api.answers import Problem
from reportedly.api.serving import Serving, open_served, served
from reportedly.api.shell import TOO_LONG
from reportedly.model.errors import ReportedlyError
from reportedly.running.judging import JudgementError

PREFIX = "/api/v1"
WHAT = "Reports, accounts and incidents of one store, as the desk and programs read them, and people's judgements."
ROUTERS = (store, exports, incidents, reports, judging, sources, changing, runs, people, oidc)

STATUSES = {
    "bad_request": 400,
    "settings": 400,
    "not_signed_in": 401,
    "forged": 403,
    "not_allowed": 403,
    "oidc": 403,
    "not_there": 404,
    "seen_otherwise": 409,
    "people": 409,
    "judgement": 422,
    "weak_password": 422,
    "store": 503,
}
"""The HTTP status by the error's code; 500 for all others."""


def make_api(serving: Serving) -> FastAPI:
    """The application that serves this store; it opens the store when it starts.

    Starting raises a `ReportedlyError` where the store or the people beside it can't be opened.
    """
    api = FastAPI(
        title="reportedly", version=version("reportedly"), lifespan=_opening(serving), docs_url=None, redoc_url=None,
        redirect_slashes=False,  # it would send browsers to http, also behind a proxy that is reached over https
        openapi_url=f"{PREFIX}/openapi.json", description=WHAT,
    )  # fmt: skip
    for module in ROUTERS:
        api.include_router(module.router, prefix=PREFIX)
    api.add_exception_handler(ReportedlyError, problem)
    for refusal in REFUSALS:
        api.add_exception_handler(refusal, refused)
    api.openapi = lambda: _openapi(api)  # type: ignore[method-assign]  # FastAPI's own way of extending it
    return api


def problem(request: Request, error: Exception) -> Response:
    """An error of ours as an answer: its code and its line, with the store's name and not where it lies."""
    code, store = getattr(error, "code", "error"), served(request).serving.store
    against = error.against if isinstance(error, JudgementError) else ()
    message = str(error).replace(str(store), store.name)
    return answering.answer(Problem(code=code, message=message, against=against), STATUSES.get(code, 500))


REFUSALS: tuple[type[Exception], ...] = (HTTPException, RequestValidationError)
"""What the framework raises where it refuses a request itself."""


def refused(_request: Request, error: Exception) -> Response:
    """What the framework refuses, as an answer of ours."""
    status, said = problem_of(error)
    return answering.answer(said, status)


def problem_of(error: Exception) -> tuple[int, Problem]:
    """The status and the line of what the framework refuses; raises what is none of `REFUSALS`."""
    if isinstance(error, RequestValidationError):
        return 400, Problem(code="bad_request", message=refusing.WRONG.of(wrong=list(map(_wrong, error.errors()))))
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 404:
        return 404, Problem(code="not_there", message=refusing.NOTHING_HERE.of())
    return error.status_code, Problem(code="bad_request", message=_said_of(error.status_code))


def _said_of(status: int) -> str:
    """What is said of a status with which the framework refuses."""
    if status == 400:
        return refusing.NOT_READ.of()
    if status == 405:
        return refusing.WRONG_METHOD.of()
    return TOO_LONG if status == 413 else refusing.NOT_ANSWERED.of(status=status)


def _wrong(each: Mapping[str, Any]) -> str:
    """What is wrong with a parameter, by the kind that pydantic finds."""
    name, kind, bounds = each["loc"][-1], each["type"], each.get("ctx", {})
    if kind in ("int_parsing", "int_type", "int_from_float", "int_parsing_size"):
        return refusing.NO_NUMBER.of(name=name)
    if kind == "greater_than_equal" and isinstance(bounds.get("ge"), int):
        return refusing.TOO_SMALL.of(name=name, n=bounds["ge"])
    if kind == "less_than_equal" and isinstance(bounds.get("le"), int):
        return refusing.TOO_GREAT.of(name=name, n=bounds["le"])
    if kind == "missing":
        return refusing.MISSING.of(name=name)
    return refusing.NO_VALUE.of(name=name, error=each["msg"])


def _opening(serving: Serving) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_served(serving) as opened:
            app.state.served = opened
            yield

    return lifespan


def _openapi(api: FastAPI) -> dict[str, Any]:
    if api.openapi_schema is None:
        found = get_openapi(title=api.title, version=api.version, description=api.description, routes=api.routes)
        api.openapi_schema = answering.described(found)
    return api.openapi_schema
