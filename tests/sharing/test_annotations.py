"""Annotations are at the words that they are of, and have the shape of the W3C's model."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given

from reportedly.model import Count, Dossier, Quote
from reportedly.sharing.annotations import CONTEXT, said
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files
from tests.sharing.test_formats import QUICK
from tests.sharing.told import TEXT, account, by, dossier, killed


def page(*dossiers: Dossier) -> dict[str, Any]:
    """The page of annotations of these dossiers."""
    found: dict[str, Any] = json.loads(files("annotations", dossiers, GIVEN)["annotations.jsonld"])
    return found


def test_a_figure_is_annotated_at_its_words() -> None:
    found = page(dossier(account(killed(11, 11))))
    assert (found["@context"], found["type"]) == (CONTEXT, "AnnotationPage")
    [each] = found["items"]
    assert (each["type"], each["motivation"]) == ("Annotation", "identifying")
    assert each["body"][0] == {
        "type": "TextualBody", "value": "killed=11", "format": "text/plain", "purpose": "identifying",
    }  # fmt: skip
    assert each["body"][1]["source"] == "urn:reportedly:incident:" + "ab" * 32
    target = each["target"]
    assert target["source"] == "https://wire.example/1"
    assert target["state"] == {"type": "TimeState", "sourceDate": "2026-03-05T00:00:00Z"}
    assert target["dcterms:identifier"] == "sha256:" + "ef" * 32
    quoted, position = target["selector"]
    assert quoted == {"type": "TextQuoteSelector", "exact": "Eleven"}
    assert TEXT[position["start"] : position["end"]] == "Eleven"


def test_a_masked_quote_has_its_place_only() -> None:
    victim = msgspec.structs.replace(killed(1, 1), name="Eleven", quote=Quote(TEXT[:6], 0, 6))
    [each] = page(dossier(account(victim)))["items"]
    assert each["target"]["selector"] == [{"type": "TextPositionSelector", "start": 0, "end": 6}]


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [(3, 3, "killed=3"), (12, None, "killed=12.."), (None, 4, "killed=..4"), (0, 0, "killed=0"),
     (None, None, "killed="), (2, 5, "killed=2..5")],
)  # fmt: skip
def test_figures_as_they_are_written(low: int | None, high: int | None, value: str) -> None:
    victim = msgspec.structs.replace(killed(1, 1), count=Count(low, high))
    assert page(dossier(account(victim)))["items"][0]["body"][0]["value"] == value


def test_other_values() -> None:
    assert said({"field": "event", "value": "Attack", "type": "x"}) == "event=Attack"
    assert said({"field": "where", "country": "NE"}) == "where=NE"
    assert said({"field": "weapons", "value": "bomb"}) == "weapon=bomb"
    assert said({"field": "when", "date_start": "2026-03-05", "date_end": "2026-03-06"})[-12:] == "..2026-03-06"
    [each] = page(dossier(account(perpetrators=(by("rebels", "claimed"),))))["items"]
    assert each["body"][0]["value"] == "perpetrator=rebels (claimed)"


@QUICK
@given(dossiers=some())
def test_every_annotation_has_its_own_id_and_a_place(dossiers: list[Dossier]) -> None:
    items = page(*dossiers)["items"]
    assert len({each["id"] for each in items}) == len(items)
    for each in items:
        *quoted, position = each["target"]["selector"]
        assert position["start"] < position["end"]
        assert all(len(selector["exact"]) == position["end"] - position["start"] for selector in quoted)
