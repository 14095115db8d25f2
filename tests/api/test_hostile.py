"""Whatever is sent to the desk, it answers: never by a failure of its own, and it changes nothing for a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from reportedly.api import Serving, make_api
from reportedly.api.answering import MOST_BODY
from reportedly.api.guard import cookie_name
from reportedly.desk import make_desk, views
from reportedly.running import linking
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.api.conftest import HERE, PAGES
from tests.stories import scored

ENDLESS = "/api/v1/runs/events"  # answers for a quarter of an hour
NAMES = (
    "text", "since", "until", "country", "grade", "state", "event", "language", "outlet", "speaker", "killed_from",
    "killed_to", "differs", "background", "dismissed", "sort", "descending", "after", "limit", "box", "view", "as_of",
    "kind", "show", "mark", "revision", "incident", "out", "field", "value", "back", "a", "b", "invitation", "format",
    "code", "state", "error", "%00", "csrf",
)  # fmt: skip
FIELDS = (
    *NAMES, "why", "seen", "name", "password", "action", "role", "ends", "token", "query", "drop", "next",
    "lang", "theme", "keys", "graphic", "old", "new", "id", "incidents", "take_out", "address", "language", "minutes",
    "required",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from((
        "", "0", "-1", "1" * 400, "9" * 18, "²", "٣", "1e999", "NaN", "2026-03-07", "0000-00-00", "9999-12-31",
        "day", "yes", "note", "value", "state", "merge", "split", "undo", "killed", "j1", "c1.", "%00", "\x00", "..",
        "<script>", "../../etc/passwd", "' OR 1=1 --", "\u202e", "\ud7ff", "a" * 9000, "%s%n", "\n\r\t", "\\\\evil",
        "//evil.example", "http://[", "null", "[]", "🙂" * 30, "*", '"', "AND", "NEAR(a b)", "^a", "p1#i1", "p1",
        "sha256:",
    )),
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=8,
)
KINDS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
HEADERS = st.dictionaries(
    st.sampled_from(("accept-language", "cookie", "authorization", "x-csrf", "content-type", "accept", "x-part",
                     "if-none-match", "range", "forwarded", "x-forwarded-for", "referer")),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
    | st.sampled_from(("Bearer x", "Bearer ", "ar;q=x", "lang=xx; theme=<b>; keys=off", "application/json",
                       "multipart/form-data", "multipart/form-data; boundary=", "bytes=9-1", "text/html;q=nan", "http://[")),
    max_size=3,
)  # fmt: skip


class Here(NamedTuple):
    """The desk over a store of its own, as whoever is at this computer sees it."""

    client: TestClient
    incidents: tuple[str, ...]

    @property
    def csrf(self) -> str:
        """The token of the session there is now: signing out is among what is tried."""
        found: str = self.client.get("/api/v1/me").json()["csrf"]
        return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "store.sqlite"
    with pytest.MonkeyPatch.context() as patched, open_store(file) as store:
        patched.setattr(linking, "scored", scored)
        for reading in PAGES:
            store.add(reading)
        link_store(store)
    return file


@pytest.fixture(scope="module")
def here(store: Path) -> Iterator[Here]:
    with TestClient(make_desk(Serving(store=store)), HERE, follow_redirects=False) as client:
        rows = client.get("/api/v1/incidents").json()["rows"]
        yield Here(client, tuple(row["id"] for row in rows))


def routes() -> list[tuple[str, str]]:
    """Every address with a method that it takes; what varies in it in braces."""
    ours = [*make_api(Serving(store=Path("none"))).routes, *(route for m in views.MODULES for route in m.router.routes)]
    found = {(method, route.path) for route in ours if isinstance(route, Route) for method in route.methods or ()}
    return sorted(pair for pair in found if pair[1] != ENDLESS and pair[0] != "HEAD")


ROUTES = routes()


@st.composite
def addresses(draw: st.DrawFn, incidents: tuple[str, ...]) -> tuple[str, str]:
    """A method and an address of the desk with anything in it."""
    method, path = draw(st.sampled_from(ROUTES))
    part = st.one_of(
        TEXTS, st.sampled_from((*incidents, *(name[:7] for name in incidents), "p1", "note", "value", "merge"))
    )
    path = re.sub(r"\{[^}]+\}", lambda _: quote(draw(part), safe=draw(st.sampled_from(("", "/:#?")))) or "x", path)
    pairs = draw(st.lists(st.tuples(st.sampled_from(NAMES), part), max_size=4))
    return method, f"{path}?{urlencode(pairs)}" if pairs else path


WILD = settings(max_examples=250, deadline=None, suppress_health_check=(HealthCheck.too_slow,), derandomize=True)
"""Enough examples to find what is wrong, few enough for every run of the tests."""


def answered(response: Any) -> None:
    """What every answer is: none of the server's own failures, none that a browser would take for something else."""
    assert response.status_code < 500, response.text[:500]
    assert "Traceback" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    if response.headers.get("content-type", "").startswith("application/json"):
        msgspec.json.decode(response.content)
    location = response.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.thorough
@given(data=st.data())
@WILD
def test_any_address_with_anything_in_it(here: Here, data: st.DataObject) -> None:
    method, address = data.draw(addresses(here.incidents))
    headers = data.draw(HEADERS) if data.draw(st.booleans()) else {}
    sent = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answered(here.client.request("GET" if data.draw(st.booleans()) else method, address, headers=sent))


@pytest.mark.thorough
@given(data=st.data())
@WILD
def test_any_body_with_the_right_token(here: Here, data: st.DataObject) -> None:
    _, address = data.draw(addresses(here.incidents))
    method, path = data.draw(st.sampled_from([pair for pair in ROUTES if pair[0] != "GET"]))
    address = address if "{" in path else path
    kind = data.draw(st.sampled_from(("json", "form", "bytes", "multipart")))
    fields = data.draw(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8))
    if data.draw(st.booleans()):
        fields |= {"incidents": [here.incidents[0]], "incident": here.incidents[0], "why": "x", "kind": "note"}
    csrf = here.csrf
    headers = {"x-csrf": csrf}
    if kind == "json":
        sent: dict[str, Any] = {"content": msgspec.json.encode(fields)}
    elif kind == "form":
        sent = {"data": {"csrf": csrf} | {name: str(value) for name, value in fields.items()}}
    elif kind == "multipart":
        sent = {"files": {name: (str(value)[:30], b"\x00" + str(value).encode()) for name, value in fields.items()}}
    else:
        sent = {"content": data.draw(st.binary(max_size=60))}
        headers["content-type"] = data.draw(st.sampled_from(KINDS))
    answered(here.client.request(method, address, headers=headers, **sent))


@pytest.mark.parametrize(
    "path", ["/api/v1/judgements", "/api/v1/me/searches", "/judge/note", "/searches", "/preferences"]
)
def test_what_is_too_long_or_too_deep_is_refused(here: Here, path: str) -> None:
    headers = {"x-csrf": here.csrf, "content-type": "application/json"}
    assert here.client.post(path, content=b"x" * (MOST_BODY + 1), headers=headers).status_code == 413
    deep = here.client.post(path, content=b"[" * 400_000, headers=headers)
    answered(deep)
    assert deep.status_code in ((400, 422) if path.startswith("/api") else (303, 400, 403, 404, 422))
    many = "&".join(f"f{n}=x" for n in range(2000)).encode()
    form = {"content-type": "application/x-www-form-urlencoded"}
    answered(here.client.post(path, content=many, headers=form))


@pytest.mark.parametrize("changed", [
    {"x-csrf": ""}, {"x-csrf": "0" * 64}, {"origin": "http://evil.example"}, {"origin": "null"},
    {"host": "evil.example"},
    {"cookie": "x=y", "x-csrf": "0" * 64},
])  # fmt: skip
def test_nothing_changes_for_a_request_from_elsewhere(here: Here, changed: dict[str, str]) -> None:
    asked = {"kind": "note", "why": "forged", "incidents": [here.incidents[0]]}
    response = here.client.post("/api/v1/judgements", json=asked, headers={"x-csrf": here.csrf} | changed)
    assert response.status_code in (403, 421)
    token = "" if "x-csrf" in changed else here.csrf
    form = {"csrf": token, "why": "forged", "incident": here.incidents[0]}
    assert here.client.post("/judge/note", data=form, headers=changed).status_code in (403, 421)
    assert "forged" not in here.client.get("/api/v1/judgements").text


def test_a_stranger_sees_nothing_of_a_team(store: Path) -> None:
    open_to_all = {"/sign-in", "/api/v1/me", "/api/v1/openapi.json", "/static/{path}"}
    with TestClient(make_desk(Serving(store=store, team=True)), HERE, follow_redirects=False) as client:
        for method, path in ROUTES:
            address = re.sub(r"\{[^}]+\}", "1", path)
            client.cookies.set(cookie_name(Serving(store=store)), "0" * 43)
            response = client.request(method, address, json={})
            answered(response)
            if path not in open_to_all:
                assert response.status_code >= 300, (method, path, response.text[:200])
                assert b"Qasr" not in response.content
