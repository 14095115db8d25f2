"""Signing in by an OpenID Connect issuer, where one is configured."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.answering import answer, body, of
from reportedly.api.answers import Issuer, IssuerAnswer, Opened
from reportedly.api.guard import cookie, cookie_name
from reportedly.api.people import REFUSED, let_in
from reportedly.api.serving import Served, origin, served
from reportedly.model.errors import NotThere
from reportedly.people import Refused, SignedIn
from reportedly.people.oidc import Oidc, read_oidc_settings

router = APIRouter(tags=["people"])
BACK = "/sign-in/oidc/back"
"""Where the issuer sends the browser back to: a page of the desk."""
_PATIENCE = 600  # seconds that a person may take at the issuer's


@router.post("/oidc", **of(Issuer, status=201))
async def begin(request: Request) -> Response:
    """Begins a sign-in at the OpenID Connect issuer: the address to go to."""
    here = served(request)
    address, token = await run_in_threadpool(_begun, here, f"{origin(request)}{BACK}")
    response = answer(Issuer(address=address), 201)
    # Lax: the browser comes back from the issuer's site, and a strict cookie wouldn't come with it
    response.set_cookie(
        _handshake(here), token, max_age=_PATIENCE, httponly=True, samesite="lax", secure=here.serving.secure, path="/"
    )
    return response


@router.put("/oidc", **of(Opened, status=201, takes=IssuerAnswer, other=REFUSED))
async def finish(request: Request) -> Response:
    """Ends a sign-in at the issuer with what it sent back, and sets the session's cookie."""
    asked = await body(request, IssuerAnswer)
    here, former = served(request), cookie(request)
    token = request.cookies.get(_handshake(here), "")
    address = request.client.host if request.client else ""
    found = await run_in_threadpool(_finished, here, token, asked.query, (address, former))
    response = let_in(here, found)
    response.delete_cookie(_handshake(here), path="/", secure=here.serving.secure, samesite="lax")
    return response


def _begun(here: Served, redirect: str) -> tuple[str, str]:
    address, kept = _issuer(here).begin(redirect)
    return address, here.people.keep(kept)


def _finished(here: Served, token: str, query: dict[str, str], who: tuple[str, str]) -> SignedIn | Refused:
    kept = here.people.kept(token)
    if kept is None:
        raise NotThere(refusing.BEGUN_ELSEWHERE.of())
    return here.people.sign_in_as(_issuer(here).finish(kept, query), who[0], replacing=who[1])


def _issuer(here: Served) -> Oidc:
    if here.serving.oidc is None or not here.serving.team:
        raise NotThere(refusing.NO_ISSUER.of())
    return Oidc(read_oidc_settings(here.serving.oidc))


def _handshake(here: Served) -> str:
    return f"{cookie_name(here.serving)}-oidc"
