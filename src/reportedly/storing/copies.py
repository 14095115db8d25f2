"""Pages that repeat a report of the store, in and out: the same story seen a second time is no second report.

A fetched page that does so is kept among `web_pages`; what came in a file, in `copies`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from reportedly.model.reading import Reading
from reportedly.model.report import Report
from reportedly.storing import database
from reportedly.storing.copy_schema import copies, sites
from reportedly.storing.fetches import Seen, WebPage, put_page, see
from reportedly.storing.schema import reports
from reportedly.storing.web_schema import sightings, web_pages

_MOST_BESIDE = 50  # reports whose words are compared, those of the likest length

Open = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction."""


class Copies:
    """The part of a store that knows what was seen twice; `Store.copies` gives it."""

    def __init__(self, reading: Open, writing: Open) -> None:
        self._reading, self._writing = reading, writing

    def is_report(self, report_id: str) -> bool:
        """Whether the page was read into a report, in whatever state it's now."""
        with self._reading() as connection:
            found = connection.execute(select(reports.c.key).where(reports.c.report_id == report_id).limit(1))
            return found.first() is not None

    def beside(self, report: Report, site: str, within: float) -> list[tuple[str, str]]:
        """The reports of this site and of the report's day that are about as long: their ids and texts.

        `within` is the least share that the shorter may be of the longer. Those of the likest length come first.
        """
        size = len(report.text)
        likest = (
            select(sites.c.report)
            .where(sites.c.site == site, sites.c.day.is_(report.published))
            .where(sites.c.length.between(size * within, size / within))
            .order_by(func.abs(sites.c.length - size), sites.c.report)
            .limit(_MOST_BESIDE)
        )
        query = (
            select(reports.c.report_id, reports.c.text)
            .where(reports.c.key.in_(likest), reports.c.report_id != report.id)
            .where(reports.c.withdrawn.is_not(True), _is_current())
            .order_by(func.abs(func.length(reports.c.text) - size), reports.c.key)
        )
        with self._reading() as connection:
            return [(row.report_id, row.text) for row in connection.execute(query)]

    def keep(self, given: str, report_id: str, reading: Reading) -> None:
        """Keeps that what the reader was given, read so, repeats this report."""
        report = reading.report
        told = msgspec.json.encode(reading)
        row = {"given": given, "report_id": report_id, "address": report.url or report.id, "reading": told}
        with self._writing() as connection:
            connection.execute(insert(copies).prefix_with("OR REPLACE"), row | {"at": database.now()})

    def fetched(self, page: WebPage, report_id: str, at: datetime.datetime) -> None:
        """Keeps that the page of the web repeats this report, whose own page, if it has one, was seen there."""
        with self._writing() as connection:
            put_page(connection, page)
            mine = select(web_pages.c.key).where(web_pages.c.report_id == report_id)
            first = connection.execute(mine).scalar_one_or_none()
            if first is not None:
                see(connection, first, Seen(page.asks, page.address), at)

    def left(self) -> list[tuple[str, Reading]]:
        """What came in files and repeats a report that was withdrawn since: what the reader was given, and its reading.

        Pages of the web that do so are to be read again: all of them stand for themselves.
        """
        gone = select(reports.c.report_id).where(reports.c.withdrawn.is_(True), _is_current())
        with self._writing() as connection:
            mine = web_pages.c.copy_of.in_(gone) & ~web_pages.c.withdrawn
            connection.execute(update(web_pages).where(mine).values(unread=True))
            query = select(copies.c.given, copies.c.reading).where(copies.c.report_id.in_(gone))
            found = connection.execute(query.order_by(copies.c.at, copies.c.given)).all()
        return [(row.given, msgspec.json.decode(row.reading, type=Reading)) for row in found]

    def stands(self, given: str) -> None:
        """Keeps that this repeats no report any more."""
        with self._writing() as connection:
            connection.execute(delete(copies).where(copies.c.given == given))

    def seen(self, report_id: str) -> list[str]:
        """Where else the report was seen: addresses, in their order. A feed that names its own address is none."""
        page = select(web_pages.c.key).where(web_pages.c.report_id == report_id)
        own = select(web_pages.c.address, web_pages.c.asks).where(web_pages.c.report_id == report_id)
        query = (
            select(sightings.c.address.label("address")).where(sightings.c.page.in_(page))
            .union(
                select(web_pages.c.asks).where(web_pages.c.copy_of == report_id),
                select(copies.c.address).where(copies.c.report_id == report_id),
            )
            .order_by("address")
        )  # fmt: skip
        with self._reading() as connection:
            known = {address for row in connection.execute(own) for address in row}
            return [address for address in connection.execute(query).scalars() if address not in known]


def _is_current() -> ColumnElement[bool]:
    """Whether a row of `reports` is the last revision of its page."""
    later = reports.alias("later")
    return ~exists().where(later.c.report_id == reports.c.report_id, later.c.revision > reports.c.revision)
