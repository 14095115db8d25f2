"""Made news, by which linking is measured: valid readings, the same for the same seed, whose truth is known."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reportedly.linking.origins import origins_of
from reportedly.model import to_json

ROOT = Path(__file__).parents[1]
ACCOUNTS = 1_500


@pytest.fixture(scope="module")
def made() -> list[Any]:
    """Made readings with some accounts; making them checks every quote."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        return list(importlib.import_module("made_news").made_readings(ACCOUNTS))


def test_they_are_the_same_for_the_same_seed_and_others_for_another(
    made: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    news = importlib.import_module("made_news")
    again, other = list(news.made_readings(300)), list(news.made_readings(300, seed=2))
    assert [to_json(one.reading) for one in again] == [to_json(one.reading) for one in made[: len(again)]]
    assert to_json(other[0].reading) != to_json(made[0].reading)


def test_there_are_about_as_many_accounts_as_asked_for_and_each_id_once(made: list[Any]) -> None:
    assert ACCOUNTS <= sum(len(one.reading.accounts) for one in made) < ACCOUNTS + 20
    assert max(Counter(one.reading.report.id for one in made).values()) == 1


def test_the_truth_of_every_incident_is_known(made: list[Any]) -> None:
    for one in made:
        assert set(one.truth) == {incident.id for incident in one.reading.incidents}
        assert len(set(one.truth.values())) == len(one.truth)


def test_the_mix_is_the_one_written_down(made: list[Any]) -> None:
    reports = Counter(key for one in made for key in one.truth.values())
    alone = sum(count == 1 for count in reports.values()) / len(reports)
    assert 0.2 < alone < 0.6
    assert max(reports.values()) > 10
    assert {one.reading.report.language for one in made} == {"ar", "en", "fr"}
    background = sum(incident.background for one in made for incident in one.reading.incidents)
    assert 0.05 < background / len(made) < 0.2
    accounts = sum(len(one.reading.accounts) for one in made) / sum(len(one.truth) for one in made)
    assert 1.8 < accounts < 3.2


def test_copies_are_copies_and_credits_are_credits(made: list[Any]) -> None:
    by_incident: dict[str, list[Any]] = {}
    for one in made:
        by_incident.setdefault(one.truth["i1"], []).append(one.reading.report)
    reports = max(by_incident.values(), key=len)
    origins = origins_of(reports)
    assert origins.count < len(reports)
    assert {one.credit for one in origins.reprints} & {"AFP", "Reuters", "فرانس برس", "رويترز"}
    assert any(one.share and one.share >= 0.25 for one in origins.reprints)
