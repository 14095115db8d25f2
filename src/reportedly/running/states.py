"""The states of a page, one after the other: which is later than what a store has, and that it was taken away."""

from __future__ import annotations

from reportedly.model import Reading, Report
from reportedly.model.errors import NotThere
from reportedly.storing import Store


def withdrawal(store: Store, report_id: str, retrieved: str | None) -> Reading | None:
    """A further state of the page, without text; None where the store never had it: there's nothing to withdraw."""
    try:
        last = store.reading(report_id).report
    except NotThere:
        return None
    report = Report(
        id=report_id, text="", url=last.url, outlet=last.outlet, language=last.language, published=last.published,
        retrieved=retrieved, withdrawn=True,
    )  # fmt: skip
    return Reading(report=report)


def is_later(store: Store, report: Report) -> bool:
    """Whether the page was had later than the state of it that the store has: then this is what it says at present."""
    try:
        last = store.reading(report.id).report
    except NotThere:
        return False
    return last.retrieved is not None and report.retrieved is not None and report.retrieved > last.retrieved
