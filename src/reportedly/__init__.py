"""What happened, according to whom.

    reading = reportedly.read(page, published="2026-02-22")
    for account in reading.accounts: ...
    for incident in reportedly.link(readings): ...

The names below are the public API; the modules behind them are free to move.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from reportedly.model import Account, Failure, Incident, Quote, Reading, Report
from reportedly.model.errors import ReportedlyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.model import LinkedIncident
    from reportedly.storing import Store

__all__ = [
    "Account", "Failure", "Incident", "Quote", "Reading", "Report", "ReportedlyError", "link", "open_store", "read",
]  # fmt: skip


def read(
    page: str | bytes,
    *,
    published: datetime.date | str | None = None,
    language: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
) -> Reading:
    """Reads one page, plain text (its first line is the headline) or HTML, in this process.

    The keywords hold where the page doesn't say it itself; `published` is a day ("2026-02-22"), `language`
    a code ("fr"). Raises an `InputError` where the page can't be read (`UnknownLanguage`, `EmptyInput`, …),
    `WorldError` where the gazetteer hasn't been built, and a `ReportedlyError` for a wrong keyword value;
    all of them are `ReportedlyError`. A page that never ends isn't stopped: for pages you don't trust, use
    the program, which reads in processes that it can end.
    """
    from reportedly.gathering import Article
    from reportedly.running.pipeline import Task, read_task
    from reportedly.running.settings import Settings

    settings = Settings.of(published=published, language=language, url=url, outlet=outlet)
    content = page.encode("utf-8", "replace") if isinstance(page, str) else page
    return read_task(Task(article=Article(name="the page", content=content), defaults=settings.defaults))


def link(readings: Iterable[Reading]) -> Iterator[LinkedIncident]:
    """What is told of one incident, across these readings; those that pages are about before background, by day.

    The order of the readings doesn't matter; a report that is there twice is used once. For many pages over weeks,
    keep them in a store, which links what is new.
    """
    from reportedly.running.linking import link_readings

    return link_readings(readings)


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """Opens the store in the file at `path`, made there if it's missing and `create` is true.

    Raises a `ReportedlyError` where the file isn't a store, is of a newer version, or can't be opened.
    """
    from reportedly import storing

    return storing.open_store(path, create=create)
