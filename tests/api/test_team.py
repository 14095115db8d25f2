"""Who may do what over the API, in a team: by session, by token, by an issuer."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from reportedly.api import Serving, make_api
from reportedly.people import MissingExtra, Role
from tests.api.team import HERE, PASSWORD, code_of, signed_in
from tests.people.issuer import CLIENT, SECRET, Issuer


@pytest.fixture
def api(store_file: Path) -> Iterator[FastAPI]:
    app = make_api(Serving(store=store_file, team=True))
    with TestClient(app, HERE):
        yield app


def first_id(client: TestClient) -> str:
    return str(client.get("/api/v1/incidents?killed_from=4").json()["rows"][0]["id"])


def state(client: TestClient, value: str, why: str = "seen") -> int:
    asked = {"kind": "state", "value": value, "why": why, "incidents": [first_id(client)]}
    return client.post("/api/v1/judgements", json=asked).status_code


def test_nobody_sees_anything_before_signing_in(api: FastAPI) -> None:
    client = TestClient(api, HERE)
    for path in (
        "/incidents",
        "/inbox",
        "/counts",
        "/judgements",
        "/users",
        "/incidents.csv",
        "/me/tokens",
        "/outline",
    ):
        assert client.get(f"/api/v1{path}").status_code == 401, path
    assert client.get("/api/v1/me").json()["rights"] == []
    assert client.post("/api/v1/session", json={"name": "ana", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(("role", "judges", "seals", "manages"), [
    ("reader", 403, 403, 403), ("coder", 201, 403, 403), ("editor", 201, 201, 403), ("administrator", 201, 201, 200),
])  # fmt: skip
def test_roles(api: FastAPI, store_file: Path, role: Role, judges: int, seals: int, manages: int) -> None:
    client = signed_in(api, store_file, "Ana", role)
    assert state(client, "in_progress") == judges
    assert state(client, "sealed") == seals
    assert client.get("/api/v1/users").status_code == manages


def test_a_second_opinion_is_another_persons(api: FastAPI, store_file: Path) -> None:
    ana, ben = (signed_in(api, store_file, name, "editor") for name in ("Ana", "Ben"))
    assert state(ana, "second_opinion") == 201
    assert state(ana, "ready") == 403
    assert state(ben, "ready") == 201


def test_a_seal_is_not_undone_by_a_coder(api: FastAPI, store_file: Path) -> None:
    editor, coder = signed_in(api, store_file, "Ed", "editor"), signed_in(api, store_file, "Cy", "coder")
    assert state(editor, "sealed") == 201
    undo = {"kind": "undo", "value": "j1", "why": "open it"}
    assert coder.post("/api/v1/judgements", json=undo).status_code == 403
    assert state(coder, "in_progress") == 403
    assert editor.post("/api/v1/judgements", json=undo).status_code == 201


def test_signing_off_takes_an_editor_undoing_and_bringing_it_back_too(api: FastAPI, store_file: Path) -> None:
    editor, coder = signed_in(api, store_file, "Ed", "editor"), signed_in(api, store_file, "Cy", "coder")
    signs = {"kind": "sign_off", "value": "exact_place", "why": "a capital", "incidents": [first_id(editor)]}
    assert coder.post("/api/v1/judgements", json=signs).status_code == 403
    assert editor.post("/api/v1/judgements", json=signs).status_code == 201
    undo = {"kind": "undo", "value": "j1", "why": "it is a village"}
    assert coder.post("/api/v1/judgements", json=undo).status_code == 403
    assert editor.post("/api/v1/judgements", json=undo).status_code == 201
    again = {"kind": "undo", "value": "j2", "why": "it isn't"}
    assert coder.post("/api/v1/judgements", json=again).status_code == 403
    assert editor.post("/api/v1/judgements", json=again).status_code == 201


def test_an_override_is_not_made_over_the_api(api: FastAPI, store_file: Path) -> None:
    editor = signed_in(api, store_file, "Ed", "editor")
    asked = {"kind": "override", "value": "names", "why": "so", "incidents": [first_id(editor)]}
    assert editor.post("/api/v1/judgements", json=asked).status_code == 400
    assert editor.get("/api/v1/judgements").json()["entries"] == []


def test_judgements_are_signed_by_who_is_signed_in(api: FastAPI, store_file: Path) -> None:
    client = signed_in(api, store_file, "Ana", "coder")
    assert state(client, "in_progress") == 201
    assert [e["judgement"]["who"] for e in client.get("/api/v1/judgements").json()["entries"]] == ["Ana"]


def test_a_session_ends_and_a_wrong_password_waits(api: FastAPI, store_file: Path) -> None:
    client = signed_in(api, store_file, "Ana", "coder")
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/incidents").status_code == 401
    waits = []
    for _ in range(6):
        response = client.post("/api/v1/session", json={"name": "Ana", "password": "not this one at all"})
        waits.append(response.json()["wait"])
        assert response.status_code in (401, 429)
    assert waits[-1] > 0
    assert response.headers["Retry-After"] == str(waits[-1])


def test_a_second_factor_is_asked_for(api: FastAPI, store_file: Path) -> None:
    client = signed_in(api, store_file, "Ana", "coder")
    secret = client.post("/api/v1/me/second-factor", json={}).json()["secret"]
    codes = client.put("/api/v1/me/second-factor", json={"code": code_of(secret)}).json()["codes"]
    assert len(codes) == 10
    again = TestClient(api, HERE)
    without = again.post("/api/v1/session", json={"name": "Ana", "password": PASSWORD})
    assert (without.status_code, without.json()["why"]) == (401, "code")
    given = {"name": "Ana", "password": PASSWORD, "code": codes[0]}
    assert again.post("/api/v1/session", json=given).status_code == 201


def test_tokens_serve_programs_up_to_their_role(api: FastAPI, store_file: Path) -> None:
    client = signed_in(api, store_file, "Ana", "editor")
    soon = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=3)).isoformat()
    made = client.post("/api/v1/me/tokens", json={"name": "notebook", "role": "reader", "ends": soon}).json()
    program = TestClient(api, HERE, headers={"Authorization": f"Bearer {made['secret']}"})
    assert program.get("/api/v1/incidents").status_code == 200
    assert state(program, "in_progress") == 403
    assert program.put("/api/v1/me/password", json={"old": PASSWORD, "new": "x" * 12}).status_code == 403
    assert TestClient(api, HERE, headers={"Authorization": "Bearer rpt_no"}).get("/api/v1/incidents").status_code == 401
    client.delete(f"/api/v1/me/tokens/{made['token']['id']}")
    assert program.get("/api/v1/incidents").status_code == 401


def test_administrators_change_people_at_once(api: FastAPI, store_file: Path) -> None:
    boss, ana = signed_in(api, store_file, "Boss", "administrator"), signed_in(api, store_file, "Ana", "coder")
    assert boss.post("/api/v1/users/Ana", json={"role": "reader"}).status_code == 200
    assert state(ana, "in_progress") == 403
    boss.post("/api/v1/users/Ana", json={"action": "close"})
    assert ana.get("/api/v1/incidents").status_code == 401
    assert boss.post("/api/v1/users/Boss", json={"action": "close"}).status_code == 409
    for asked in ({"action": "close"}, {"role": "coder"}, {}):
        assert boss.post("/api/v1/users/Nobody", json=asked).status_code == 409
    assert boss.post("/api/v1/users/ana", json={"role": "coder"}).json()["name"] == "Ana"


def test_an_administrator_signs_somebody_out_everywhere(api: FastAPI, store_file: Path) -> None:
    boss, ana = signed_in(api, store_file, "Boss", "administrator"), signed_in(api, store_file, "Ana", "coder")
    other = TestClient(api, HERE)
    assert other.post("/api/v1/session", json={"name": "Ana", "password": PASSWORD}).status_code == 201
    asked = {"name": "notebook", "role": "reader", "ends": datetime.datetime.now(datetime.UTC).date().isoformat()}
    secret = ana.post("/api/v1/me/tokens", json=asked).json()["secret"]
    assert ana.post("/api/v1/users/Boss", json={"action": "sign_out"}).status_code == 403
    assert boss.post("/api/v1/users/Ana", json={"action": "sign_out"}).json()["active"] is True
    assert [each.get("/api/v1/incidents").status_code for each in (ana, other, boss)] == [401, 401, 200]
    program = TestClient(api, HERE, headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/incidents").status_code == 200
    newest = boss.get("/api/v1/people-log").json()[0]
    assert (newest["kind"], newest["who"], newest["about"]) == ("signed_out_everywhere", "Boss", "Ana")
    assert program.delete("/api/v1/me/sessions").status_code == 403


def test_who_lost_a_machine_signs_out_everywhere(api: FastAPI, store_file: Path) -> None:
    ana, other = signed_in(api, store_file, "Ana", "coder"), TestClient(api, HERE)
    assert other.post("/api/v1/session", json={"name": "Ana", "password": PASSWORD}).status_code == 201
    forged = ana.delete("/api/v1/me/sessions", headers={"X-CSRF": "another"})
    assert forged.status_code == 403
    assert ana.delete("/api/v1/me/sessions").status_code == 204
    assert [each.get("/api/v1/incidents").status_code for each in (ana, other)] == [401, 401]


def test_searches_are_each_persons_own(api: FastAPI, store_file: Path) -> None:
    ana, ben = (signed_in(api, store_file, name, "reader") for name in ("Ana", "Ben"))
    kept = ana.post("/api/v1/me/searches", json={"name": "Qasr", "query": "text=qasr", "seen": 1}).json()
    assert [search["name"] for search in ana.get("/api/v1/me/searches").json()] == ["Qasr"]
    assert ben.get("/api/v1/me/searches").json() == []
    ben.delete(f"/api/v1/me/searches/{kept['id']}")
    assert len(ana.get("/api/v1/me/searches").json()) == 1


def test_a_team_needs_the_extra_and_one_person_does_not(store_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("argon2", "pyotp"):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, library, None)
            with pytest.raises(MissingExtra, match=rf"{library} isn't installed.*reportedly\[team\]"):
                TestClient(make_api(Serving(store=store_file, team=True)), HERE).__enter__()
            with TestClient(make_api(Serving(store=store_file)), HERE) as client:
                assert client.get("/api/v1/counts").status_code == 200


def test_an_issuer_signs_people_in(store_file: Path, tmp_path: Path) -> None:
    issuer = Issuer()
    try:
        now = int(time.time())
        issuer.claims = {"iat": now, "exp": now + 300}
        (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
        settings = tmp_path / "oidc.yml"
        settings.write_text(
            f"issuer: {issuer.url}\nclient_id: {CLIENT}\nclient_secret_file: {tmp_path / 'secret'}\n"
            "roles:\n  coder: [recorders]\n", encoding="utf-8",
        )  # fmt: skip
        with TestClient(make_api(Serving(store=store_file, team=True, oidc=settings)), HERE) as client:
            assert client.get("/api/v1/me").json()["issuer"] is True
            address = client.post("/api/v1/oidc").json()["address"]
            back = {"query": issuer.approve(address)}
            opened = client.put("/api/v1/oidc", json=back)
            assert opened.status_code == 201, opened.text
            assert (opened.json()["me"]["role"], opened.json()["me"]["via"]) == ("coder", "oidc")
            assert client.get("/api/v1/incidents").status_code == 200
            assert client.put("/api/v1/oidc", json=back).status_code in (401, 404)
    finally:
        issuer.close()
