"""Speakers that no rule of speech found, from the model of citing; sentences are invented."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Account, Report
from reportedly.reading import parse


def accounts(text: str, language: str = "en") -> list[Account]:
    day = datetime.date(2024, 5, 1)
    return parse(Report(id="page", text=text, language=language, published=day)).accounts


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Two people were killed, an Ustavian security official said.", "an Ustavian security official", "police"),
        ("A press freedom group says two reporters were killed.", "A press freedom group", "unknown"),
        ("Aid workers said two people were killed on Monday.", "Aid workers", "ngo"),
        ("Two people were killed, the dockers' brotherhood said.", "dockers' brotherhood", "unknown"),
    ],
)
def test_whoever_is_said_to_tell_of_it(text: str, name: str, kind: str) -> None:
    found = [(a.speaker.name, a.speaker.type, a.speaker.rule) for a in accounts(text) if a.speaker]
    assert found == [(name, kind, "citing")]


@pytest.mark.parametrize(
    "text",
    [
        "Officers responded to a house where two people were killed.",
        "The dockers' brotherhood has not said how two people were killed.",
        "The dockers' brotherhood was told that two people were killed.",
        "Two people were killed near the harbour where the dockers' brotherhood meets.",
    ],
)
def test_nobody_tells_of_it(text: str) -> None:
    assert [a.speaker for a in accounts(text) if a.speaker and a.speaker.rule == "citing"] == []


def test_rules_come_first() -> None:
    text = "Two people were killed, police said, and the dockers' brotherhood said so too."
    assert {a.speaker.rule for a in accounts(text) if a.speaker} == {"en.speech.speaker-says"}


def test_a_language_without_a_model_has_the_rules_alone() -> None:
    assert [a.speaker for a in accounts("Deux personnes ont été tuées, selon la confrérie des dockers.", "fr")
            if a.speaker and a.speaker.rule == "citing"] == []  # fmt: skip
