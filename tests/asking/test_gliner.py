"""GLiNER2 by a stand-in with the interface that its documentation shows; real weights can't be had here."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reportedly.asking import gliner
from reportedly.asking.choice import Choice
from reportedly.asking.gliner import WINDOW, windows
from reportedly.model import SecondReader
from reportedly.running.page import read_report
from tests.asking import said

LINES = [
    {"people": "Au moins 12 personnes", "outcome": "killed", "speaker": "ministère de la Défense", "place": "Gaya",
     "day": "samedi", "perpetrator": None, "weapon": "grenade"},
    {"people": "trois enfants", "outcome": "killed", "speaker": "ministère de la Défense", "place": None},
    {"people": "Deux soldats", "outcome": "injured", "speaker": None, "perpetrator": "groupe Étoile"},
    {"people": "500 morts", "outcome": "killed", "speaker": None},
    {"people": "vingt soldats", "outcome": "praised"},
    {"people": ["a list"], "outcome": "killed"},
]  # fmt: skip


class FakeExtractor:
    """`AutoExtractor` of gliner2: loads a folder, fills structures from a text."""

    answers: ClassVar[Any] = {"casualties": LINES}
    asked: ClassVar[list[tuple[str, dict[str, list[str]]]]] = []

    @classmethod
    def from_pretrained(cls, folder: str) -> FakeExtractor:
        if "empty" in folder:
            raise OSError("no config.json")
        return cls()

    def extract_json(self, text: str, structures: dict[str, list[str]]) -> Any:
        self.asked.append((text, structures))
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers


@pytest.fixture
def choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Choice:
    module = types.ModuleType("gliner2")
    module.AutoExtractor = FakeExtractor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner2", module)
    monkeypatch.setattr(FakeExtractor, "asked", [])
    gliner._load.cache_clear()
    return Choice(kind="gliner2", model=str(tmp_path / "weights"))


def second_of(choice: Choice) -> SecondReader:
    second = read_report(said.report(), choice).second_reader
    assert isinstance(second, SecondReader)
    return second


def test_each_speaker_has_an_account_and_our_own_numbers(choice: Choice) -> None:
    reading = read_report(said.report(), choice)
    ministry, outlet = reading.accounts
    assert ministry.speaker is not None
    assert ministry.speaker.name == "ministère de la Défense"
    assert ministry.speaker.type != "unknown"  # the page's own words say what it is
    assert [(v.count.low, v.count.high, v.part_of) for v in ministry.victims] == [(12, None, None), (3, 3, 0)]
    assert [(v.outcome, v.count.low) for v in outlet.victims] == [("injured", 2)]
    assert outlet.perpetrators[0].name == "groupe Étoile"
    assert isinstance(reading.second_reader, SecondReader)
    assert reading.second_reader.reader == "gliner2/weights"
    assert reading.second_reader.dropped == {"words that aren't on the page": 1}
    assert list(FakeExtractor.asked[0][1]) == ["casualties"]


@pytest.mark.parametrize("answers", [None, [], {"casualties": "x"}, {"casualties": [1]}, {}])
def test_an_answer_of_another_shape_has_no_accounts(
    choice: Choice, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeExtractor, "answers", answers)
    assert second_of(choice).kept == 0


def test_a_model_that_fails(choice: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeExtractor, "answers", RuntimeError("out of\nmemory"))
    assert "GLiNER2 failed (RuntimeError: out of memory)" in (second_of(choice).problem or "")


@pytest.mark.usefixtures("choice")
def test_a_folder_without_a_model() -> None:
    assert "can't load it (OSError: no config.json)" in (second_of(Choice(kind="gliner2", model="empty")).problem or "")


def test_without_the_package(choice: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner2", None)
    assert second_of(choice).problem == "needs the package gliner2: pip install 'reportedly[gliner2]'"


def test_windows_hold_the_whole_text() -> None:
    text = "\n".join("Un mot et un autre. " * 7 for _ in range(60))
    cut = list(windows(text))
    assert "".join(window for _, window in cut) == text
    assert all(text[start : start + len(window)] == window and len(window) <= WINDOW for start, window in cut)
    assert [len(window) for _, window in windows("x" * 4_000)] == [1_500, 1_500, 1_000]
