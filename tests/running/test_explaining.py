"""How a reading is explained to people who write rules. Invented page."""

from __future__ import annotations

import pytest

from reportedly.model import Report
from reportedly.running.explaining import explain


@pytest.mark.parametrize(
    ("words", "figure"),
    [("Au moins douze soldats", "at least 12"), ("Douze soldats", "12"), ("Des soldats", "some")],
)
def test_figures_are_told_as_they_are_meant(words: str, figure: str) -> None:
    title = f"{words} ont été tués dans une attaque"
    report = Report(id="p1", title=title, text=f"{title}\n\nL'attaque a eu lieu samedi.", language="fr")
    lines = list(explain(report))
    assert lines[0] == "page p1: language fr, day not stated"
    assert any(line.strip().startswith(f"{figure} military killed: “") for line in lines)
    assert "None" not in "\n".join(lines)
