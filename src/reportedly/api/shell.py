"""What lies round every request: the host it asks for, how much it may send, the headers that keep pages harmless."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.api import refusing
from reportedly.api.answering import MOST_BODY

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
"""Nothing runs, loads or is sent but from and to here."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers send forms with `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


TOO_LONG = refusing.TOO_MUCH.of(n=MOST_BODY)


class Shell:
    """Refuses requests for other hosts (DNS rebinding), from other pages, and too long ones; adds `HEADERS`."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if (refusal := self._refusal(scope["method"], headers)) is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if _host(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("This host isn't served here.\n", 421)
        origin = headers.get("origin")
        if method not in ("GET", "HEAD") and origin and _host_of(origin) not in self._hosts:
            return PlainTextResponse("This request came from another page.\n", 403)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:20]) > MOST_BODY:
            return PlainTextResponse(f"{TOO_LONG}\n", 413)
        return None


def _host(named: str) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    if named.startswith("["):
        return named.partition("]")[0] + "]"
    return named.partition(":")[0].lower()


def _host_of(origin: str) -> str:
    """The host of a page's origin; empty where there is none, as of "null"."""
    try:
        return _host(urlsplit(origin).netloc)
    except ValueError:
        return ""


def _bounded(receive: Receive) -> Receive:
    """Refuses a body that goes on beyond what its sender announced, or never did announce."""
    got = 0

    async def received() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > MOST_BODY:
            raise HTTPException(413, TOO_LONG)
        return message

    return received


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
