"""The only requests that signing in makes: to the issuer's own host, of bounded size and time, without redirects."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from reportedly.people import issuing
from reportedly.people.errors import OidcError

SECONDS = 10.0
MOST_BYTES = 1_000_000  # a discovery document has some 3,000, a set of keys as many
_OK = 200


def get(url: str) -> dict[str, Any]:
    """The JSON object at this address; raises `OidcError`."""
    return _object(url, *_request("GET", url, {}, None))


def post(url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object that answers this form; raises `OidcError`, with the server's own short `error` word."""
    return _object(url, *_request("POST", url, headers, form))


def _request(method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> tuple[int, bytes]:
    import httpx2 as httpx  # here: it takes a tenth of a second, and who signs in by a password needs none

    asked = {"Accept": "application/json", "Accept-Encoding": "identity", **headers}
    deadline = time.monotonic() + SECONDS
    try:
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False, verify=_trusted()) as client,
            client.stream(method, url, headers=asked, data=form) as response,
        ):
            return response.status_code, _read(url, response, deadline)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise OidcError(issuing.UNREACHED.of(address=url, error=_one_line(error))) from error


def _read(url: str, response: Any, deadline: float) -> bytes:
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > MOST_BYTES:
            raise OidcError(issuing.TOO_LARGE.of(address=url, n=MOST_BYTES))
        if time.monotonic() > deadline:  # a byte now and then keeps no time limit of a socket
            raise OidcError(issuing.TOO_SLOW.of(address=url, n=round(SECONDS)))
    return bytes(body)


def _object(url: str, status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        answer = {}
    if status != _OK:
        said = answer.get("error")
        if isinstance(said, str):
            raise OidcError(issuing.STATUS_SAYING.of(address=url, status=status, error=_one_line(said)))
        raise OidcError(issuing.STATUS.of(address=url, status=status))
    if not answer:
        raise OidcError(issuing.NO_OBJECT.of(address=url))
    return answer


def _one_line(what: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in str(what)[:400]).split())[:100]


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
