"""One page through reading, or asking, and reconciling."""

from __future__ import annotations

from msgspec import UNSET

from reportedly.asking import Choice, ask
from reportedly.model import Reading, Report
from reportedly.reading import parse
from reportedly.reading.confidence import named_surely
from reportedly.reconciling import page_incidents


def read_report(report: Report, reader: Choice | None = None) -> Reading:
    """The accounts and incidents of a report, by the grammar or the `reader` that the user brings.

    Where that reader gives no answer, the grammar reads the page and `second_reader` says why. Raises
    `UnknownLanguage` where there is no folder for its language, `EmptyInput` where it has no text, `WorldError`
    where the gazetteer hasn't been built.
    """
    told, second = ask(report, reader) if reader else (None, UNSET)
    accounts = tuple(named_surely(parse(report).accounts)) if told is None else told
    return Reading(report=report, accounts=accounts, incidents=page_incidents(accounts), second_reader=second)
