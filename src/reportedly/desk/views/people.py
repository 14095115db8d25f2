"""Signing in and out, what is one's own, and who may come in."""

from __future__ import annotations

import datetime
from typing import Any, Literal, get_args

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
from reportedly.desk.client import ApiProblem, path_of
from reportedly.desk.visiting import Visit, glimpse, submitted, visit
from reportedly.people import ROLES, ApiToken, Enrolment, Invitation, LogLine, NewToken, Role, User

router = APIRouter()
_Action = Literal["close", "reopen", "invite", "reset_second_factor"]
_ACTIONS: tuple[_Action, ...] = get_args(_Action)


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
async def own(request: Request) -> Response:
    """Password, second factor, API tokens."""
    return await _own(await visit(request))


@router.post("/me")
async def change_own(request: Request) -> Response:
    """Changes one of them; what is shown once is on the page that answers."""
    found, fields = await submitted(request)
    first = {name: values[0] for name, values in fields.items()}
    client, action = found.client, first.get("action")
    if action == "password":
        asked = NewPassword(old=first.get("old", ""), new=first.get("new", ""))
        answer = await client.send("PUT", "/me/password", Opened, asked)
        return await _own(found, refusal=answer if isinstance(answer, Refusal) else None, done=True)
    if action == "begin":
        begun = await client.send("POST", "/me/second-factor", Enrolment, Coded(code=first.get("code", "")))
        return await _own(found, enrolment=begun)
    if action == "confirm":
        codes = await client.send("PUT", "/me/second-factor", RecoveryCodes, Coded(code=first.get("code", "")))
        return await _own(found, codes=codes)
    if action == "token":
        ends = datetime.date.fromisoformat(first.get("ends", "")[:10])
        role = _role(first.get("role"))
        made = await client.send(
            "POST", "/me/tokens", NewToken, NewTokenAsked(name=first.get("name", ""), role=role, ends=ends)
        )
        return await _own(found, made=made)
    if action == "end_token":
        await client.send("DELETE", path_of("/me/tokens", first.get("token", "0")), None.__class__)
    return found.on_to("/me")


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
    role = _role(first.get("role"))
    if action == "add":
        made = await found.client.send("POST", "/users", Invitation, Adding(name=name, role=role))
        return await _admin(found, made)
    if action == "role":
        asked = PeopleChange(role=role)
    else:
        asked = PeopleChange(action=next((each for each in _ACTIONS if each == action), None))
    if asked.action == "invite":
        return await _admin(found, await found.client.send("POST", path_of("/users", name), Invitation, asked))
    await found.client.send("POST", path_of("/users", name), User, asked)
    return await _admin(found)


def _role(asked: str | None) -> Role:
    return next((role for role in ROLES if role == asked), "reader")


async def _own(found: Visit, **shown: Any) -> Response:
    tokens = await found.client.get("/me/tokens", list[ApiToken]) if found.may("read") else []
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90)
    once: dict[str, Any] = {"enrolment": None, "codes": None, "made": None, "refusal": None, "done": False, **shown}
    return found.page("me.html", tokens=tokens, roles=ROLES, soon=soon, **once)


async def _admin(found: Visit, made: object = None) -> Response:
    users = await found.client.get("/users", list[User])
    log = await found.client.get("/people-log", list[LogLine])
    return found.page("admin.html", users=users, log=log[:100], made=made, roles=ROLES)
