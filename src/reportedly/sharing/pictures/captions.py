"""What a picture says of itself: what was counted and how, and what isn't drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportedly.sharing.days import written
from reportedly.sharing.pictures.outlets import ENOUGH, Comparison
from reportedly.sharing.pictures.shown import Shown
from reportedly.sharing.pictures.spots import Spots
from reportedly.sharing.pictures.timeline import Left, Timeline

FIGURES = (
    "Figures are those of reports. Best, lowest and highest are figures that somebody reported, no bounds of an error; "
    "a number told in words counts by its range, so “dozens” by 24 to 99."
)
BORDERS = "Outlines: Natural Earth. They take no side on whose a place is."


def counted(number: int, thing: str) -> str:
    """The number with its noun: "1 incident", "2,000 incidents"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def summary(incidents: Sequence[Shown]) -> str:
    """What is drawn in one line: days, incidents, killed."""
    days = [each.days for each in incidents if each.days]
    told = [each.killed for each in incidents if each.killed]
    parts = [counted(len(incidents), "incident")]
    if days:
        first, last = min(first for first, _ in days), max(last for _, last in days)
        parts.insert(0, written(first) if first == last else f"{written(first)} to {written(last)}")
    if told:
        low, best, high = (sum(figures) for figures in zip(*((t.low, t.best, t.high) for t in told), strict=True))
        more = " or more" if any(toll.open for toll in told) else ""
        around = f" ({low:,} to {high:,}{more})" if more or low != high else ""
        parts.append(f"{best:,} killed by the best figures{around}")
    return " · ".join(parts)


def absent(withheld: int, reasons: Mapping[str, int], in_passing: int) -> Iterable[str]:
    """What was never drawn: what is withheld, and what pages only recall."""
    if withheld:
        told = "; ".join(f"{count:,}: {reason}" for reason, count in reasons.items())
        yield f"Withheld for safety, whatever its day and place: {counted(withheld, 'incident')} ({told})."
    if in_passing:
        yield f"Not drawn: {counted(in_passing, 'incident')} that pages only recall and nobody has reviewed."


def of_timeline(found: Timeline) -> Iterable[str]:
    """How the bars came about, and what is in none."""
    yield (
        f"A bar is the sum of the best figures of the incidents of one {found.step}; the line runs from the sum of "
        "their lowest figures to that of their highest, sums that nobody reported."
    )
    if number := sum(bar.open for bar in found.bars):
        yield (
            f"An arrow: for {counted(number, 'incident')} reports say “at least”, so that there is no upper bound; the "
            "line ends at the highest number told."
        )
    left = [
        _left(found.no_day, "without a known day"),
        _left(found.wider, f"whose days don’t lie in one {found.step}"),
        _left(found.no_figure, "of which nobody says how many were killed"),
    ]
    if any(left):
        yield f"In no bar: {'; '.join(text for text in left if text)}."


def of_map(found: Spots) -> Iterable[str]:
    """What circles stand for, and what has none."""
    yield (
        "A circle’s area goes by the sum of the best figures at its point. Hollow: only the district, province or "
        "country is known, and the circle stands for all of it at its middle. Pale: near the place, or to a tenth "
        "of a degree (11 km) for safety."
    )
    if unsaid := sum(spot.unsaid for spot in found.spots):
        yield f"At these points are {counted(unsaid, 'incident')} of which nobody says how many were killed."
    if found.nowhere:
        yield f"On no point: {counted(found.nowhere, 'incident')} without coordinates ({found.nowhere_best:,} killed)."
    yield BORDERS


def of_outlets(found: Comparison) -> Iterable[str]:
    """How outlets were compared, and what wasn't."""
    yield (
        f"Row beside column, over the incidents for which both give how many were killed, n of them: the row’s outlet "
        "gives more (▲), fewer (▼), or their ranges meet (=; “at least 12” doesn’t contradict 15). From n "
        f"{ENOUGH} on: × the median of the row’s best figure to the column’s, and a colour. Each outlet’s last report "
        "counts, so that a difference may be one of days. It says who gives more, not who is right."
    )
    if found.one_text:
        yield (
            f"Not compared: {counted(found.one_text, 'pair')} of figures where both outlets print one source’s text."
        )
    if found.unnamed:
        yield f"Not compared: {counted(found.unnamed, 'report')} whose outlet isn’t known, or masked."
    if found.others:
        yield f"Not shown: {counted(found.others, 'outlet')} that share fewer incidents."


def _left(left: Left, why: str) -> str | None:
    killed = f" ({left.best:,} killed)" if left.best else ""
    return f"{counted(left.incidents, 'incident')} {why}{killed}" if left.incidents else None
