"""News or mere mention, in a sentence without a headline: what happened is told, what is feared or condemned isn't."""

from __future__ import annotations

import datetime

import pytest

from reportedly.model import Report
from reportedly.reading.page import parse

NEWS = (
    "قتل أربعة جنود أمس في كمين نصبه مسلحون قرب تمبكتو.",
    "مقتل 12 شخصا في تفجير وسط بغداد",
    "تعرضت دورية للجيش أمس لهجوم بعبوة ناسفة في قرية الزهور.",
    "اختطف مسلحون مجهولون صحافيا في مدينة عدن صباح اليوم.",
    "قال سكان إن مسلحين فتحوا النار على منازل في قرية الزهور فجر أمس.",
)
MENTION = (
    "دان الأمين العام الهجوم الذي استهدف السوق الأسبوع الماضي.",
    "حذر الوزير من هجمات جديدة على المدن.",
    "يخشى السكان من تجدد القصف.",
    "هل يمكن أن تمنع الحكومة الهجمات المقبلة؟",
)


def accounts(text: str, title: str | None = None) -> list[bool]:
    """Of each account, whether it is background."""
    whole = f"{title}\n\n{text}" if title else text
    day = datetime.date(2026, 2, 22)
    parsed = parse(Report(id="p", text=whole, title=title, language="ar", published=day))
    return [account.background for account in parsed.accounts]


@pytest.mark.parametrize("text", NEWS)
def test_news_is_an_account(text: str) -> None:
    assert False in accounts(text)


@pytest.mark.parametrize("text", MENTION)
def test_mere_mention_is_none(text: str) -> None:
    assert False not in accounts(text)


def test_known_dead_told_in_passing_are_background() -> None:
    assert accounts("تأتي الزيارة بعد أيام من مقتل جنديين في هجوم على الحدود.") == [True]


def test_with_a_headline_the_headline_decides() -> None:
    assert False in accounts("تأتي الزيارة بعد أيام من مقتل جنديين في هجوم على الحدود.", "مقتل جنديين في هجوم")
