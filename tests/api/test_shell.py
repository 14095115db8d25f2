"""What lies round every request: hosts, origins, sizes, headers."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from reportedly.api.answering import MOST_BODY
from reportedly.api.shell import HEADERS, Shell


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"])])
    return TestClient(
        Shell(app, ("127.0.0.1", "localhost", "[::1]")), "http://127.0.0.1", raise_server_exceptions=False
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765", "LOCALHOST"])
def test_our_hosts(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 200
    assert HEADERS.items() <= dict(response.headers).items() | {(n, response.headers.get(n, "")) for n in HEADERS}


@pytest.mark.parametrize("host", ["rebound.example.org", "127.0.0.1.example.org", "", "localhost.example", "[::2]"])
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 421
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("origin", "status"), [
    ("http://127.0.0.1:8765", 200), ("http://localhost", 200), ("http://elsewhere.example", 403), ("null", 403),
    ("http://[", 403), ("http://localhost.elsewhere.example", 403),
])  # fmt: skip
def test_what_changes_something_comes_from_our_pages(client: TestClient, origin: str, status: int) -> None:
    assert client.post("/", headers={"origin": origin}).status_code == status
    assert client.get("/", headers={"origin": origin}).status_code == 200


def test_a_body_has_an_end(client: TestClient) -> None:
    assert client.post("/", content=b"x" * 1000).text == "1000"
    assert client.post("/", content=b"x" * (MOST_BODY + 1)).status_code == 413
    assert client.post("/", headers={"content-length": "many"}, content=b"").status_code == 413
    assert client.post("/", headers={"content-length": "9" * 5000}, content=b"").status_code == 413
    assert client.post("/", headers={b"content-length": b"\xb2"}, content=b"").status_code == 413
    endless = (b"x" * 100_000 for _ in range(20))
    assert client.post("/", content=endless).status_code == 413
