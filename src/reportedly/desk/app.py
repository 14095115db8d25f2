"""The desk as an application: the API, the pages, the built files, and the shell round all of them."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from reportedly.api import Serving, make_api
from reportedly.api.app import PREFIX, REFUSALS, problem_of, refused
from reportedly.api.shell import Shell
from reportedly.desk import views
from reportedly.desk.assets import STATIC, manifest
from reportedly.desk.client import ApiProblem
from reportedly.desk.visiting import inside, problem_page


def make_desk(serving: Serving) -> ASGIApp:
    """The application that serves this store's desk and API.

    Raises `AssetsError` where the scripts and styles aren't built; starting it raises what `make_api` says.
    """
    manifest()
    api: FastAPI = make_api(serving)
    for module in views.MODULES:
        api.include_router(module.router, include_in_schema=False)
    api.mount("/static", _Static(directory=STATIC), name="static")
    api.add_exception_handler(ApiProblem, _problem)
    for refusal in REFUSALS:
        api.add_exception_handler(refusal, _refused)
    return Shell(api, serving.hosts)


class _Static(StaticFiles):
    """The built files. Their names change with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and "-" in path:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


async def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, ApiProblem):
        raise error
    if error.status == 401:
        return RedirectResponse(f"/sign-in?{urlencode({'next': _where(request)})}", 303)
    return await problem_page(request, error)


def _where(request: Request) -> str:
    """The page that somebody was at who has to sign in first; a form is sent from another than it goes to."""
    try:
        url = urlsplit(str(request.url) if request.method == "GET" else request.headers.get("referer", ""))
    except ValueError:
        return inside("")
    return inside(url.path + (f"?{url.query}" if url.query else ""))


async def _refused(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an address that there isn't, a method or a value that it can't have."""
    if request.url.path.startswith(PREFIX):
        return refused(request, error)
    status, problem = problem_of(error)
    return await problem_page(request, ApiProblem(status, problem))
