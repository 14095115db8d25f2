"""Who denies having done it doesn't deny the dead; who denies the dead does."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report
from reportedly.running.page import read_report


@pytest.mark.parametrize(
    ("language", "text", "killed"),
    [
        ("en", "Rebels denied responsibility for the shelling that killed three children in Homs on Monday.", 3),
        ("fr", "L'armée a démenti avoir mené la frappe qui a tué trois enfants lundi à Homs.", 3),
        ("en", "Rebels denied that the shelling of Homs killed three children on Monday.", None),
    ],
)
def test_what_a_denial_takes_for_granted_is_told_by_the_outlet(language: str, text: str, killed: int | None) -> None:
    title = {"en": "Rebels deny shelling of Homs", "fr": "L'armée dément la frappe de Homs"}[language]
    day = datetime.date(2026, 4, 14)
    report = Report(id="r", text=f"{title}\n\n{text}", title=title, language=language, published=day)
    assert [i.killed.best for i in read_report(report).incidents] == [killed]
