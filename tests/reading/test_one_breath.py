"""Who is told in one breath with the dead: the attacker by his own hand, others besides, one who nearly died."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report
from reportedly.running.page import read_report


@pytest.mark.parametrize(
    ("language", "text", "killed", "injured"),
    [
        ("en", "A gunman killed three people and himself in Mosul.", 4, None),
        ("fr", "À Mossoul, un homme a tué trois personnes avant de se suicider.", 4, None),
        ("en", "A suicide bomber blew himself up in Mosul, killing 11 people.", 11, None),
        ("en", "Two people are dead in Mosul after a man shot his wife and then killed himself.", 2, None),
        ("en", "Rebels killed an officer and three other people in Mosul. Two people were killed at a bank.", 4, None),
        ("en", "A third victim has died after the attack in Mosul.", 3, None),
        ("en", "A 20-year-old woman suffered a fatal gunshot wound in Mosul.", 1, None),
        ("en", "Two soldiers were wounded in Mosul. One of them almost lost his life.", None, 2),
    ],
)
def test_the_dead_told_in_one_breath(language: str, text: str, killed: int | None, injured: int | None) -> None:
    day = datetime.date(2026, 3, 9)
    report = Report(id="r", text=f"Mosul: attack\n\n{text}", title="Mosul: attack", language=language, published=day)
    incident = read_report(report).incidents[0]
    assert (incident.killed.best, incident.injured.best) == (killed, injured)
