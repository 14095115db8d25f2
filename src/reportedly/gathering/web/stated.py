"""Days and moments as feeds and sitemaps state them: kept with their own offset, or None with a remark, never guessed.

The day that readers of the outlet saw is the one that "Saturday" is read against. A moment given with an offset keeps
its day. Most feeds write GMT whatever the outlet's country; where the source's time zone is known, the day of such a
moment is the one that it has there.
"""

from __future__ import annotations

import datetime
import email.utils
import re
from zoneinfo import ZoneInfo

import msgspec

from reportedly.gathering.days import parse_day

EARLIEST = datetime.date(1995, 1, 1)
"""Earlier days of a feed are a clock that was never set (1970, 1980)."""
SLACK = datetime.timedelta(hours=26)
"""A day may be ahead of ours by the time zones' width and a clock that goes fast; what lies further is wrong."""
_LONGEST = 100
_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+\d{2,4}\s+\d{1,2}:\d{2}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_ISO_END = re.compile(r"\s*(Z|UTC|GMT)$", re.IGNORECASE)
_FRACTION = re.compile(r"(:\d\d[.,]\d{6})\d+")


class Stated(msgspec.Struct, frozen=True):
    """A day, and the moment where it is stated with its offset; `words` are the feed's own."""

    day: datetime.date
    instant: datetime.datetime | None
    words: str


class Today(msgspec.Struct, frozen=True):
    """What days are read by: the moment of the fetch, and the source's time zone where it is known."""

    now: datetime.datetime
    zone: ZoneInfo | None = None


def stated(words: str | None, today: Today, language: str | None = None) -> tuple[Stated | None, str | None]:
    """What the words state, and a remark where they state nothing that can be."""
    text = " ".join((words or "").split())[:_LONGEST]
    if not text:
        return None, None
    moment = _moment(text)
    if moment is None:
        day, instant = parse_day(text, language), None
    elif moment.tzinfo is None:
        instant = moment.replace(tzinfo=today.zone) if today.zone else None
        day = moment.date()
    else:
        instant = moment
        day = moment.date()
        if today.zone and not moment.utcoffset():
            day = _in_zone(moment, today.zone)
    if day is None:
        return None, f"{text!r} is no date that can be read"
    if day < EARLIEST:
        return None, f"{text!r} is before {EARLIEST.year}: a clock that was never set"
    if day > (today.now + SLACK).date() or (instant is not None and instant > today.now + SLACK):
        return None, f"{text!r} is in the future"
    return Stated(day, instant, text), None


def _moment(text: str) -> datetime.datetime | None:
    """A day with a time of day, aware where an offset stands with it."""
    try:
        if _RFC_822.match(text):
            return email.utils.parsedate_to_datetime(text)
        if _ISO.match(text):
            return datetime.datetime.fromisoformat(_FRACTION.sub(r"\1", _ISO_END.sub("+00:00", text)))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None


def _in_zone(moment: datetime.datetime, zone: ZoneInfo) -> datetime.date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()
