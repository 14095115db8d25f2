"""Days of what came after the harm, and of saying, are not the harm's."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report, When
from reportedly.running.page import read_report

_PUBLISHED = datetime.date(2026, 3, 13)  # a Friday


def when(text: str, language: str) -> When | None:
    """When the page's first incident happened."""
    title = text.partition("\n\n")[0]
    report = Report(id="x", text=text, title=title, language=language, published=_PUBLISHED)
    return read_report(report).incidents[0].when


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "Man charged\n\nA man was charged on Thursday with killing two tailors in Kano on Sunday.",
         "2026-03-08"),
        ("en", "Coroner names dead\n\nThe coroner on Thursday identified two men killed on Sunday night in Toledo.",
         "2026-03-08"),
        ("en", "Hostages free\n\nThe nine tailors abducted in Kano on March 9 were released on Thursday, police said.",
         "2026-03-09"),
        ("en", "Tailor seized\n\nMasked men abducted a tailor in Kano, his family and a rights group said on Thursday."
         " The men arrived on Tuesday evening.", "2026-03-10"),
        ("fr", "Deux morts inhumés\n\nLes deux hommes tués dimanche à Gao ont été inhumés jeudi.", "2026-03-08"),
        ("en", "Two shot\n\nTwo tailors were shot dead at 2 p.m. Tuesday in Kano.", "2026-03-10"),
    ],
)  # fmt: skip
def test_a_charge_a_burial_a_release_have_days_of_their_own(language: str, text: str, start: str) -> None:
    found = when(text, language)
    assert found is not None
    assert found.start == datetime.date.fromisoformat(start)


def test_the_day_of_a_charge_alone_dates_nothing() -> None:
    found = when("Man charged with killing two\n\nA man was charged on Thursday with killing two tailors.", "en")
    assert found is None or found.start is None


def test_a_charge_in_a_days_attack_tells_the_attacks_day() -> None:
    found = when("Man charged\n\nA man was charged in Sunday's attack, which killed two tailors in Kano.", "en")
    assert found is not None
    assert found.start == datetime.date(2026, 3, 8)
