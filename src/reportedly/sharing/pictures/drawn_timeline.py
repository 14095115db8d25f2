"""The timeline drawn: a bar for each step, what nobody has reviewed hatched, the lowest and highest as a line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportedly.sharing.pictures.drawing import BLUE, FAINT, HATCH, INK, PAPER, font, label_ticks, legend, nothing
from reportedly.sharing.pictures.timeline import Bar, Timeline, bounds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_LABELS = 9
_GAP = 0.12  # of a bar, between it and the next


def draw_timeline(found: Timeline, axes: Axes) -> None:
    """Draws the bars."""
    from matplotlib.ticker import MaxNLocator

    if not found.bars:
        nothing(axes)
        return
    first, last = found.bars[0].first.toordinal(), found.bars[-1].last.toordinal() + 1
    points = axes.get_window_extent().width * 72 / axes.figure.dpi / (last - first)
    for bar in found.bars:
        _bar(axes, bar, points * ((bar.last - bar.first).days + 1))
    edge = max(1.0, (last - first) * 0.02)
    axes.set_xlim(first - edge, last + edge)
    top = float(max(1, *(bar.high for bar in found.bars)))  # matplotlib can't take numbers beyond 64 bits
    axes.set_ylim(0, top * 1.1)
    places = [place for place in MaxNLocator(nbins=6, integer=True).tick_values(0, top) if 0 <= place <= top * 1.1]
    axes.set_yticks(places, [f"{place:,.0f}" for place in places])
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)
    shown = _labelled(found)
    axes.set_xticks([(bar[0].toordinal() + bar[1].toordinal() + 1) / 2 for bar in shown], _names(found, shown))
    label_ticks(axes)
    axes.text(0, 1.02, "killed", transform=axes.transAxes, color=INK, fontproperties=font(8.5))
    legend(axes, _meanings(found))


def _bar(axes: Axes, bar: Bar, points: float) -> None:
    """Draws a bar, so many points wide; the narrower, the thinner is what stands on it."""
    first, width = bar.first.toordinal(), (bar.last - bar.first).days + 1
    gap = width * _GAP
    low, high, unreviewed = float(bar.low), float(bar.high), float(bar.unreviewed)
    sure = float(bar.best - bar.unreviewed)
    at, wide = first + gap, width - 2 * gap
    axes.bar(at, sure, wide, align="edge", color=BLUE, linewidth=0)
    axes.bar(at, unreviewed, wide, bottom=sure, align="edge", facecolor=PAPER, edgecolor=BLUE, hatch=HATCH,
             linewidth=min(0.8, points / 8) if bar.unreviewed else 0)  # fmt: skip
    if bar.low == bar.high and not bar.open:
        return
    middle, cap, thick = first + width / 2, wide * 0.18, min(1.1, points / 6)
    axes.vlines(middle, low, high, color=INK, linewidth=thick, zorder=3)
    axes.hlines([low] if bar.open else [low, high], middle - cap, middle + cap, color=INK, linewidth=thick,
                zorder=3)  # fmt: skip
    if bar.open:
        axes.plot([middle], [high], marker="^", markersize=min(5.0, 1.5 + points / 4), color=INK, zorder=3)


def _labelled(found: Timeline) -> list[tuple[datetime.date, datetime.date]]:
    """The steps that are named under the axis: as many as there is room for, evenly."""
    spans = [bounds(found.bars[0].first, found.step)]
    while spans[-1][1] < found.bars[-1].last:
        spans.append(bounds(spans[-1][1] + datetime.timedelta(1), found.step))
    return spans[:: -(-len(spans) // _MOST_LABELS)]


def _names(found: Timeline, spans: Sequence[tuple[datetime.date, datetime.date]]) -> list[str]:
    names = []
    year = None
    for first, last in spans:
        if found.step == "year":
            names.append(f"{first.year}")
            continue
        name = f"{_MONTHS[first.month - 1]}" if found.step == "month" else f"{first.day} {_MONTHS[first.month - 1]}"
        if found.step == "week":
            name += f"–{last.day} {_MONTHS[last.month - 1]}" if last.month != first.month else f"–{last.day}"
            name = f"{first.day}–{last.day} {_MONTHS[last.month - 1]}" if last.month == first.month else name
        names.append(name if first.year == year else f"{name}\n{first.year}")
        year = first.year
    return names


def _meanings(found: Timeline) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = []
    if any(bar.best > bar.unreviewed for bar in found.bars):
        handles.append(Patch(color=BLUE, label="best figure, reviewed"))
    if any(bar.unreviewed for bar in found.bars):
        handles.append(Patch(facecolor=PAPER, edgecolor=BLUE, hatch=HATCH, label="best figure, reviewed by nobody"))
    if any(bar.low != bar.high for bar in found.bars):
        handles.append(Line2D([], [], color=INK, linewidth=1.1, marker="_", label="lowest to highest"))
    if any(bar.open for bar in found.bars):
        handles.append(Line2D([], [], color=INK, linewidth=0, marker="^", markersize=5, label="no upper bound"))
    return handles


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
