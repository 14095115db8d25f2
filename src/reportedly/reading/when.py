"""Resolve days: a TIME phrase against the page's day. Never finer than the words, never against today."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, zip_longest

from reportedly.languages import Chunk
from reportedly.model import Quote, When
from reportedly.model.vocabulary import TimePrecision
from reportedly.reading.build import count_range
from reportedly.reading.sentence import Sentence, phrases_of
from reportedly.reading.values import Frame, Span

Days = tuple[datetime.date, datetime.date, TimePrecision]
_DAY = datetime.timedelta(days=1)
_YEARS = range(1900, 2100)
_SPEAKERS = frozenset({"GROUP", "SP", "NAME", "COMMA", "TITLE", "LIGHT", "POSS"})
_SAME_DAY = 12  # hours
_HARM = frozenset({"HARM", "ATTACK"})
_FAR = 10_000  # code points: farther than a sentence reaches


_LEADING_DIGITS = re.compile(r"\d+")


def whens_of(
    times: Iterable[Chunk], text: str, published: datetime.date | None, told: datetime.date | None = None
) -> list[When]:
    """The days that a sentence's TIME phrases mean, in their order.

    An eve's is before the last day that the sentence tells; where it tells none, before the day `told` last.
    """
    whens: list[When] = []
    for chunk in times:
        day = published
        kind = chunk.feature("TIME", "kind")
        if kind in ("eve", "back"):
            day = next(
                (w.start for w in reversed(whens) if w.precision == "day"),
                told or (published if kind == "back" else None),
            )
        when = when_of(chunk, text, day)
        if when is not None:
            whens.append(when)
    return whens


def when_of(chunk: Chunk, text: str, published: datetime.date | None) -> When | None:
    """The days that a TIME phrase means; `start` and `end` are None where there is no day to count from."""
    sense = chunk.sense("TIME")
    if sense is None:
        return None
    try:
        days = _resolve(chunk, sense.features.get("kind", ""), published, text)
    except (ValueError, OverflowError):
        return None  # "31 February", "in 99999 years": no such day
    quote = Quote.of(text, chunk.start, chunk.end)
    if days is None:
        return When(start=None, end=None, precision=None, quote=quote, rule=chunk.rule)
    return When(start=days[0], end=days[1], precision=days[2], quote=quote, rule=chunk.rule)


def _resolve(chunk: Chunk, kind: str, published: datetime.date | None, text: str) -> Days | None:
    month, year = chunk.part("month"), _year(chunk)
    if month is not None:
        if year is None and published is not None and chunk.part("last_year"):
            year = published.year - 1
        dated = _date(_day_of_month(chunk, text), int(month.feature("MONTH", "value")), year, published)
        return _first_days(dated) if kind == "early" else _last_days(dated) if kind == "late" else dated
    if kind == "year" and year is not None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year"
    if published is None:
        return None
    if kind == "eve":
        return _single(published - _DAY)
    weekday = chunk.part("weekday")
    if weekday is not None:
        return _weekday(int(weekday.feature("WEEKDAY", "value")), kind, published)
    day = chunk.part("day")
    if day is not None and (day.sense("DAY") or day.sense("DAYPART")):
        offset = day.feature("DAY", "offset") or day.feature("DAYPART", "offset")
        return _single(published + int(offset) * _DAY) if offset else None  # "at dawn", "late": of any day
    span = chunk.part("span")
    if span is not None:
        return _to_the_day(chunk, span, published) if chunk.part("exact") else _span(chunk, span, kind, published)
    return None


def _first_days(days: Days | None) -> Days | None:
    """The first third of a month ("early October")."""
    return (days[0], min(days[1], days[0] + 9 * _DAY), days[2]) if days else None


def _last_days(days: Days | None) -> Days | None:
    """The last third of a month ("the end of January")."""
    return (max(days[0], days[1] - 10 * _DAY), days[1], days[2]) if days else None


def _single(day: datetime.date) -> Days:
    return day, day, "day"


def _year(chunk: Chunk) -> int | None:
    low, _ = count_range(chunk.part("year"))
    return low if low in _YEARS else None


def _day_of_month(chunk: Chunk, text: str) -> int | None:
    day = chunk.part("day")
    if day is None or not day.sense("ORDINAL"):
        return count_range(day)[0]
    digits = _LEADING_DIGITS.match(text, day.start)  # "1er", "2nd"
    return int(digits.group()) if digits else None


def _date(day: int | None, month: int, year: int | None, published: datetime.date | None) -> Days | None:
    if year is None:
        if published is None:
            return None
        year = published.year
        # The news tells of the past: a date after the page's day belongs to the year before. A few days'
        # grace, since pages announce and datelines lag.
        if datetime.date(year, month, min(day or 1, 28)) > published + 3 * _DAY:
            year -= 1
    if day is not None:
        return _single(datetime.date(year, month, day))
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, 1), datetime.date(year, month, last), "month"


def _weekday(weekday: int, kind: str, published: datetime.date) -> Days | None:
    if kind == "next":
        return None
    if kind == "last_week":
        return _single(published + (weekday - published.weekday() - 7) * _DAY)
    back = (published.weekday() - weekday) % 7
    if kind == "last" and back == 0:
        back = 7
    return _single(published - back * _DAY)


def _span(chunk: Chunk, span: Chunk, kind: str, published: datetime.date) -> Days | None:
    """ "Three days ago", "last week", "last month"; other kinds (since, for) aren't a moment."""
    unit = span.feature("SPAN", "unit")
    if unit in ("hour", "minute") and kind in ("ago", "back", "last", "this"):
        return _single(published)  # "a few minutes ago"
    low, high = count_range(chunk.part("amount"))
    amount = low if low is not None and low == high else 1 if chunk.part("amount") is None else None
    if kind not in ("ago", "back", "last", "this") or amount is None:
        return None
    amount = amount * int(span.feature("SPAN", "value") or "1") if kind != "this" else 0
    if unit == "day":
        return _single(published - amount * _DAY)
    if unit == "week":
        start = published - (7 * amount + published.weekday()) * _DAY
        return start, start + 6 * _DAY, "week"
    if unit == "month":
        months = published.year * 12 + published.month - 1 - amount
        start = datetime.date(months // 12, months % 12 + 1, 1)
        return start, start.replace(day=calendar.monthrange(start.year, start.month)[1]), "month"
    if unit == "year":
        year = published.year - amount
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year"
    return None


def _to_the_day(chunk: Chunk, span: Chunk, published: datetime.date) -> Days | None:
    """ "A year ago today", "two weeks ago to the day"."""
    low, high = count_range(chunk.part("amount"))
    amount = low if low is not None and low == high else 1 if chunk.part("amount") is None else None
    if amount is None:
        return None
    amount *= int(span.feature("SPAN", "value") or "1")
    unit = span.feature("SPAN", "unit")
    if unit in ("day", "week"):
        return _single(published - amount * (7 if unit == "week" else 1) * _DAY)
    if unit not in ("month", "year"):
        return None
    return _single(months_before(published, amount * (12 if unit == "year" else 1)))


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day of an earlier month; its last where it is shorter. Raises `ValueError` before the year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def before(after: Chunk, text: str, day: datetime.date | None) -> When | None:
    """The days of what words such as "two days after" set that long before `day`; None where they can't be told."""
    if day is None:
        return None
    quote = Quote.of(text, after.start, after.end)
    if after.part("eve"):
        return When(start=day - _DAY, end=day - _DAY, precision="day", quote=quote, rule=after.rule)
    span = after.part("span")
    alone = span is not None and after.part("amount") is None and span.feature("SPAN", "unit") not in ("hour", "minute")
    sense = span.sense("SPAN") if span else None
    if span is None or sense is None or (alone and sense.form not in ("one", "two")):
        return None  # "days after": any number of them
    hours = count_range(after.part("amount"))[0] or 0
    if sense.features.get("unit") == "hour" and hours > _SAME_DAY:
        day -= round(hours / 24) * _DAY
    days = _span(after, span, "ago", day)
    return When(start=days[0], end=days[1], precision=days[2], quote=quote, rule=after.rule) if days else None


def days_later(sentence: Sentence) -> int:
    """How many days after what was told before its words set it ("the next day", "two days later"); 0 for none."""
    for chunk in phrases_of("TIME", sentence.chunks) if sentence.may_hold("TIME") else ():
        if chunk.feature("TIME", "kind") == "later":
            if chunk.part("morrow"):
                return 1
            span, amount = chunk.part("span"), count_range(chunk.part("amount"))[0]
            sense = span.sense("SPAN") if span else None
            if sense and sense.features.get("unit") == "day":
                return amount or {"one": 1, "two": 2}.get(sense.form or "", 0)
    return 0


def of_saying(sentence: Sentence) -> set[Span]:
    """The times right behind a word of saying and who says it: "his family and a rights group said on Thursday"."""
    if not sentence.may_hold("SAY"):
        return set()
    found: set[Span] = set()
    reached = False
    for chunk, after in zip_longest(sentence.chunks, sentence.chunks[1:]):
        if "TIME" in chunk.senses.first:
            if reached and not (after is not None and after.sense("POSS")):
                found.add((chunk.start, chunk.end))
            reached = False
        elif "SAY" in chunk.senses.first:
            reached = True
        elif _SPEAKERS.isdisjoint(chunk.senses.first):
            reached = False
    return found


def is_of_late_deaths(sentence: Sentence) -> bool:
    """Whether all the harm that it tells of came days after the attack."""
    harms = sentence.harms
    return bool(harms) and all(f.late for f in harms)


def but_of_late_deaths(whens: Sequence[When], sentence: Sentence) -> list[When]:
    """All but the days that stand nearest to a death days later: "three died, another succumbed on Thursday".

    Where it tells of such deaths alone, those nearer to words of the attack are the attack's: "he died on Thursday of
    wounds that he got in a shooting last week".
    """
    harms = [f for f in sentence.harms if f.anchor]
    deaths = [f.anchor for f in harms if f.late and f.anchor]
    others = [f.anchor for f in harms if not f.late and f.anchor]
    if not deaths or len(whens) < 2 - bool(others):
        return list(whens)
    chunks = sentence.chunks
    others = others or [(c.start, c.end) for c in chunks if _HARM.intersection(c.senses.first) and not _in(c, deaths)]
    owned = {a.start for a, b in pairwise(chunks) if b.sense("POSS")}  # "died after Friday's bombing"

    def is_of_death(when: When) -> bool:
        if when.quote is None or when.quote.start in owned:
            return False
        return min(_gap(when.quote, d) for d in deaths) <= min((_gap(when.quote, o) for o in others), default=_FAR)

    left = [w for w in whens if not is_of_death(w)]
    return left if left or any(not f.late for f in harms) else list(whens)


def _in(chunk: Chunk, spans: Iterable[Span]) -> bool:
    return any(start <= chunk.start < end for start, end in spans)


def _gap(quote: Quote, span: Span) -> int:
    return max(quote.start - span[1], span[0] - quote.end, 0)


def of_now(sentence: Sentence, told: Iterable[When], is_old: Callable[[When], bool], near: int) -> list[Frame]:
    """Its frames but for harm within `near` code points of a day long ago: "killed where a woman died in March"."""
    whens = [w for w in told if w.end is not None and w.quote is not None]

    def is_past(frame: Frame) -> bool:
        nearest = min(whens, key=lambda w: apart(frame, w.quote))
        return frame.kind == "harm" and is_old(nearest) and apart(frame, nearest.quote) < near

    return [f for f in sentence.frames if not is_past(f)]


def apart(frame: Frame, quote: Quote | None) -> int:
    """The code points between a frame's word of harm and a time."""
    return _gap(quote, frame.anchor or frame.span) if quote else 0
