"""How answers go out: JSON by msgspec, and the OpenAPI description of the types that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reportedly.api import answers, refusing
from reportedly.model.errors import ReportedlyError

T = TypeVar("T")
Parameter = dict[str, Any]
"""A parameter of a route, as OpenAPI writes it."""

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
        raise BadRequest(refusing.NO_BODY.of(error=error)) from error


def of(
    kind: type,
    *,
    many: bool = False,
    status: int = 200,
    takes: type | None = None,
    asks: Sequence[Parameter] = (),
    other: Mapping[int, type] = MappingProxyType({}),
) -> dict[str, Any]:
    """A route's status, and what the description says of it: its answer, or `many` of them in a list, what it takes in
    its body, which parameters of the address it reads itself, and answers that aren't a `Problem` by their status."""
    answers_by = {status: (kind, many), **{number: (each, False) for number, each in other.items()}}
    extra: dict[str, Any] = {"parameters": list(asks)} if asks else {}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": _content(takes)}
    return {
        "status_code": status,
        "responses": {
            number: {"description": _said(each), "content": _content(each, several)}
            for number, (each, several) in answers_by.items()
        },
        "openapi_extra": extra,
    }


def file_of(kind: str, *, asks: Sequence[Parameter] = ()) -> dict[str, Any]:
    """The same for a route that answers with a file of this media type."""
    content = {kind: {"schema": {"type": "string"}}}
    return {
        "response_class": StreamingResponse,
        "responses": {200: {"description": "A file", "content": content}},
        "openapi_extra": {"parameters": list(asks)} if asks else {},
    }


def parameter(name: str, schema: Mapping[str, Any], meaning: str) -> Parameter:
    """A parameter of an address that the route reads itself, for the description."""
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": dict(schema)}


def described(openapi: dict[str, Any]) -> dict[str, Any]:
    """The description with the schemas of all that is answered and taken, and with what each route does in a line."""
    kinds = [value for name in answers.__all__ if isinstance(value := getattr(answers, name), type)]
    _, schemas = msgspec.json.schema_components([*kinds, *MORE], ref_template=SCHEMA)
    openapi.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
    openapi["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    openapi["security"] = [{"token": []}]
    for operations in openapi["paths"].values():
        for operation in operations.values():
            operation["summary"] = operation["description"].splitlines()[0].partition("; ")[0].rstrip(".")
    return openapi


MORE: list[type] = []
"""Types of the model and of people that are answered as they are; the routers add theirs."""


def _content(kind: type, many: bool = False) -> dict[str, Any]:
    if kind not in MORE and getattr(answers, kind.__name__, None) is not kind:
        MORE.append(kind)
    schema: dict[str, Any] = {"$ref": SCHEMA.format(name=kind.__name__)}
    return {"application/json": {"schema": {"type": "array", "items": schema} if many else schema}}


def _said(kind: type) -> str:
    return (kind.__doc__ or kind.__name__).strip().splitlines()[0]
