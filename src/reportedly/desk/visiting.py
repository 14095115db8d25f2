"""One look at a page: who looks, in which language, and the page that they get."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reportedly.api.answers import Entry, Me, Problem
from reportedly.desk.client import ApiProblem, Client, path_of
from reportedly.desk.rendering import render
from reportedly.desk.returning import AT, DONE
from reportedly.desk.words import Words, language_of, words_in

THEMES = ("auto", "light", "dark")


class Visit:
    """Who looks at which page: `client` asks the API for them, `me` is who they are, `words` their language."""

    def __init__(self, request: Request, client: Client, me: Me, words: Words) -> None:
        self.request = request
        self.client = client
        self.me = me
        self.words = words

    def may(self, right: str) -> bool:
        """Whether they have the right."""
        return right in self.me.rights

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What the address asks for."""
        return parse_qsl(self.request.url.query, keep_blank_values=False)[:100]

    @property
    def signed_in(self) -> bool:
        """Whether anybody is there; alone, always."""
        return bool(self.me.name)

    def page(self, template: str, status: int = 200, /, **context: Any) -> Response:
        """The template's page, with what every page needs."""
        return self._answer(HTMLResponse(render(template, **{**self._common(), **context}), status))

    async def done(self) -> Entry | None:
        """What they judged last, where they come back from it."""
        entry = self.request.query_params.get(DONE, "")
        if not entry:
            return None
        try:
            return await self.client.get(path_of("/judgements", entry), Entry)
        except ApiProblem:
            return None

    def on_to(self, address: str) -> Response:
        """On to another page of the desk, after something was done."""
        return self._answer(RedirectResponse(inside(address), 303))

    def leave(self, address: str) -> Response:
        """Off to another site, which whoever runs the desk has configured."""
        return self._answer(RedirectResponse(address, 303))

    def _common(self) -> dict[str, Any]:
        cookies, url = self.request.cookies, self.request.url
        theme = cookies.get("theme", "auto")
        return {
            "_": self.words,
            "words": self.words,
            "me": self.me,
            "may": self.may,
            "path": url.path,
            "here": url.path + (f"?{url.query}" if url.query else ""),
            "pairs": self.pairs,
            "at": self.request.query_params.getlist(AT)[:3],
            "theme": theme if theme in THEMES else "auto",
            "keys": "off" if cookies.get("keys") == "off" else "on",
            "graphic": cookies.get("graphic") == "hide",
        }

    def _answer(self, response: Response) -> Response:
        for cookie in self.client.set_cookies:
            response.headers.append("set-cookie", cookie)
        return response


async def visit(request: Request, csrf: str = "") -> Visit:
    """Who looks, in their language; raises `ApiProblem` (401) where somebody must sign in first."""
    found = await glimpse(request, csrf)
    if not found.signed_in:
        raise ApiProblem(401, Problem(code="not_signed_in", message="sign in first"))
    return found


async def glimpse(request: Request, csrf: str = "") -> Visit:
    """The same, for pages that are there before anybody has signed in."""
    client = Client(request, csrf)
    me = await client.me()
    return Visit(request, client, me, words_in(language_of(request, me.language)))


async def submitted(request: Request) -> tuple[Visit, dict[str, list[str]]]:
    """Who sends a form, and its fields; its `csrf` goes with what is asked of the API."""
    async with request.form(max_files=0, max_fields=500) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value)
    return await glimpse(request, (fields.get("csrf") or [""])[0]), fields


async def problem_page(request: Request, error: ApiProblem) -> Response:
    """The page that says what went wrong."""
    found = await glimpse(request)
    return found.page("problem.html", error.status, problem=error.problem)


def way_back(address: str) -> str:
    """Where the person came from, where that is a page of the desk's; empty where nothing says."""
    return inside(address) if address else ""


def inside(address: str) -> str:
    """The address where it is one of the desk's own pages, else the inbox: nobody is sent elsewhere by a link."""
    try:
        parts = urlsplit(address)
    except ValueError:  # as of "http://[", whose host is never closed
        return "/"
    own = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own and "\\" not in address and address.isprintable() else "/"
