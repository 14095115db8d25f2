"""What readers don't see: names of private people, exact places, whole pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reportedly.api import Serving, make_api
from reportedly.api.answers import Page, Told
from reportedly.api.sentences import SENTENCES
from reportedly.model import Account, Count, Link, Quote, Speaker, Victim, Where
from reportedly.people import Role
from reportedly.sharing.hiding import MASK, Secret
from reportedly.sharing.veiling import Known, public_report
from reportedly.sharing.veiling import veiled as veiled_by
from reportedly.storing import open_store
from tests.api.team import HERE, signed_in

TEXT = "Amadou Invented, 9, was shot in Qasr, said his aunt Mariam Invented; police named Mr Invented."


def quote(words: str) -> Quote:
    at = TEXT.index(words)
    return Quote(words, at, at + len(words))


ACCOUNT = Account(
    id="a1", incident="i1", act="statement", event=None, when=None, perpetrators=(), weapons=(), background=False,
    confidence=0.9,
    speaker=Speaker(name="Mariam Invented", type="family", quote=quote("his aunt Mariam Invented")),
    where=Where(name="Qasr", country="SY", admin1="Raqqa", latitude=35.1234, longitude=38.4321, geonames_id=7,
                precision="exact", quote=quote("Qasr")),
    victims=(Victim(outcome="killed", count=Count(1, 1), name="Amadou Invented", roles=("child",),
                    description="Amadou Invented, 9", quote=quote("Amadou Invented, 9")),),
)  # fmt: skip
TOLD = Told(
    id="p1#i1", accounts=(ACCOUNT,), unseen=False,
    page=Page(id="p1", outlet="The Invented Herald of Qasr", title="Boy of Qasr, Amadou Invented, is shot",
              url="https://herald.example/qasr/amadou-invented", language="en", published=None, day=None,
              raw_sha256=None, text_sha256=None),
)  # fmt: skip


def veiled(value: Any, **known: Any) -> Any:
    return veiled_by(value, Known(SENTENCES, **known))


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def test_names_and_exact_places_are_nowhere_in_the_answer() -> None:
    shown = " ".join(texts(veiled(TOLD)))
    for secret in ("Amadou", "Mariam", "Invented", "Qasr", "amadou-invented"):
        assert secret not in shown, secret
    where = veiled(TOLD)["accounts"][0]["where"]
    assert (where["name"], where["latitude"], where["longitude"], where["precision"]) == ("Raqqa", 35.1, 38.4, "near")
    assert "geonames_id" not in where


def test_why_two_are_one_is_told_without_names_and_places() -> None:
    said = ("both name Qasr", "full names shared (Amadou Invented, Mariam Invented): two", "both count 4 killed",
            "the same was hit (school)", "places near each other (SY, Upper Qasr)")  # fmt: skip
    link = Link(
        between=("p1#i1", "p2#i1"), probability=0.9, agreed=said, differed=("of Qasr, in words of another age",)
    )
    shown = veiled({"why": {"i1": link}})["why"]["i1"]
    assert shown["agreed"] == [
        f"both name {MASK * 4}", f"full names shared ({MASK * 15}, {MASK * 15}): two", "both count 4 killed",
        "the same was hit (school)", f"places near each other (SY, {MASK * 10})",
    ]  # fmt: skip
    assert shown["differed"] == [MASK * len(link.differed[0])]
    assert shown["between"] == [f"{public_report('p1')}#i1", f"{public_report('p2')}#i1"]


def test_a_line_of_a_list_doesnt_say_which_place_it_is() -> None:
    line = {"place": "Qasr", "place_precision": "exact", "admin1": "Raqqa", "geonames_id": 7}
    assert veiled(line) == {"place": "Raqqa", "place_precision": "near", "admin1": "Raqqa"}
    assert veiled(line | {"place_precision": "admin1", "place": "Raqqa"})["geonames_id"] == 7


def test_a_mask_is_as_long_as_what_it_hides() -> None:
    victim = veiled(TOLD)["accounts"][0]["victims"][0]
    assert victim["quote"]["text"] == MASK * 6 + " " + MASK * 8 + ", 9" or victim["quote"]["text"] == MASK * 15 + ", 9"
    assert len(victim["quote"]["text"]) == victim["quote"]["end"] - victim["quote"]["start"]
    assert (victim["count"], victim["roles"], victim["outcome"]) == (
        {"low": 1, "high": 1, "words": None},
        ["child"],
        "killed",
    )


def test_who_speaks_for_a_body_keeps_their_name() -> None:
    police = msgspec.structs.replace(
        ACCOUNT, speaker=Speaker(name="Raqqa police", type="police", quote=quote("police"))
    )
    assert veiled(police)["speaker"]["name"] == "Raqqa police"


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_whatever_names_nobody_stays_as_it_is(value: Any) -> None:
    named = {"outcome", "via", "precision", "place_precision", "url", "latitude", "longitude"}

    def plain(each: Any) -> bool:
        if isinstance(each, dict):
            return named.isdisjoint(each) and all(plain(inner) for inner in each.values())
        return all(plain(inner) for inner in each) if isinstance(each, list) else True

    if plain(value):
        assert veiled(value) == value


@pytest.mark.parametrize(("role", "pages"), [("reader", 403), ("coder", 200)])
def test_over_the_api(store_file: Path, role: Role, pages: int) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True))
    with TestClient(app, HERE):
        client = signed_in(app, store_file, "Ana", role)
        row = client.get("/api/v1/incidents?killed_from=4").json()["rows"][0]
        dossier = client.get(f"/api/v1/incidents/{row['id']}")
        assert client.get(f"/api/v1/reports/{dossier.json()['told'][0]['page']['id']}").status_code == pages
        assert ("Qasr" in dossier.text + client.get("/api/v1/outline").text) == (role == "coder")


@pytest.mark.parametrize(("role", "unveiled"), [("reader", False), ("coder", False), ("editor", True)])
def test_files_are_given_away_and_take_an_editor_to_have_names(store_file: Path, role: Role, unveiled: bool) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True))
    with TestClient(app, HERE):
        client = signed_in(app, store_file, "Ana", role)
        for name in ("incidents.csv", "incidents.jsonl"):
            assert ("Qasr" in client.get(f"/api/v1/{name}").text) == unveiled


def test_unveiled_on_purpose(store_file: Path) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True, unveiled=True))
    with TestClient(app, HERE):
        reader = signed_in(app, store_file, "Ana", "reader")
        assert "Qasr" in reader.get("/api/v1/outline").text
        assert reader.get("/api/v1/me").json()["rights"] == ["read", "names", "exact_places"]


def test_searches_lists_of_sources_and_changes_tell_readers_nothing_more(store_file: Path) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True))
    with TestClient(app, HERE):
        client = signed_in(app, store_file, "Ana", "reader")
        for view in ("incidents", "facets", "outline", "incidents.csv", "incidents.jsonl"):
            for search in ("text=Qasr", "text=nowhere", "speaker=nobody"):
                assert client.get(f"/api/v1/{view}?{search}").status_code == 403
        assert client.get("/api/v1/facets").json()["speaker"] == []
        assert "Qasr" not in client.get("/api/v1/changes?since=2026-03-01").text


REASON = "his aunt Mariam says that it was in Qasr"


def judged(**said: Any) -> dict[str, Any]:
    entry = {"id": "j1", "kind": "value", "who": "Ana", "why": REASON, "tellings": ["p1#i1"], "field": None, "value": 4}
    names = {"p1": Secret("Mariam"), "p2": Secret("Qasr", False)}
    return dict(veiled(entry | said, named=lambda reports: map(names.__getitem__, reports)))


def test_what_its_reports_name_is_hidden_in_an_entry_of_the_log() -> None:
    assert judged()["why"] == "his aunt ██████ says that it was in Qasr"
    assert judged(tellings=["p1#i1", "p2#i3"])["why"] == "his aunt ██████ says that it was in ████"
    assert judged(field="where", value="Qasr") | {"id": ""} == judged(tellings=["p1#i1", "p2#i1"]) | {
        "id": "", "field": "where", "value": "withheld", "tellings": judged()["tellings"],
    }  # fmt: skip


def test_notes_are_not_for_readers() -> None:
    assert judged(kind="note")["why"] == "withheld"


def test_an_id_that_its_source_made_is_another_for_readers() -> None:
    own, made = "https://herald.example/qasr/amadou", "sha256:" + 64 * "a"
    page = {"id": own, "raw_sha256": None, "others": [f"{own}#i1", f"{made}#i1"], "why": f"{own}#a1 repeats {made}"}
    shown = veiled(page)
    assert "amadou" not in str(shown)
    assert shown["others"] == [f"{shown['id']}#i1", f"{made}#i1"]
    assert shown["why"] == f"{shown['id']}#a1 repeats {made}"


def test_a_province_keeps_its_name_beside_a_town_of_that_name() -> None:
    where = {"name": "Raqqa", "admin1": "Raqqa", "country": "SY", "precision": "exact"}
    assert veiled(where)["name"] == "Raqqa"
    assert veiled({"where": where, "title": "Two shot in Raqqa"})["title"] == "Two shot in █████"


def test_what_a_run_read_is_not_for_readers(store_file: Path) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True))
    with open_store(store_file) as store, store.run("add", ["/home/ana/qasr-amadou.html"]):
        pass
    with TestClient(app, HERE):
        reader, coder = signed_in(app, store_file, "Ana", "reader"), signed_in(app, store_file, "Cy", "coder")
        assert "amadou" in coder.get("/api/v1/runs").text
        assert "amadou" not in reader.get("/api/v1/runs").text


def test_reasons_are_veiled_in_the_log_and_its_file(store_file: Path) -> None:
    app: FastAPI = make_api(Serving(store=store_file, team=True))
    with TestClient(app, HERE):
        reader = signed_in(app, store_file, "Ana", "reader")
        asked = {"kind": "note", "why": "seen in Qasr", "incidents": [first_of(reader)]}
        coder = signed_in(app, store_file, "Cy", "coder")
        assert coder.post("/api/v1/judgements", json=asked | {"kind": "state", "value": "in_progress"}).is_success
        (entry,) = reader.get("/api/v1/judgements").json()["entries"]
        assert entry["judgement"]["why"] == "seen in ████"
        assert "Qasr" not in reader.get("/api/v1/judgements.jsonl").text


def first_of(client: TestClient) -> str:
    return str(client.get("/api/v1/incidents?killed_from=4").json()["rows"][0]["id"])


def test_words_that_are_nobody_s_name_hide_nothing() -> None:
    """A speaker who is called by what they are gives nobody away, and a source isn't every source."""
    source = Speaker(name="a hospital source", type="unnamed", quote=Quote("a hospital source", 0, 17))
    account = msgspec.structs.replace(ACCOUNT, speaker=source)
    shown = veiled({"accounts": [account], "title": "Hospital source: boy Amadou Invented is shot"})
    assert shown["title"].startswith("Hospital source: boy █")
    assert shown["accounts"][0]["speaker"]["name"] == "a hospital source"
    arabic = Speaker(name="مريم", type="witness", quote=Quote("مريم", 0, 4))
    assert veiled(msgspec.structs.replace(ACCOUNT, speaker=arabic))["speaker"]["name"] == MASK * 4
