"""Signing in and out, what is one's own, and who may come in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api.answers import (
    Accepting,
    Adding,
    Coded,
    Issuer,
    IssuerAnswer,
    Me,
    NewPassword,
    NewTokenAsked,
    Opened,
    PeopleChange,
    RecoveryCodes,
    Refusal,
    Saving,
    SigningIn,
)
from reportedly.api.serving import origin
from reportedly.desk.client import ApiProblem, path_of
from reportedly.desk.visiting import Visit, glimpse, submitted, visit
from reportedly.people import ROLES, ApiToken, Enrolment, Invitation, LogLine, NewToken, Role, User

router = APIRouter()
_Action = Literal["close", "reopen", "invite", "reset_second_factor", "sign_out"]
_ACTIONS: tuple[_Action, ...] = get_args(_Action)
_OWN = ("password", "begin", "confirm", "token")
"""What a person asks for of their own whose answer is on the page."""
_SAID_BESIDE = (400, 403, 409, 422)
"""Statuses of what is said on the page with the form, which is filled in again."""
_LOCAL = ("127.0.0.1", "localhost", "::1")
_LOGGED = 100  # entries of the log on the page


@router.get("/sign-in")
async def sign_in_form(request: Request, invitation: str = "", next: str = "/") -> Response:  # noqa: A002 -- in the address
    """The form for name and password, or for a first password by invitation."""
    found = await glimpse(request)
    if not found.me.team:
        return found.on_to("/")
    name = (await found.client.get(path_of("/invitation", invitation), Me)).name if invitation else ""
    return found.page("sign_in.html", invitation=invitation, name=name, next=next, refusal=None, problem=None)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Lets somebody in, or says how long to wait."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    invitation, name, back = first.get("invitation", ""), first.get("name", ""), first.get("next", "/")
    try:
        if invitation:
            asked = Accepting(token=invitation, password=first.get("password", ""))
            answer = await found.client.send("POST", "/invitation", Opened, asked)
        else:
            given = SigningIn(name=name, password=first.get("password", ""), code=first.get("code", ""))
            answer = await found.client.send("POST", "/session", Opened, given)
    except ApiProblem as problem:
        return found.page(
            "sign_in.html", problem.status,
            invitation=invitation, name=name, next=back, refusal=None, problem=problem.problem,
        )  # fmt: skip
    if isinstance(answer, Refusal):
        status = 429 if answer.wait else 401
        return found.page("sign_in.html", status, invitation="", name=name, next=back, refusal=answer, problem=None)
    return found.on_to("/me" if answer.me.enrolling else back)


@router.get("/sign-in/oidc")
async def to_the_issuer(request: Request) -> Response:
    """Sends the browser to the issuer."""
    found = await glimpse(request)
    begun = await found.client.send("POST", "/oidc", Issuer)
    if isinstance(begun, Refusal):
        return found.on_to("/sign-in")
    return found.leave(begun.address)


@router.get("/sign-in/oidc/back")
async def from_the_issuer(request: Request) -> Response:
    """Signs in who comes back; a page of ours goes on by itself, since the cookie isn't sent along from elsewhere."""
    found = await glimpse(request)
    answer = await found.client.send("PUT", "/oidc", Opened, IssuerAnswer(query=dict(request.query_params)))
    if isinstance(answer, Refusal):
        return found.page("sign_in.html", 401, invitation="", name="", next="/", refusal=answer, problem=None)
    return found.page("signed_in.html")


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Ends the session."""
    found, _ = await submitted(request)
    await found.client.send("DELETE", "/session", None.__class__)
    return found.on_to("/sign-in")


@router.get("/me")
async def own(request: Request, changed: str = "") -> Response:
    """Password, second factor, API tokens."""
    return await _own(await visit(request), changed=changed == "password")


@router.post("/me")
async def change_own(request: Request) -> Response:
    """Changes one of them; what is shown once is on the page that answers."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    action = first.get("action", "")
    if action == "sign_out":
        await found.client.send("DELETE", "/me/sessions", None.__class__)
        return found.on_to("/sign-in")
    if action == "end_token":
        await found.client.send("DELETE", path_of("/me/tokens", first.get("token", "0")), None.__class__)
        return found.on_to("/me")
    if action not in _OWN:
        return found.on_to("/me")
    try:
        shown = await _changed_own(found, action, first)
    except ApiProblem as problem:
        if problem.status not in _SAID_BESIDE:
            raise
        return await _own(found, problem.status, problem=problem.problem)
    refusal = next((value for value in shown.values() if isinstance(value, Refusal)), None)
    if refusal is not None:
        return await _own(found, 429 if refusal.wait else 401, refusal=refusal, action=action)
    if action == "password":  # the session that asked is over: the new one begins with the next page
        return found.on_to("/me?changed=password")
    return await _own(found, action=action, **shown)


async def _changed_own(found: Visit, action: str, first: Mapping[str, str]) -> dict[str, Any]:
    """Does what a form of one's own asks for; what the page shows of it."""
    client, code = found.client, Coded(code=first.get("code", ""))
    if action == "password":
        asked = NewPassword(old=first.get("old", ""), new=first.get("new", ""))
        return {"password": await client.send("PUT", "/me/password", Opened, asked)}
    if action == "begin":
        return {"enrolment": await client.send("POST", "/me/second-factor", Enrolment, code)}
    if action == "confirm":
        return {"codes": await client.send("PUT", "/me/second-factor", RecoveryCodes, code)}
    token = NewTokenAsked(name=first.get("name", ""), role=_role(first.get("role")), ends=_day(first.get("ends")))
    return {"made": await client.send("POST", "/me/tokens", NewToken, token)}


@router.post("/searches")
async def keep_search(request: Request) -> Response:
    """Keeps or lets go of a search."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    if first.get("drop"):
        await found.client.send("DELETE", path_of("/me/searches", first["drop"]), None.__class__)
    else:
        seen = first.get("seen", "0")
        asked = Saving(
            name=first.get("name", ""), query=first.get("query", ""), seen=int(seen) if seen.isdigit() else 0
        )
        await found.client.send("POST", "/me/searches", object, asked)
    return found.on_to("/searches")


@router.get("/admin")
async def admin(request: Request) -> Response:
    """Who may come in, and what was done about it."""
    return await _admin(await visit(request))


@router.post("/admin")
async def change_people(request: Request) -> Response:
    """Adds a person or changes one; an invitation is on the page that answers, and never again."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    name, action = first.get("name", ""), first.get("action", "")
    try:
        made = await _changed(found, name, action, _role(first.get("role")))
    except ApiProblem as problem:
        if problem.status not in _SAID_BESIDE or not found.may("manage"):
            raise
        return await _admin(found, problem.status, problem=problem.problem, typed=name if action == "add" else "")
    return await _admin(found, made=made if isinstance(made, Invitation) else None, done=name)


async def _changed(found: Visit, name: str, action: str, role: Role) -> object:
    """Does what an administrator asks for; the invitation where one is made."""
    if action == "add":
        return await found.client.send("POST", "/users", Invitation, Adding(name=name, role=role))
    if action == "role":
        asked = PeopleChange(role=role)
    else:
        asked = PeopleChange(action=next((each for each in _ACTIONS if each == action), None))
    kind: type[Invitation | User] = Invitation if asked.action == "invite" else User
    return await found.client.send("POST", path_of("/users", name), kind, asked)


def _role(asked: str | None) -> Role:
    return next((role for role in ROLES if role == asked), "reader")


def _day(asked: str | None) -> datetime.date:
    """A day from a form; yesterday, which is always refused, where it is none."""
    try:
        return datetime.date.fromisoformat((asked or "")[:10])
    except ValueError:
        return _today() - datetime.timedelta(days=1)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


async def _own(found: Visit, status: int = 200, **shown: Any) -> Response:
    tokens = await found.client.get("/me/tokens", list[ApiToken]) if found.may("read") else []
    once: dict[str, Any] = dict.fromkeys(("enrolment", "codes", "made", "refusal", "problem", "changed", "action"))
    return found.page(
        "me.html", status, tokens=tokens, roles=ROLES[: ROLES.index(_role(found.me.role)) + 1],
        soon=_today() + datetime.timedelta(days=90), **{**once, **shown},
    )  # fmt: skip


async def _admin(found: Visit, status: int = 200, **shown: Any) -> Response:
    users = await found.client.get("/users", list[User])
    log = await found.client.get("/people-log", list[LogLine])
    here = origin(found.request)
    once: dict[str, Any] = {"made": None, "problem": None, "typed": "", "done": ""}
    return found.page(
        "admin.html", status, users=users, log=log[:_LOGGED], more=len(log) > _LOGGED, roles=ROLES,
        origin=here, local=urlsplit(here).hostname in _LOCAL, **{**once, **shown},
    )  # fmt: skip
