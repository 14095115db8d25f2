"""What a sentence tells of an earlier attack beside its news is parted from it; what is of the news stays."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report
from reportedly.reading.page import parse
from reportedly.reconciling import page_incidents

Told = tuple[int | None, str, bool]


def told(language: str, *paragraphs: str) -> list[Told]:
    """Each incident's dead, day and whether it is background."""
    text = "\n\n".join(paragraphs)
    report = Report(id="x", text=text, title=paragraphs[0], language=language, published=datetime.date(2026, 5, 13))
    incidents = page_incidents(parse(report).accounts)
    return [(i.killed.best, str(i.when.start) if i.when else "", i.background) for i in incidents]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        ("en", ("Bomb kills three soldiers near Gao",
                "A day after gunmen killed eight farmers in Menaka, a bomb killed three soldiers on Tuesday in Gao.")),
        ("en", ("Bomb kills three soldiers near Gao",
                "A bomb killed three soldiers near Gao on Tuesday.",
                "The blast came a day after gunmen killed eight farmers in Menaka.")),
        ("en", ("Bomb kills three soldiers near Gao", "A bomb killed three soldiers near Gao on Tuesday.",
                "The day before, eight villagers had been killed in Menaka.")),
        ("fr", ("Mali : trois soldats tués près de Gao",
                "Trois soldats ont été tués mardi à Gao, au lendemain d'une attaque qui a fait huit morts à Ménaka.")),
        ("fr", ("Mali : trois soldats tués près de Gao", "Trois soldats ont été tués mardi par une mine près de Gao.",
                "La veille, huit villageois avaient été tués par des hommes armés à Ménaka.")),
        ("ar", ("مقتل ثلاثة جنود قرب غاو",
                "قتل ثلاثة جنود أمس الثلاثاء بانفجار لغم قرب غاو، بعد يوم من مقتل ثمانية قرويين في هجوم في ميناكا.")),
    ],
)  # fmt: skip
def test_an_earlier_attack_in_the_sentence_has_its_own_dead_and_day(language: str, paragraphs: tuple[str, ...]) -> None:
    assert told(language, *paragraphs) == [(3, "2026-05-12", False), (8, "2026-05-11", True)]


def test_who_dies_days_after_an_attack_died_of_it() -> None:
    page = ("Second man dies after Halden bar shooting",
            "A man died on Tuesday, two days after a shooting that killed his brother in Halden.")  # fmt: skip
    assert len(told("en", *page)) == 1


def test_an_attack_that_the_news_came_after_is_the_news_where_nobody_else_was_harmed() -> None:
    page = ("Minister visits Gao after bombing kills ten",
            "The minister came to Gao on Tuesday, two days after a bomb killed ten people at the market.")  # fmt: skip
    assert [(killed, background) for killed, _, background in told("en", *page)] == [(10, False)]


def test_who_was_hurt_before_and_is_known_is_nobody_else() -> None:
    page = ("Gunman shot dead in Halden",
            "Police shot a man dead in Halden on Tuesday, an hour after he wounded two people.")  # fmt: skip
    assert len(told("en", *page)) == 1
