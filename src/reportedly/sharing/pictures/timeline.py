"""How many were killed when: the figures of incidents added up by day, week, month or year."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from reportedly.model.errors import ReportedlyError
from reportedly.sharing.pictures.shown import Shown, Toll

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)

MOST_BARS = 400
"""More than these are no longer told apart on a page."""

_ENOUGH = 60  # bars up to which the finest step is taken where none is asked for

Span = tuple[datetime.date, datetime.date]


class TooMany(ReportedlyError):
    """A picture would have more marks than anybody can tell apart."""

    code = "too_many_marks"


class Bar(NamedTuple):
    """What is reported of one day, week, month or year: sums over its incidents.

    `unreviewed` is the part of `best` that nobody has reviewed; `open` how many of its incidents have no upper bound.
    """

    first: datetime.date
    last: datetime.date
    incidents: int
    low: int
    best: int
    high: int
    unreviewed: int
    open: int


class Left(NamedTuple):
    """Incidents that are in no bar, and the sum of their best figures."""

    incidents: int = 0
    best: int = 0


class Timeline(NamedTuple):
    """The bars that aren't empty, by day, and what is in none: without a day, wider than a bar, without a figure."""

    step: Step
    bars: tuple[Bar, ...]
    no_day: Left
    wider: Left
    no_figure: Left


def timeline(incidents: Sequence[Shown], step: Step | None = None) -> Timeline:
    """The bars of these incidents; without `step` by the finest that gives no more than sixty.

    An incident is in a bar where all its days are. Raises `TooMany` where `step` is too fine for the time they span.
    """
    dated = [each.days for each in incidents if each.days and each.killed]
    finest: Step = next((each for each in STEPS if _count(dated, each) <= _ENOUGH), "year")
    step = step or finest
    if (count := _count(dated, step)) > MOST_BARS:
        raise TooMany(f"{count:,} bars, one a {step}, can't be told apart (choose a longer step, or fewer days)")
    bars: defaultdict[Span, list[Shown]] = defaultdict(list)
    left: dict[str, list[Shown]] = {"no_day": [], "wider": [], "no_figure": []}
    for each in incidents:
        if each.killed is None:
            left["no_figure"].append(each)
        elif each.days is None:
            left["no_day"].append(each)
        elif each.days[1] > bounds(each.days[0], step)[1]:
            left["wider"].append(each)
        else:
            bars[bounds(each.days[0], step)].append(each)
    return Timeline(
        step=step,
        bars=tuple(_bar(span, bars[span]) for span in sorted(bars)),
        **{why: Left(len(those), sum(toll.best for toll in _tolls(those))) for why, those in left.items()},
    )


def bounds(day: datetime.date, step: Step) -> Span:
    """The first and the last day of the day's bar; weeks begin on Monday."""
    if step == "day":
        return day, day
    if step == "week":
        ordinal = day.toordinal() - day.weekday()
        last = min(ordinal + 6, datetime.date.max.toordinal())
        return datetime.date.fromordinal(max(1, ordinal)), datetime.date.fromordinal(last)
    if step == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


def _count(spans: Sequence[Span], step: Step) -> int:
    """How many bars there are from the first day to the last, empty ones among them."""
    if not spans:
        return 0
    first, last = min(span[0] for span in spans), max(span[0] for span in spans)
    if step == "day":
        return (last - first).days + 1
    if step == "week":
        return (bounds(last, step)[0] - bounds(first, step)[0]).days // 7 + 1
    years = last.year - first.year
    return years + 1 if step == "year" else years * 12 + last.month - first.month + 1


def _tolls(incidents: Iterable[Shown]) -> list[Toll]:
    return [each.killed for each in incidents if each.killed]


def _bar(span: Span, incidents: Sequence[Shown]) -> Bar:
    tolls = _tolls(incidents)
    return Bar(
        first=span[0],
        last=span[1],
        incidents=len(incidents),
        low=sum(toll.low for toll in tolls),
        best=sum(toll.best for toll in tolls),
        high=sum(toll.high for toll in tolls),
        unreviewed=sum(toll.best for toll in _tolls(each for each in incidents if not each.reviewed)),
        open=sum(toll.open for toll in tolls),
    )
