"""What becomes of a page, and whose fault it is where nothing does."""

from __future__ import annotations

import pytest

from reportedly.gathering import Article, Defaults
from reportedly.model import Reading, Report
from reportedly.model.errors import LanguageError, UnknownLanguage
from reportedly.running import pipeline
from reportedly.running.pipeline import Task, read_task

TASK = Task(article=Article(name="page", content=b"Titre\n\nDeux morts.", language="fr"), defaults=Defaults())


def fails(_report: Report, _reader: object = None) -> Reading:
    raise TypeError("a string\nhas no items")


def test_a_folder_that_its_loader_stumbles_over_is_a_broken_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_report", fails)
    monkeypatch.setattr(pipeline, "language_of", fails)
    with pytest.raises(
        LanguageError, match=r"^fr: its language folder can't be loaded \(TypeError: a string has no items\)"
    ):
        read_task(TASK)


def test_a_defect_of_reading_is_no_broken_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_report", fails)
    monkeypatch.setattr(pipeline, "language_of", lambda _code: None)
    with pytest.raises(TypeError):
        read_task(TASK)


@pytest.mark.parametrize(
    "text",
    [
        "Drei Soldaten wurden am Samstag bei einem Angriff in der Nähe von Berlin getötet, teilte das Ministerium mit.",
        "שלושה חיילים נהרגו ביום שבת בהתקפה ליד העיר, כך מסר משרד הביטחון.",
    ],
)
def test_a_language_that_we_do_not_have(text: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"no language folder for '(de|he)' \(there are ar, "):
        read_task(Task(article=Article(name="page", content=text.encode()), defaults=Defaults()))
