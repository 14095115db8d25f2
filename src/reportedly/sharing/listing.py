"""A list of incidents as a spreadsheet wants it: one line each, harmless to open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reportedly.model.search import Row

COLUMNS = (
    "id", "event_type", "event_sub_type", "day_start", "day_end", "day_precision", "country", "admin1", "place",
    "place_precision", "latitude", "longitude", "killed_low", "killed_best", "killed_high", "injured_low",
    "injured_best", "injured_high", "grade", "state", "background", "reports", "origins", "languages",
    "disagreements", "unseen", "reopened", "judgements", "version",
)  # fmt: skip
_BEGINNINGS = "=+@\\-＝＋＠－"
_FORMULA = re.compile(rf"[\s\u200b-\u200f\u2060\ufeff]*[{_BEGINNINGS}]|[\t\r]")
_IN_PARTS = re.compile(
    rf"([;\t\r\n]\s*)(?=[{_BEGINNINGS}])"
)  # where a semicolon or a line end parts cells, not a comma


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The head line, then a line for each row, as RFC 4180 has it (CRLF)."""
    yield _line(COLUMNS)
    for row in rows:
        yield _line([neutral(value) for value in _values(row)])


def neutral(value: object) -> str:
    """The cell as text; one that a spreadsheet would take for a formula begins with an apostrophe instead.

    So does what stands behind a semicolon or a line end: there a cell ends for those who part them so.
    """
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    return _neutral(str(value))


@lru_cache(maxsize=8_192)  # most cells of a table are those of the row above
def _neutral(text: str) -> str:
    text = _IN_PARTS.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _values(row: Row) -> list[object]:
    return [
        row.id, row.event_type, row.event_sub_type, row.day_start, row.day_end, row.day_precision, row.country,
        row.admin1, row.place, row.place_precision, row.latitude, row.longitude, row.killed.low, row.killed.best,
        row.killed.high, row.injured.low, row.injured.best, row.injured.high, row.grade, row.state,
        "yes" if row.background else "no", row.reports, row.origins, " ".join(row.languages),
        " ".join(row.disagreements), row.unseen, "yes" if row.reopened else "no", row.judged, row.version,
    ]  # fmt: skip


def _line(values: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(values)
    return written.getvalue()
