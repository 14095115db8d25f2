"""The day of publication, from what pages and inputs write.

The day is the page's own: an offset or a "Z" is never applied, since the day that readers of the page
saw is the one that "Saturday" is read against. Where day and month can't be told apart, None.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata

from reportedly.gathering.wording import months, published_pattern

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T\d{4,6})?(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_OTHER_DIGITS = re.compile(r"[^\D0-9]")
_DATELINE = re.compile(r"([^.!?]{4,80}?[\d)])\s?[-–—:]\s")
_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_NAMES = 4  # of a town, its country, an agency
_EARLIEST, _LATEST = 1850, 2100
_DAY_FIRST = frozenset({"fr", "ar", "es", "it", "de", "pt", "ru", "tr", "fa", "nl", "pl", "uk"})
_ARABIC = re.compile("[\u0620-\u064a]")
_LONGEST = 400


def parse_day(text: str | None, language: str | None = None) -> datetime.date | None:
    """The first day that `text` names, or None: "2019-03-12T10:00:00+01:00", "12 mars 2019", "12/03/2019".

    `language` (two letters) decides whether 03/04 is day first; without it such a date is None, but among Arabic words.
    """
    if not text:
        return None
    text = _plain_digits(text[:_LONGEST])
    for reader in (_iso, _named, functools.partial(_numeric, language=language), _compact):
        day = reader(text)
        if day is not None:
            return day
    return None


def stated_day(line: str, language: str | None = None) -> datetime.date | None:
    """The day that a line near the headline gives as the day of publication, or None.

    Either words of publication stand before it, or the line is hardly more than a date.
    """
    line = _plain_digits(line[:_LONGEST])
    match = published_pattern().search(line)
    if match is not None:
        return parse_day(line[match.end() : match.end() + 60], language)
    day = parse_day(line, language) if len(line) <= 60 else None
    return day if day is not None and not _words_besides_date(line) else None


def dateline_day(line: str, language: str | None = None) -> datetime.date | None:
    """The day in a dateline that opens a story, or None: "NADRA (Northland Wire), March 12, 2026 - Two soldiers ...".

    It ends with the day or a bracket and holds names beside it, no words of the story.
    """
    opening = _DATELINE.match(_plain_digits(line[:_LONGEST]))
    if opening is None:
        return None
    words = _WORD.findall(_BRACKETS.sub(" ", opening[1]))
    names = [word for word in words if word.casefold() not in months()]
    told = len(names) > _MOST_NAMES or any(name[0].islower() for name in names)
    return None if told else parse_day(opening[1], language)


def _iso(text: str) -> datetime.date | None:
    match = _ISO.search(text)
    return _date(*map(int, match.groups())) if match else None


def _compact(text: str) -> datetime.date | None:
    match = _COMPACT.fullmatch(text.strip())
    return _date(*map(int, match.groups())) if match else None


def _named(text: str) -> datetime.date | None:
    """ "12 mars 2019", "March 12, 2019", "12 de marzo de 2019", "12 كانون الثاني 2019"."""
    day_first, month_first = _patterns()
    lowered = unicodedata.normalize("NFC", text).casefold()
    found = [m for m in (day_first.search(lowered), month_first.search(lowered)) if m]
    if not found:
        return None
    match = min(found, key=lambda m: m.start())
    return _date(int(match["year"]), months()[match["month"]], int(match["day"]))


def _numeric(text: str, language: str | None) -> datetime.date | None:
    match = _NUMERIC.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if second > 12:
        return _date(year, first, second)
    # Points part days from months in day-first countries only.
    day_first = language in _DAY_FIRST or bool(_ARABIC.search(text))
    if first > 12 or first == second or match[2] == "." or day_first:
        return _date(year, second, first)
    return None


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    month, year = rf"(?P<month>{names})(?!\w)\.?", r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
    # Levantine and other names may both stand: "12 أيار/مايو 2019".
    other = rf"(?:\s?[/(]\s?(?:{names})\)?)?"
    day = r"(?<!\d)(?P<day>[0-3]?\d)(?:er|st|nd|rd|th|º)?(?!\d)"
    return (
        re.compile(rf"{day}[\s\-]*(?:de\s|of\s)?\s*{month}{other}[\s,\-]*(?:de[l]?\s|،\s?)?\s*{year}"),
        re.compile(rf"(?<!\w){month}{other}\s*{day}\s*[,،]?\s*{year}"),
    )


def _words_besides_date(line: str) -> bool:
    """Whether the line says more than a date, a weekday, a time and a by-word."""
    words = _WORD.findall(line)
    return len(words) > 6 or (line.rstrip().endswith(".") and len(words) > 3)


def _plain_digits(text: str) -> str:
    return _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if _EARLIEST <= year <= _LATEST else None
