"""What of a page tells of an incident: the sentences that its accounts quote."""

from __future__ import annotations

from reportedly.linking.passages import passages_of
from reportedly.model import tellings_of
from tests.stories import Told, page


def test_the_sentences_that_a_telling_quotes_and_no_others() -> None:
    reading = page("a", 3, Told("Qasr", 1, 4), Told("Wasita", 2, 9), extra="Le prix du pain monte. ")
    first, second = tellings_of(reading)
    assert passages_of([first])["a"].strip() == "4 personnes tuées le 1 mars dans une attaque à Qasr."
    assert passages_of([second])["a"].strip() == "9 personnes tuées le 2 mars dans une attaque à Wasita."
    assert passages_of([first, second])["a"].count("attaque") == 2


def test_a_page_that_quotes_nothing_has_no_passage() -> None:
    assert passages_of([]) == {}
