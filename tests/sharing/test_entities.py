"""FollowTheMoney takes every entity as it is; and a claim is a link with its words, no property of the event."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from reportedly.model import Dossier
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files
from tests.sharing.test_formats import QUICK
from tests.sharing.told import account, by, dossier

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "build" / "entities-venv" / "bin" / "python"


def lines(*dossiers: Dossier) -> list[dict[str, Any]]:
    """The entities of these dossiers."""
    return [json.loads(line) for line in files("ftm", dossiers, GIVEN)["entities.ftm.json"].splitlines()]


@pytest.mark.skipif(not PYTHON.exists(), reason="`make test` installs FollowTheMoney beside the project")
def test_followthemoney_keeps_every_value() -> None:
    told = [dossier(account(perpetrators=(by("rebels", "claimed"), by("army", "accused", "military", "fama"))))]
    made: list[list[Dossier]] = [told]

    @settings(QUICK, max_examples=5)
    @given(dossiers=some())
    def take(dossiers: list[Dossier]) -> None:
        made.append(dossiers)

    take()
    entities = b"".join(files("ftm", each, GIVEN)["entities.ftm.json"] for each in made)
    script = Path(__file__).with_name("check_entities.py")
    done = subprocess.run([PYTHON, script], input=entities, capture_output=True, check=True)
    assert json.loads(done.stdout) == []


def test_an_event_has_its_articles_as_proof() -> None:
    found = lines(dossier(account(), account()))
    articles = [entity["id"] for entity in found if entity["schema"] == "Article"]
    [event] = [entity["properties"] for entity in found if entity["schema"] == "Event"]
    assert event["proof"] == articles
    assert len(articles) == 2
    assert (event["name"], event["startDate"], event["country"]) == (
        ["Attack, Gaya, Country NE, 5 March 2026"], ["2026-03-05"], ["ne"],
    )  # fmt: skip
    assert "8 to 14, best figure 11" in event["summary"][0]


def test_who_is_accused_is_linked_with_these_words() -> None:
    person = by("Tomaso Grellin", "accused", "individual")
    found = lines(dossier(account(perpetrators=(by("rebels", "accused"), person))))
    [body] = [entity for entity in found if entity["schema"] == "Organization"]
    [link] = [entity["properties"] for entity in found if entity["schema"] == "UnknownLink"]
    assert body["properties"] == {"name": ["rebels"]}
    assert (link["subject"], link["role"]) == ([body["id"]], ["accused to have done it"])
    [event] = [entity["properties"] for entity in found if entity["schema"] == "Event"]
    assert "involved" not in event


def test_each_is_there_once() -> None:
    one = account(perpetrators=(by("rebels", "claimed"),))
    found = lines(dossier(one), dossier(one, id="cd" * 32))
    assert len({entity["id"] for entity in found}) == len(found)
    assert len([entity for entity in found if entity["schema"] == "Event"]) == 2
