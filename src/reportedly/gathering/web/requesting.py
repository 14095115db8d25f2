"""One request: an address to its status, headers and body, whatever the server does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp
import msgspec
from yarl import URL

from reportedly.gathering.web.bodies import ENCODINGS, body
from reportedly.gathering.web.connecting import Inside, Lookup, connector
from reportedly.gathering.web.exchange import OK, NotFetched, shown
from reportedly.gathering.web.politeness import Bounds, Politeness

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_MOST_LINE, _MOST_FIELD, _MOST_HEADERS = 8_190, 8_190, 100
_STATUSES = range(200, 600)


class Reply(msgspec.Struct, frozen=True):
    """What one request brought."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)


def session(politeness: Politeness, lookup: Lookup) -> aiohttp.ClientSession:
    """Connections to be shared by requests. Keeps no cookies, takes no proxy from the environment."""
    return aiohttp.ClientSession(
        connector=connector(politeness, lookup),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": politeness.agent, "Accept": _ACCEPT, "Accept-Encoding": ENCODINGS},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=politeness.bounds.first),
        auto_decompress=False,
        trust_env=False,
        max_line_size=_MOST_LINE,
        max_field_size=_MOST_FIELD,
        max_headers=_MOST_HEADERS,
    )


async def request(
    client: aiohttp.ClientSession, url: URL, bounds: Bounds, *, extra: Mapping[str, str], cut: bool = False
) -> Reply:
    """The server's reply; a redirect is a reply. Raises `NotFetched`. Of what isn't 200 to 299 no body is taken."""
    name = shown(str(url))
    try:
        async with asyncio.timeout(bounds.first):
            response = await client.get(url, headers=extra, allow_redirects=False)
        # On leaving, whatever wasn't read is thrown away with its connection.
        async with response:
            if response.status not in _STATUSES:
                raise NotFetched("broken", f"{name}: answers with status {response.status}, which HTTP doesn't have")
            content = await body(response, name, bounds, cut=cut) if response.status in OK else b""
            return Reply(response.status, _headers(response.raw_headers), content)
    except TimeoutError:
        raise NotFetched("too_slow", f"{name}: no answer within {bounds.first:g} s; try again later") from None
    except aiohttp.ClientError as error:
        raise _refused(name, error) from error


def _headers(raw: tuple[tuple[bytes, bytes], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in raw)


def _refused(name: str, error: aiohttp.ClientError) -> NotFetched:
    """Why there is no reply, in our words."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else None
    if isinstance(cause, Inside):
        return NotFetched("address", f"{name}: {_without_host(cause)}")
    said = error.message if isinstance(error, aiohttp.ClientResponseError) else error
    why = _one_line(cause or said)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return NotFetched("certificate", f"{name}: can't show who it is ({why}); check the address, tell the outlet")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return NotFetched("no_answer", f"{name}: no such host is known ({why}); check the address and the network")
    if isinstance(error, aiohttp.ClientConnectorError):
        return NotFetched("no_answer", f"{name}: can't be reached ({why}); check the address, or try again later")
    if isinstance(error, aiohttp.ClientPayloadError):
        return NotFetched("cut_off", f"{name}: the answer broke off or isn't as announced ({why}); try again")
    if isinstance(error, aiohttp.InvalidURL):
        return NotFetched("not_http", f"{name}: can't be asked for ({why}); check the address")
    if isinstance(error, aiohttp.ClientResponseError):
        return NotFetched("broken", f"{name}: answers as HTTP doesn't ({why}); tell the outlet")
    return NotFetched("no_answer", f"{name}: the connection broke off ({why}); try again later")


def _without_host(cause: Inside) -> str:
    return str(cause).partition(": ")[2]


def _one_line(error: object) -> str:
    return shown(" ".join(str(error).split()) or type(error).__name__)[:120]
