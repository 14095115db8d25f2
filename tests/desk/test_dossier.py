"""What the program says of an incident is in the person's language on every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.api import Serving
from reportedly.desk import make_desk
from reportedly.desk.words import words_in
from reportedly.running import judging, linking
from reportedly.running.judging import Signed
from reportedly.running.linking import link_store
from reportedly.storing import open_store
from tests.stories import Told, page, scored

OUTLET = "Roads, Dams and Bridges"
SIGNED = Signed("A. Coder", "the list of 9 March")
ENGLISH = '<span lang="en" dir="ltr">'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A desk with one incident, which a person sealed before the last page came."""
    monkeypatch.setattr(linking, "scored", scored)
    file = tmp_path / "store.sqlite"
    with open_store(file) as store:
        for reading in (
            page("p1", 8, Told("Qasr", 7, 4), outlet=OUTLET),
            page("p2", 8, Told("Qasr", 7, 6, "un médecin")),
        ):
            store.add(reading)
        link_store(store)
        (incident,) = [each.id for each in store.incidents()]
        judging.choose(store, incident, "killed", "5", SIGNED)
        judging.set_state(store, incident, "sealed", SIGNED)
        store.add(page("p3", 12, Told("Qasr", 7, 30)))
        link_store(store)
    with TestClient(make_desk(Serving(store=file)), "http://127.0.0.1") as client:
        yield client


def shown(desk: TestClient, path: str, language: str) -> str:
    desk.cookies.set("lang", language)
    response = desk.get(path)
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("language", "chosen", "doubted"),
    [
        ("fr", "valeur choisie par <bdi>A. Coder</bdi>", "<bdi>j2</bdi> a mis l’état à «\u202fverrouillé\u202f»"),
        ("ar", "قيمة اختارها <bdi>A. Coder</bdi>", "<bdi>j2</bdi>: الحالة «مقفلة»"),
    ],
)
def test_a_dossier_has_no_english_sentence(desk: TestClient, language: str, chosen: str, doubted: str) -> None:
    incident = desk.get("/api/v1/incidents").json()["rows"][0]["id"]
    dossier = shown(desk, f"/incidents/{incident}", language)
    assert chosen in dossier
    assert doubted in dossier
    for path in ("", "/history", "/print"):
        assert ENGLISH not in shown(desk, f"/incidents/{incident}{path}", language)
    assert f"<bdi>{OUTLET}</bdi>" in dossier


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_refusal_is_in_the_person_s_language(desk: TestClient, language: str) -> None:
    incident = desk.get("/api/v1/incidents").json()["rows"][0]["id"]
    desk.cookies.set("lang", language)
    form = {"incident": incident, "why": "counted", "csrf": desk.get("/api/v1/me").json()["csrf"]}
    sealed = desk.post("/judge/value", data=form | {"field": "injured", "value": "4"})
    shut = desk.post("/judge/state", data=form | {"value": "shut"})
    for response in (sealed, shut):
        assert response.status_code == 422
        assert ENGLISH not in response.text
    assert words_in(language)("It is sealed and takes only notes and approvals.") in sealed.text
    assert "<bdi>&#39;shut&#39;</bdi>" in shut.text


@pytest.mark.parametrize(("language", "signed"), [("en", "exact place"), ("fr", "lieu exact"), ("ar", "المكان الدقيق")])
def test_a_sealed_incident_is_signed_off(desk: TestClient, language: str, signed: str) -> None:
    incident = desk.get("/api/v1/incidents").json()["rows"][0]["id"]
    form = shown(desk, f"/judge/sign_off?incident={incident}", language)
    assert 'value="exact_place"' in form
    assert words_in(language)("It is sealed and takes only notes and approvals.") not in form
    given = {"incident": incident, "value": "exact_place", "why": "counted"}
    answer = desk.post("/judge/sign_off", data=given | {"csrf": desk.get("/api/v1/me").json()["csrf"]})
    assert answer.status_code == 200
    assert signed in shown(desk, f"/incidents/{incident}", language)
    assert desk.get("/judge/override").status_code == 404
