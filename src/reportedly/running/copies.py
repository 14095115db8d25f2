"""Pages that say what another page of their site says already: the same story under two addresses is one report.

What another outlet prints again is a report of its own, and linking finds out that it has no origin of its own.
"""

from __future__ import annotations

from reportedly.gathering.article import HASHED
from reportedly.gathering.web import site_of
from reportedly.linking.grams import wording_of
from reportedly.model import Reading, Report
from reportedly.model.reading import quotes_of
from reportedly.storing import Store

NEAR = 0.95
"""Share of the longer text's 4-grams that are in the other. By hand, on invented pages: a section's name, a time of
update and a caption more leave nineteen in twenty of a story of two hundred words; another paragraph doesn't."""
_WORDS = 0.8  # the least share of words in common that texts may have which have nearly all grams in common
_LENGTHS = 0.9  # the least share of the longer text that the shorter is as long as: what isn't need not be compared


def copied(store: Store, reading: Reading) -> str | None:
    """The id of the report that the page repeats, one of its site and day; None where it's a report of its own.

    It's no copy if it gives a word that we quote otherwise, as a figure that was corrected, however alike the rest is.
    A page that was a report once stays one.
    """
    report = reading.report
    site = whose(report)
    if site is None or report.withdrawn or store.copies.is_report(report.id):
        return None
    for other, text in store.copies.beside(report, site, _LENGTHS):
        if text == report.text or _is_near(text, report.text):
            first = store.reading(other)
            if _is_outlet(report, first.report) and _quoted(reading) == _quoted(first):
                return other
    return None


def let_stand(store: Store) -> None:
    """What came in files and repeats a report that was withdrawn stands for itself, or repeats another one."""
    for given, reading in store.copies.left():
        first = copied(store, reading)
        if first is not None:
            store.copies.keep(given, first, reading)
        else:
            store.add(reading, given=given, site=whose(reading.report))
            store.copies.stands(given)


def whose(report: Report) -> str | None:
    """The site of the report's page; of one without an address, its outlet; None where that can't be told.

    What has an id of its own and no address is told apart by this alone: two rows of a table of incidents may say the
    same of two.
    """
    if report.url:
        return site_of(report.url)
    if report.outlet and report.id.startswith(HASHED):
        return f"outlet {report.outlet.casefold()}"
    return None


def _is_outlet(one: Report, other: Report) -> bool:
    """Whether these may be of one outlet: a site can print what others wrote, each under their name."""
    return not (one.outlet and other.outlet) or one.outlet.casefold() == other.outlet.casefold()


def _is_near(one: str, other: str) -> bool:
    # What shares few words shares few grams, and words are compared sooner
    words, others = set(one.split()), set(other.split())
    if len(words & others) < _WORDS * max(len(words), len(others)):
        return False
    first, second = wording_of(one), wording_of(other)
    sampled = first.is_sample or second.is_sample
    longer = max(first.size(sampled), second.size(sampled), 1)
    return len(first.different & second.different) / longer >= NEAR


def _quoted(reading: Reading) -> list[str]:
    return sorted(quote.text for quote in quotes_of(reading.accounts))
