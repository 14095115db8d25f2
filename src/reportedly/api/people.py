"""Who asks, signing in and out, what is each person's own, and what administrators do."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import refusing
from reportedly.api.answering import answer, body, of
from reportedly.api.answers import (
    Accepting,
    Adding,
    Coded,
    Me,
    NewPassword,
    NewTokenAsked,
    Opened,
    PeopleChange,
    Problem,
    RecoveryCodes,
    Refusal,
    Saving,
    SigningIn,
    Visited,
)
from reportedly.api.guard import Asking, NotAllowed, NotSignedIn, allowed, asking, cookie, drop, keep
from reportedly.api.serving import Served, served
from reportedly.people import (
    RIGHTS,
    ApiToken,
    Enrolment,
    Invitation,
    LogLine,
    NewToken,
    Person,
    Refused,
    SavedSearch,
    Session,
    Settings,
    SignedIn,
    User,
    may,
)
from reportedly.people.sentences import INVITATION_OVER

router = APIRouter(tags=["people"])
Asks = Annotated[Asking, Depends(asking)]
Reader = Annotated[Asking, Depends(allowed("read"))]
Manager = Annotated[Asking, Depends(allowed("manage"))]
REFUSED = {401: Refusal, 429: Refusal}


@router.get("/me", **of(Me))
def me(request: Request) -> Response:
    """Who asks. Alone, a session is begun where there is none; in a team nobody is somebody with no rights."""
    here = served(request)
    try:
        who = asking(request)
    except NotSignedIn:
        return answer(Me(name="", role="", rights=(), team=True, csrf=None, issuer=here.serving.oidc is not None))
    if who.session is None and not here.serving.team and who.person.via == "alone":
        begun = here.people.begin_alone()
        response = answer(_me(here, begun.session.person, begun.session))
        keep(response, here, begun)
        return response
    return answer(_me(here, who.person, who.session))


@router.post("/session", **of(Opened, status=201, takes=SigningIn, other=REFUSED))
async def sign_in(request: Request) -> Response:
    """Signs somebody in and sets the session's cookie; else says why not, and how long to wait."""
    asked = await body(request, SigningIn)
    here, former = served(request), cookie(request)
    found = await run_in_threadpool(
        lambda: here.people.sign_in(asked.name, asked.password, asked.code, _address(request), replacing=former)
    )
    return let_in(here, found)


@router.delete("/session", status_code=204)
def sign_out(request: Request, _who: Asks) -> Response:
    """Ends the session."""
    here = served(request)
    here.people.sign_out(cookie(request))
    response = Response(status_code=204)
    drop(response, here)
    return response


@router.delete("/me/sessions", status_code=204)
def sign_out_everywhere(request: Request, who: Asks) -> Response:
    """Ends every session of the person, this one too; their tokens go on."""
    here = served(request)
    here.people.sign_out_everywhere(_signed_in(who).person)
    response = Response(status_code=204)
    drop(response, here)
    return response


@router.post("/invitation", **of(Opened, status=201, takes=Accepting, other=REFUSED))
async def accept(request: Request) -> Response:
    """Sets the password of the person whom an invitation is for, and signs them in."""
    asked = await body(request, Accepting)
    here, address = served(request), _address(request)

    def accepted() -> SignedIn | Refused:
        name = here.people.accept(asked.token, asked.password, address=address)
        return here.people.sign_in(name, asked.password, "", address)

    return let_in(here, await run_in_threadpool(accepted))


@router.get("/invitation/{token}", **of(Me))
def invitation(request: Request, token: str) -> Response:
    """Whom an invitation is for."""
    name = served(request).people.invited(token)
    if name is None:
        return answer(Problem(code="not_there", message=INVITATION_OVER.of()), 404)
    return answer(Me(name=name, role="", rights=(), team=True, csrf=None))


@router.put("/me/password", **of(Opened, takes=NewPassword, other=REFUSED))
async def change_password(request: Request, who: Asks) -> Response:
    """Changes the person's password; every other session of theirs ends."""
    asked = await body(request, NewPassword)
    _signed_in(who)
    here, token, address = served(request), cookie(request), _address(request)
    found = await run_in_threadpool(lambda: here.people.change_password(token, asked.old, asked.new, address=address))
    return let_in(here, found, 200)


@router.put("/me/language/{language}", status_code=204)
def set_language(request: Request, language: str, who: Reader) -> Response:
    """Keeps the language of the person's interface."""
    served(request).people.set_language(who.person, language)
    return Response(status_code=204)


@router.post("/me/second-factor", **of(Enrolment, takes=Coded, other=REFUSED))
async def begin_second_factor(request: Request, who: Asks) -> Response:
    """Begins a second factor: its secret, to be confirmed by a code. A present one's code is asked for first."""
    asked = await body(request, Coded)
    here, person = served(request), _signed_in(who).person
    found = await run_in_threadpool(lambda: here.people.begin_second_factor(person, asked.code))
    return _refusal(found) if isinstance(found, Refused) else answer(found)


@router.put("/me/second-factor", **of(RecoveryCodes, takes=Coded))
async def confirm_second_factor(request: Request, who: Asks) -> Response:
    """Confirms a second factor by a code; the recovery codes are in this answer and never again."""
    asked = await body(request, Coded)
    here, person = served(request), _signed_in(who).person
    codes = await run_in_threadpool(lambda: here.people.confirm_second_factor(person, asked.code))
    return answer(RecoveryCodes(codes=codes))


@router.get("/me/tokens", **of(ApiToken, many=True))
def tokens(request: Request, who: Reader) -> Response:
    """The person's API tokens, without their secrets."""
    return answer(served(request).people.tokens(who.person))


@router.post("/me/tokens", **of(NewToken, status=201, takes=NewTokenAsked))
async def add_token(request: Request, who: Reader) -> Response:
    """A new API token; its secret is in this answer and never again."""
    asked = await body(request, NewTokenAsked)
    here, person = served(request), _signed_in(who).person
    return answer(
        await run_in_threadpool(lambda: here.people.add_token(person, asked.name, asked.role, asked.ends)), 201
    )


@router.delete("/me/tokens/{token}", status_code=204)
def end_token(request: Request, token: int, who: Reader) -> Response:
    """Ends a token of one's own."""
    served(request).people.end_token(_signed_in(who).person, token)
    return Response(status_code=204)


@router.get("/me/searches", **of(SavedSearch, many=True))
def searches(request: Request, who: Reader) -> Response:
    """The searches that the person keeps."""
    return answer(served(request).people.searches(who.person))


@router.post("/me/searches", **of(SavedSearch, status=201, takes=Saving))
async def save_search(request: Request, who: Reader) -> Response:
    """Keeps a search by a name; one of that name is replaced."""
    asked = await body(request, Saving)
    here = served(request)
    return answer(
        await run_in_threadpool(lambda: here.people.save_search(who.person, asked.name, asked.query, asked.seen)), 201
    )


@router.delete("/me/searches/{search}", status_code=204)
def drop_search(request: Request, search: int, who: Reader) -> Response:
    """Lets go of a search."""
    served(request).people.drop_search(who.person, search)
    return Response(status_code=204)


@router.post("/me/visits/{view}", **of(Visited))
def visit(request: Request, view: str, who: Reader) -> Response:
    """When the person looked at this view before; now is kept for next time."""
    before: datetime.datetime | None = served(request).people.visited(who.person, view[:40])
    return answer(Visited(before=before))


@router.get("/users", **of(User, many=True))
def users(request: Request, who: Manager) -> Response:
    """Everybody in the team, those who are closed too."""
    return answer(served(request).people.users(by=who.person))


@router.post("/users", **of(Invitation, status=201, takes=Adding))
async def add_user(request: Request, who: Manager) -> Response:
    """Adds a person; the invitation's token is in this answer and never again."""
    asked = await body(request, Adding)
    here = served(request)
    return answer(await run_in_threadpool(lambda: here.people.add_user(asked.name, asked.role, by=who.person)), 201)


@router.post("/users/{name}", **of(User, takes=PeopleChange, other={201: Invitation}))
async def change_user(request: Request, name: str, who: Manager) -> Response:
    """Closes, reopens or invites a person anew, gives another role, takes a lost second factor away, or signs out.

    `sign_out` ends every session of theirs; their tokens go on.
    """
    asked = await body(request, PeopleChange)
    return await run_in_threadpool(_change_user, served(request), name, who.person, asked)


@router.get("/people-log", **of(LogLine, many=True))
def people_log(request: Request, who: Manager) -> Response:
    """Sign-ins, and what administrators did, the newest first."""
    return answer(served(request).people.log(by=who.person)[::-1])


@router.get("/settings", **of(Settings))
def settings(request: Request, _who: Manager) -> Response:
    """How long sessions live, and whether all need a second factor."""
    return answer(served(request).people.settings())


@router.put("/settings", **of(Settings, takes=Settings))
async def change_settings(request: Request, who: Manager) -> Response:
    """Changes how long sessions live, and whether all need a second factor."""
    asked = await body(request, Settings)
    here = served(request)
    await run_in_threadpool(lambda: here.people.change_settings(asked, by=who.person))
    return answer(asked)


def _me(here: Served, person: Person, session: Session | None) -> Me:
    open_to_all = ("names", "exact_places") if here.serving.unveiled and may(person, "read") else ()
    return Me(
        name=person.name, role=person.role,
        rights=tuple(right for right in RIGHTS if may(person, right) or right in open_to_all),
        team=here.serving.team, csrf=session.csrf if session else None, language=person.language,
        enrolling=person.enrolling, via=person.via,
    )  # fmt: skip


def let_in(here: Served, found: SignedIn | Refused, status: int = 201) -> Response:
    """The answer to a sign-in: the session's cookie, or a refusal that says how long to wait."""
    if isinstance(found, Refused):
        return _refusal(found)
    response = answer(Opened(me=_me(here, found.session.person, found.session), ends=found.session.ends), status)
    keep(response, here, found)
    return response


def _refusal(refused: Refused) -> Response:
    response = answer(Refusal(code="refused", why=refused.why, wait=refused.wait), 429 if refused.wait else 401)
    if refused.wait:
        response.headers["Retry-After"] = str(refused.wait)
    return response


def _signed_in(who: Asking) -> Session:
    """The session; raises `NotAllowed` for programs with a token, which may not change how people come in."""
    if who.session is None:
        raise NotAllowed(refusing.A_PERSON_NOT_A_TOKEN.of())
    return who.session


def _change_user(here: Served, name: str, by: Person, asked: PeopleChange) -> Response:
    people = here.people
    if asked.role is not None:
        people.set_role(name, asked.role, by=by)
    if asked.action == "close":
        people.close_user(name, by=by)
    elif asked.action == "reopen":
        people.reopen_user(name, by=by)
    elif asked.action == "reset_second_factor":
        people.reset_second_factor(name, by=by)
    elif asked.action == "sign_out":
        people.end_sessions(name, by=by)
    elif asked.action == "invite":
        return answer(people.invite(name, by=by), 201)
    return answer(people.user(name, by=by))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
