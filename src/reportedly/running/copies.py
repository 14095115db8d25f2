"""Pages that say what another page of their site says already: the same story under two addresses is one report.

What another outlet prints again is a report of its own, and linking finds out that it has no origin of its own.
"""

from __future__ import annotations

from reportedly.linking.grams import wording_of
from reportedly.model import Reading
from reportedly.model.reading import quotes_of
from reportedly.storing import Store, WebPage

NEAR = 0.95
"""Share of the longer text's 4-grams that are in the other. By hand, on invented pages: a section's name, a time of
update and a caption more leave nineteen in twenty of a story of two hundred words; another paragraph doesn't."""


def copied(store: Store, page: WebPage, reading: Reading) -> str | None:
    """The id of the report that the page repeats, one of its site and day; None where it's a report of its own.

    It's no copy if it gives a word that we quote otherwise, as a figure that was corrected, however alike the rest is.
    A page that was a report once stays one.
    """
    if store.fetches.has_report(page):
        return None
    for other in store.fetches.beside(page, len(reading.report.text)):
        if _is_copy(reading, store.reading(other)):
            return other
    return None


def _is_copy(one: Reading, other: Reading) -> bool:
    if one.report.published != other.report.published or other.report.withdrawn:
        return False
    if one.report.text == other.report.text:
        return True
    if _quoted(one) != _quoted(other):
        return False
    first, second = wording_of(one.report.text), wording_of(other.report.text)
    sampled = first.is_sample or second.is_sample
    longer = max(first.size(sampled), second.size(sampled), 1)
    return len(first.different & second.different) / longer >= NEAR


def _quoted(reading: Reading) -> list[str]:
    return sorted(quote.text for quote in quotes_of(reading.accounts))
