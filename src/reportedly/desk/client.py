"""The API as the desk sees it: over HTTP, in this process, as whoever asks for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import httpx2 as httpx
import msgspec
from starlette.requests import Request

from reportedly.api.answers import Conflict, Judged, Judging, Me, Problem, Refusal
from reportedly.api.refusing import NOT_UNDERSTOOD

T = TypeVar("T")
Params = Sequence[tuple[str, str]] | Mapping[str, str]

PREFIX = "/api/v1"


class ApiProblem(Exception):
    """The API's answer where it isn't what was asked for."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.message)
        self.status = status
        self.problem = problem


class ApiConflict(Exception):
    """Somebody judged meanwhile: the API's answer with both sides."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict.message)
        self.conflict = conflict


class Client:
    """The API for one request of a browser: with its cookies, its address, its CSRF token where it sent one."""

    def __init__(self, request: Request, csrf: str = "") -> None:
        address = (request.client.host, request.client.port) if request.client else ("", 0)
        transport = httpx.ASGITransport(app=request.app, client=address, raise_app_exceptions=True)
        cookie = request.headers.get("cookie", "").encode("latin-1")  # as it came, whatever it is
        host = request.headers.get("host", "127.0.0.1").encode("latin-1")  # where an issuer is to send people back to
        headers = {b"cookie": cookie, b"host": host} | ({b"x-csrf": quote(csrf).encode()} if csrf else {})
        self._http = httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", headers=headers, trust_env=False, timeout=120
        )
        self.set_cookies: list[str] = []
        """What the API wants the browser to keep."""

    async def me(self) -> Me:
        """Who asks."""
        return await self.get("/me", Me)

    async def get(self, path: str, kind: type[T], params: Params = ()) -> T:
        """The answer at `path` (below /api/v1) as a `kind`; raises `ApiProblem` where there is another."""
        pairs = list(params.items()) if isinstance(params, Mapping) else list(params)
        address = PREFIX + path + (f"?{urlencode(pairs)}" if pairs else "")
        return self._read(await self._http.get(address), kind)

    async def send(self, method: str, path: str, kind: type[T], content: Any = None) -> T | Refusal:
        """Sends `content` as JSON; raises `ApiProblem`. A sign-in that isn't let in is a `Refusal`."""
        data = msgspec.json.encode(content) if content is not None else b""
        response = await self._http.request(
            method, PREFIX + path, content=data, headers={"content-type": "application/json"}
        )
        if response.status_code in (401, 429) and b'"refused"' in response.content:
            return msgspec.json.decode(response.content, type=Refusal)
        return self._read(response, kind)

    async def judge(self, asked: Judging) -> Judged:
        """Adds a judgement; raises `ApiConflict` where what was seen has changed."""
        response = await self._http.post(PREFIX + "/judgements", content=msgspec.json.encode(asked))
        if response.status_code == 409 and b'"seen_otherwise"' in response.content[:200]:
            raise ApiConflict(msgspec.json.decode(response.content, type=Conflict))
        return self._read(response, Judged)

    def _read(self, response: httpx.Response, kind: type[T]) -> T:
        self.set_cookies += response.headers.get_list("set-cookie")
        if response.is_success:
            return msgspec.json.decode(response.content or b"null", type=kind)
        try:
            problem = msgspec.json.decode(response.content, type=Problem)
        except msgspec.MsgspecError:
            problem = Problem(code="bad_request", message=NOT_UNDERSTOOD.of())
        raise ApiProblem(response.status_code, problem)


def path_of(*parts: str) -> str:
    """A path of the API with these parts, each made safe but for the first."""
    first, *others = parts
    return "/".join((first, *(quote(part, safe="") for part in others)))
