"""How answers go out: JSON by msgspec, and the OpenAPI description of the types that they are."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from reportedly.api import answers
from reportedly.model.errors import ReportedlyError

T = TypeVar("T")

SCHEMA = "#/components/schemas/{name}"
MOST_BODY = 1_000_000  # bytes of a request: a judgement with the longest reason is far below


class BadRequest(ReportedlyError):
    """A request that can't be understood: the message names what is wrong with it."""

    code = "bad_request"


def answer(value: Any, status: int = 200, *, etag: str | None = None) -> Response:
    """The value as JSON."""
    headers = {"ETag": f'"{etag}"'} if etag else {}
    return Response(msgspec.json.encode(value), status, headers, "application/json")


async def body(request: Request, kind: type[T]) -> T:
    """The request's JSON as a `kind`; raises `BadRequest` where it isn't one."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadRequest(f"the request's body: {error}") from error


def of(kind: type, *, takes: type | None = None) -> dict[str, Any]:
    """What a route says of its answer and of what it takes, for the description."""
    described: dict[str, Any] = {"responses": {200: {"description": _said(kind), "content": _content(kind)}}}
    if takes is not None:
        described["openapi_extra"] = {"requestBody": {"required": True, "content": _content(takes)}}
    return described


def described(openapi: dict[str, Any]) -> dict[str, Any]:
    """The description with the schemas of all that is answered and taken."""
    kinds = [value for name in answers.__all__ if isinstance(value := getattr(answers, name), type)]
    _, schemas = msgspec.json.schema_components([*kinds, *MORE], ref_template=SCHEMA)
    openapi.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
    openapi["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    openapi["security"] = [{"token": []}]
    return openapi


MORE: list[type] = []
"""Types of the model and of people that are answered as they are; the routers add theirs."""


def _content(kind: type) -> dict[str, Any]:
    if kind not in MORE and kind.__name__ not in answers.__all__:
        MORE.append(kind)
    return {"application/json": {"schema": {"$ref": SCHEMA.format(name=kind.__name__)}}}


def _said(kind: type) -> str:
    return (kind.__doc__ or kind.__name__).strip().splitlines()[0]
