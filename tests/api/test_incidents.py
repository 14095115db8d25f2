"""What the API answers of incidents, and what people add to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from reportedly.api.answers import (
    Comparison,
    Conflict,
    Dossier,
    Entry,
    Inbox,
    Judged,
    Log,
    Near,
    Outline,
    Problem,
    ReportPage,
    Stage,
)
from reportedly.model.search import Facets, Listing, Sources


def get(client: TestClient, path: str, kind: Any) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=kind)


def qasr(client: TestClient) -> Dossier:
    (row,) = get(client, "/incidents?killed_from=4", Listing).rows
    found: Dossier = get(client, f"/incidents/{row.id}", Dossier)
    return found


def judge(client: TestClient, **asked: Any) -> Any:
    csrf = client.get("/api/v1/me").json()["csrf"]
    return client.post("/api/v1/judgements", json=asked, headers={"X-CSRF": csrf})


def test_lists_and_what_they_could_be_narrowed_down_to(alone: TestClient) -> None:
    assert get(alone, "/incidents", Listing).total == 2
    assert get(alone, "/inbox", Inbox).total == 2
    assert dict(get(alone, "/facets", Facets).state) == {"new": 2}
    assert len(get(alone, "/outline", Outline).rows) == 2
    assert get(alone, "/sources?kind=outlet", Sources).total >= 1


def test_the_inbox_says_why_what_several_tell_is_one(alone: TestClient) -> None:
    found = get(alone, "/inbox", Inbox)
    of = {row.reports: row.id for row in found.rows}
    assert sorted(of) == [1, 2]
    assert list(found.why) == [of[2]]
    (link,) = qasr(alone).incident.why
    assert found.why[of[2]] == link
    assert get(alone, f"/inbox?limit=1&after={get(alone, '/inbox?limit=1', Inbox).next}", Inbox).total == 2


def test_a_dossier_has_every_account_with_its_words(alone: TestClient) -> None:
    found = qasr(alone)
    assert found.asked == found.incident.id
    assert [told.id for told in found.told] == list(found.incident.tellings)
    assert all(victim.quote.text for told in found.told for account in told.accounts for victim in account.victims)
    report = get(alone, f"/reports/{found.told[0].page.id}", ReportPage)
    assert report.places[0].linked == found.incident.id
    stages = get(alone, f"/incidents/{found.incident.id}/history", list[Stage])
    assert stages[0].change.kind == "new"


def test_a_dossier_as_it_was_known(alone: TestClient) -> None:
    found = qasr(alone)
    then = get(alone, f"/incidents/{found.incident.id}?as_of={found.days[0]}", Dossier)
    assert then.incident.reports == found.incident.reports[:1]
    assert alone.get(f"/api/v1/incidents/{found.incident.id}?as_of=2001-01-01").status_code == 404


def test_a_judgement_is_made_signed_and_undone(alone: TestClient) -> None:
    found = qasr(alone)
    asked = {"kind": "state", "value": "ready", "why": "checked", "incidents": [found.incident.id]}
    response = judge(alone, **asked, seen={found.incident.id: found.version})
    assert response.status_code == 201
    made = msgspec.json.decode(response.content, type=Judged)
    assert (made.judgement.value, made.incidents) == ("ready", (found.incident.id,))
    assert qasr(alone).incident.state == "ready"
    assert judge(alone, kind="undo", value=made.judgement.id, why="too soon").status_code == 201
    assert qasr(alone).incident.state == "new"
    assert [entry.undone_by for entry in get(alone, "/judgements", Log).entries] == [None, "j2"]


def test_who_judges_what_has_changed_is_told_with_both(alone: TestClient) -> None:
    found = qasr(alone)
    asked = {"incidents": [found.incident.id], "seen": {found.incident.id: found.version}}
    assert judge(alone, kind="value", field="killed", value="5", why="the list", **asked).status_code == 201
    response = judge(alone, kind="value", field="killed", value="6", why="the register", **asked)
    assert response.status_code == 409
    conflict = msgspec.json.decode(response.content, type=Conflict)
    assert conflict.asked.value == "6"
    assert conflict.now[0].incident.killed.best == 5
    assert [entry.judgement.value for entry in conflict.since] == [5]
    assert qasr(alone).incident.killed.best == 5


def test_merge_and_split_lead_on(alone: TestClient) -> None:
    one, other = (row.id for row in get(alone, "/incidents", Listing).rows)
    both = get(alone, f"/compare?a={one}&b={other}", Comparison)
    assert {both.one.incident.id, both.other.incident.id} == {one, other}
    merged = judge(alone, kind="merge", incidents=[one, other], why="one attack").json()["incidents"]
    assert len(merged) == 1
    gone = other if merged[0] == one else one
    assert get(alone, f"/incidents/{gone}", Dossier).incident.id == merged[0]
    assert get(alone, f"/incidents/{merged[0]}/near", list[Near]) == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/incidents/ffff", 404, "not_there"),
        ("/incidents?colour=red", 400, "bad_request"),
        ("/incidents?since=yesterday", 400, "bad_request"),
        ("/incidents?limit=many", 400, "bad_request"),
        ("/incidents?after=nonsense", 404, "not_there"),
        ("/reports/nowhere", 404, "not_there"),
        ("/sources?kind=planet", 400, "bad_request"),
    ],
)
def test_what_cannot_be_answered_is_one_line(alone: TestClient, path: str, status: int, code: str) -> None:
    response = alone.get(f"/api/v1{path}")
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "\n" not in response.json()["message"]


def test_a_judgement_that_cannot_be_made_is_one_line(alone: TestClient) -> None:
    found = qasr(alone).incident.id
    for asked, status in (
        ({"kind": "value", "field": "killed", "value": "many", "why": "x", "incidents": [found]}, 422),
        ({"kind": "note", "why": " ", "incidents": [found]}, 422),
        ({"kind": "note", "why": "x", "incidents": []}, 400),
        ({"kind": "praise", "why": "x", "incidents": [found]}, 400),
    ):
        assert judge(alone, **asked).status_code == status
    assert get(alone, "/judgements", Log).entries == ()


def test_nothing_changes_without_the_session_and_its_token(alone: TestClient) -> None:
    asked = {"kind": "note", "why": "x", "incidents": [qasr(alone).incident.id]}
    assert alone.post("/api/v1/judgements", json=asked).status_code == 403
    alone.get("/api/v1/me")
    assert alone.post("/api/v1/judgements", json=asked).status_code == 403
    assert alone.post("/api/v1/judgements", json=asked, headers={"X-CSRF": "0" * 64}).status_code == 403
    assert get(alone, "/judgements", Log).entries == ()


def test_exports_are_files(alone: TestClient) -> None:
    table = alone.get("/api/v1/incidents.csv").text.split("\r\n")
    assert (len(table), table[0][:3]) == (4, "id,")
    assert len(alone.get("/api/v1/incidents.jsonl?killed_from=4").text.splitlines()) == 1


def test_the_description_names_every_type(alone: TestClient) -> None:
    described = alone.get("/api/v1/openapi.json").json()
    text = msgspec.json.encode(described).decode()
    schemas = described["components"]["schemas"]
    used = {part.split('"')[0] for part in text.split('"$ref":"#/components/schemas/')[1:]}
    assert used <= schemas.keys()
    assert "LinkedIncident" in schemas


def test_what_a_judgement_contradicts_comes_with_the_refusal(alone: TestClient) -> None:
    found = qasr(alone).incident.id
    assert judge(alone, kind="value", field="killed", value="5", why="the list", incidents=[found]).status_code == 201
    response = judge(alone, kind="value", field="killed", value="6", why="the register", incidents=[found])
    problem = msgspec.json.decode(response.content, type=Problem)
    assert (response.status_code, problem.code) == (422, "judgement")
    assert [(entry.id, entry.why) for entry in problem.against] == [("j1", "the list")]
    assert get(alone, "/judgements/j1", Entry).judgement == problem.against[0]
    assert alone.get("/api/v1/judgements/j9").status_code == 404


def test_what_isnt_there_doesnt_say_where_the_store_lies(alone: TestClient, store_file: Path) -> None:
    message = alone.get("/api/v1/incidents/0000").json()["message"]
    assert message.startswith(f"{store_file.name}: ")
    assert str(store_file.parent) not in message
