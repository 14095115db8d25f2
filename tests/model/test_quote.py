"""A value that can't be quoted can't be constructed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Quote, Reading, Report
from reportedly.model.errors import QuoteNotInText
from tests.samples import reading


def test_quote_takes_its_words_from_the_page() -> None:
    assert Quote.of("Deux soldats tués", 5, 12) == Quote("soldats", 5, 12)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_quote_refuses_offsets_that_hold_no_words(start: int, end: int) -> None:
    with pytest.raises(QuoteNotInText):
        Quote.of("mot", start, end)


def test_quote_refuses_words_of_another_length_and_blanks() -> None:
    with pytest.raises(QuoteNotInText):
        Quote("soldats", 0, 3)
    with pytest.raises(QuoteNotInText):
        Quote("   ", 0, 3)


def test_reading_refuses_a_quote_that_its_page_does_not_hold() -> None:
    good = reading()
    other = Report(id="other", text="x" * len(good.report.text))
    with pytest.raises(QuoteNotInText):
        Reading(report=other, accounts=good.accounts, incidents=good.incidents)


@given(st.text(min_size=1), st.data())
def test_quotes_count_code_points_in_any_script(page: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start + 1, len(page)))
    if page[start:end].strip():
        quote = Quote.of(page, start, end)
        quote.check(page)
        assert page[quote.start : quote.end] == quote.text
