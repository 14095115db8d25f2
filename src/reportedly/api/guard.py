"""Who asks, and whether they may: sessions by cookie, programs by token, no request forged from another page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.serving import Served, Serving, served
from reportedly.model.errors import ReportedlyError
from reportedly.people import Person, Right, Session, SignedIn, may

SAFE = ("GET", "HEAD", "OPTIONS")


class NotSignedIn(ReportedlyError):
    """Nobody is signed in, or what came with the request doesn't count any more."""

    code = "not_signed_in"


class Forged(ReportedlyError):
    """A request that changes something came without its session's CSRF token, or from another page."""

    code = "forged"


class NotAllowed(ReportedlyError):
    """Whoever asks hasn't the right."""

    code = "not_allowed"


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `session` is None for a program with a token, and for whoever is alone and hasn't begun one."""

    person: Person
    session: Session | None = None

    def may(self, right: Right) -> bool:
        """Whether they have the right."""
        return may(self.person, right)


def asking(request: Request) -> Asking:
    """Who asks; raises `NotSignedIn` in a team where nobody does, `Forged` for what changes something without CSRF."""
    here = served(request)
    bearer = request.headers.get("authorization", "")
    if bearer[:7].lower() == "bearer ":
        person = here.people.token(bearer[7:].strip())
        if person is None:
            raise NotSignedIn(refusing.TOKEN_UNKNOWN.of())
        return Asking(person=person)
    session = here.people.session(token) if (token := cookie(request)) else None
    if session is not None:
        _refuse_forged(request, session)
        return Asking(person=session.person, session=session)
    if here.serving.team:
        raise NotSignedIn(refusing.SIGN_IN_FIRST.of())
    if request.method not in SAFE:
        raise Forged(refusing.SESSION_FIRST.of())
    return Asking(person=here.people.local_person())


def allowed(right: Right) -> Callable[[Request], Asking]:
    """A dependency: who asks, with this right; raises `NotAllowed` where they haven't it."""

    def check(request: Request) -> Asking:
        found = asking(request)
        if not found.may(right):
            raise NotAllowed(refusing.MAY_NOT.of(role=found.person.role))
        return found

    return check


def cookie_name(serving: Serving) -> str:
    """The cookie of this store's sessions: browsers send one port's cookies to every other."""
    store = hashlib.sha256(str(Path(serving.store).resolve()).encode()).hexdigest()[:8]
    return f"__Host-reportedly-{store}" if serving.secure else f"reportedly-{store}"


def cookie(request: Request) -> str:
    """The session's token that came with the request; empty where none did."""
    return request.cookies.get(cookie_name(served(request).serving), "")


def keep(response: Response, here: Served, signed_in: SignedIn) -> None:
    """Sends the session's token as a cookie that scripts can't read and other sites' links don't carry."""
    serving = here.serving
    response.set_cookie(
        cookie_name(serving), signed_in.token, httponly=True, samesite="strict", secure=serving.secure, path="/"
    )


def drop(response: Response, here: Served) -> None:
    """Takes the cookie away."""
    response.delete_cookie(cookie_name(here.serving), path="/", secure=here.serving.secure, samesite="strict")


def _refuse_forged(request: Request, session: Session) -> None:
    if request.method not in SAFE and not session.accepts(request.headers.get("x-csrf", "")):
        raise Forged(refusing.STALE.of())
