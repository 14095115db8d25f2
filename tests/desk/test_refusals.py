"""What the desk refuses, in the language of whoever asked: of people, by an issuer, by the framework."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving
from reportedly.desk.app import make_desk
from reportedly.storing import open_store
from tests.api.team import HERE, PASSWORD, invited

ROW = 200_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """The desk of a team, as its only administrator sees it."""
    file = tmp_path / "store.sqlite"
    with open_store(file):
        pass
    with TestClient(make_desk(Serving(store=file, team=True, hosts=("127.0.0.1",))), HERE) as client:
        asked = {"token": invited(file, "Amira", "administrator"), "password": PASSWORD}
        me = client.post("/api/v1/invitation", json=asked).json()["me"]
        client.headers["X-CSRF"] = me["csrf"]
        yield client


def alert(page: str) -> str:
    """What the page says went wrong; nothing in it may be marked as English."""
    (found,) = re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)
    assert 'lang="en"' not in found, found
    return unescape(re.sub("<[^>]+>", "", found)).strip()


def sent(desk: TestClient, path: str, language: str, **fields: str) -> str:
    """What a form is refused with, its page in this language."""
    csrf = desk.headers["X-CSRF"]
    answer = desk.post(path, data={"csrf": csrf, **fields}, headers={"Cookie": cookies(desk, language)})
    assert answer.status_code >= 400
    return alert(answer.text)


def cookies(desk: TestClient, language: str) -> str:
    return "; ".join((*(f"{name}={value}" for name, value in desk.cookies.items()), f"lang={language}"))


@pytest.mark.parametrize(("fields", "french", "arabic"), [
    ({"action": "close", "name": "Amira"}, "Amira\u202f:", "Amira:"),
    ({"action": "role", "name": "Amira", "role": "reader"}, "Amira\u202f:", "Amira:"),
    ({"action": "add", "name": "AMIRA", "role": "reader"}, "AMIRA\u202f:", "AMIRA:"),
    ({"action": "invite", "name": "Nobody"}, "Nobody\u202f:", "Nobody:"),
])  # fmt: skip
def test_of_people(desk: TestClient, fields: dict[str, str], french: str, arabic: str) -> None:
    assert sent(desk, "/admin", "fr", **fields).startswith(french)
    assert sent(desk, "/admin", "ar", **fields).startswith(arabic)


def test_of_ones_own(desk: TestClient) -> None:
    assert "12 caractères" in sent(desk, "/me", "fr", action="password", old=PASSWORD, new="short")
    assert "366" in sent(desk, "/me", "ar", action="token", name="nightly", ends="some day")


@pytest.mark.parametrize(("method", "path", "french"), [
    ("PUT", "/admin", "cette adresse ne se demande pas de cette façon"),
    ("GET", "/nowhere", "Il n’y a rien à cette adresse."),
    ("GET", "/judge/note", "quel incident\u202f? l’ouvrir, et décider à partir de là"),
    ("GET", "/sign-in/oidc", "aucun fournisseur d’identité n’est configuré"),
])  # fmt: skip
def test_of_the_framework_and_of_issuers(desk: TestClient, method: str, path: str, french: str) -> None:
    answer = desk.request(method, path, headers={"Cookie": cookies(desk, "fr")})
    assert answer.status_code >= 400
    assert french in alert(answer.text)


def test_what_goes_on_beyond_what_was_announced(desk: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield b"csrf=x&name="
        for _ in range(7):
            yield b"a" * ROW

    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies(desk, "fr")}
    answer = desk.post("/searches", content=endless(), headers=kind)
    assert answer.status_code == 413
    assert "octets au plus" in alert(answer.text)


def test_a_number_that_is_none(desk: TestClient) -> None:
    answer = desk.delete("/api/v1/me/tokens/three")
    assert answer.json() == {
        "code": "bad_request",
        "message": "what was asked: token: isn't a whole number",
        "against": [],
    }
