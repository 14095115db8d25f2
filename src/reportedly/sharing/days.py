"""The days of an incident as the standards write them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reportedly.model import When

_LONGEST = 31  # days into which an incident is split, one event each
_WEEK, _MONTH, _YEAR = 7, 31, 366


def span(when: When | None) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day; None where they aren't known."""
    if when is None or when.start is None:
        return None
    return when.start, max(when.end or when.start, when.start)


def acled_days(when: When) -> tuple[list[datetime.date], int] | None:
    """A day for each event of ACLED's, and its time_precision; None where it's known no better than to the year.

    What is told from day to day is an event each day. A week or a month has the day in its middle.
    """
    days = span(when)
    if days is None:
        return None
    first, last = days
    length = (last - first).days + 1
    if when.precision in ("day", None) and length <= _LONGEST:
        return [first + datetime.timedelta(days=number) for number in range(length)], 1
    if length > _MONTH:
        return None
    middle = first + datetime.timedelta(days=(length - 1) // 2)
    return [middle], 2 if length <= _WEEK else 3


def ged_precision(when: When) -> int | None:
    """GED's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month at most, 5 a year at most; None beyond."""
    days = span(when)
    if days is None:
        return None
    length = (days[1] - days[0]).days + 1
    steps = ((1, 1), (_WEEK - 1, 2), (_WEEK, 3), (_MONTH, 4), (_YEAR, 5))
    found = next((code for most, code in steps if length <= most), None)
    least = {"week": 3, "month": 4, "year": 5}.get(when.precision or "", 1)
    return max(found, least) if found is not None else None


def shares(total: int, parts: int) -> Iterator[int]:
    """The total in whole numbers over so many days; what can't be divided goes to the first."""
    each, rest = divmod(total, parts)
    yield from (each + (number < rest) for number in range(parts))


def written(day: datetime.date) -> str:
    """The day as a sentence has it: "5 March 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
