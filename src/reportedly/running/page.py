"""One page through reading and reconciling."""

from __future__ import annotations

from reportedly.model import Reading, Report
from reportedly.reading import parse
from reportedly.reconciling import page_incidents


def read_report(report: Report) -> Reading:
    """The accounts and incidents of a report.

    Raises `UnknownLanguage` where there is no folder for its language, `EmptyInput` where it has no text,
    `WorldError` where the gazetteer hasn't been built.
    """
    accounts = tuple(parse(report).accounts)
    return Reading(report=report, accounts=accounts, incidents=page_incidents(accounts))
