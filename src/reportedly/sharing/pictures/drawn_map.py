"""The map drawn: circles by what is known of their places, over outlines of countries."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reportedly.sharing.pictures.drawing import (
    ACROSS,
    BLUE,
    FAINT,
    HATCH,
    INK,
    LAND,
    PALE,
    PAPER,
    SOFT,
    font,
    label_ticks,
    legend,
    nothing,
)
from reportedly.sharing.pictures.outlines import Frame, Line, Outlines, Point
from reportedly.sharing.pictures.shown import Known
from reportedly.sharing.pictures.spots import Spot, Spots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EARTH = Frame(-180, -60, 180, 84)
_LEAST = (6.0, 4.0)  # degrees that a map spans
_HEIGHTS = (3.2, 5.4)  # inches
_PROVINCES = 20.0  # degrees across up to which provinces are drawn
_LARGEST, _SMALLEST = 44.0**2, 2.2**2  # square points of a circle's box
_EACH = 60.0  # square points for one who was killed, at most
_MEASURE = 15.0**2  # square points of the circle in the legend, at most
_NAMED = 8
_STYLES: dict[Known, dict[str, Any]] = {
    "place": {"facecolor": BLUE, "edgecolor": INK, "linestyle": "-"},
    "near": {"facecolor": PALE, "edgecolor": BLUE, "linestyle": "-"},
    "district": {"facecolor": "none", "edgecolor": INK, "linestyle": (0, (4, 2))},
    "province": {"facecolor": "none", "edgecolor": INK, "linestyle": (0, (4, 2))},
    "country": {"facecolor": "none", "edgecolor": INK, "linestyle": (0, (1, 1.5))},
}
_WORDS: dict[Known, str] = {
    "place": "the place", "near": "near the place, or rounded", "district": "the district only",
    "province": "the province only", "country": "the country only",
}  # fmt: skip


def draw_map(found: Spots, outlines: Outlines | None, axes: Axes) -> None:
    """Draws the spots; without outlines over degrees alone."""
    if not found.spots:
        nothing(axes)
        return
    box = axes.get_window_extent()
    frame = frame_of(found, box.width / box.height)
    axes.set_xlim(frame.west, frame.east)
    axes.set_ylim(frame.south, frame.north)
    axes.set_aspect(1 / _squeeze(frame), adjustable="box", anchor="C")
    if outlines is not None:
        _earth(axes, outlines, frame)
    _degrees(axes, frame)
    each = min(_EACH, _LARGEST / max(1, found.spots[0].best))
    for number, spot in enumerate(found.spots):
        _circle(axes, spot, each, 3 + number / len(found.spots))
    _name(axes, found, each, box.width * 72 / axes.figure.dpi / (frame.east - frame.west))
    legend(axes, [*_meanings(found), _measure(found.spots[0].best, each)])


def height_of(found: Spots) -> float:
    """The height in inches that a map of these spots asks for, neither flat nor long."""
    if not found.spots:
        return _HEIGHTS[0]
    frame = frame_of(found, 0)
    up = ACROSS * (frame.north - frame.south) / ((frame.east - frame.west) * _squeeze(frame))
    return min(max(up, _HEIGHTS[0]), _HEIGHTS[1])


def frame_of(found: Spots, shape: float) -> Frame:
    """The part of the earth that holds all points with some room.

    It is in the shape (width to height) of the picture; with 0 in its own.
    """
    longitudes, latitudes = zip(*(spot.at for spot in found.spots), strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    middle = (south + north) / 2
    squeeze = max(0.2, math.cos(math.radians(middle)))
    width = max(_LEAST[0], (east - west) * 1.3)
    height = max(_LEAST[1], (north - south) * 1.3)
    if shape:
        width, height = max(width, height * shape / squeeze), max(height, width * squeeze / shape)
    center = (west + east) / 2
    return Frame(
        max(_EARTH.west, center - width / 2), max(_EARTH.south, middle - height / 2),
        min(_EARTH.east, center + width / 2), min(_EARTH.north, middle + height / 2),
    )  # fmt: skip


def _squeeze(frame: Frame) -> float:
    """How much shorter a degree from west to east is than one from south to north, in the frame's middle."""
    return max(0.2, math.cos(math.radians((frame.south + frame.north) / 2)))


def _earth(axes: Axes, outlines: Outlines, frame: Frame) -> None:
    grain, around = (frame.east - frame.west) / 600, frame.wider(0.02)
    _lines(axes, outlines.land(around, grain), facecolor=LAND, edgecolor="none", zorder=0)
    if frame.east - frame.west <= _PROVINCES:
        _lines(axes, outlines.provinces(around, grain), facecolor="none", edgecolor=FAINT, linewidth=0.5, zorder=1)
    _lines(axes, outlines.borders(around, grain), facecolor="none", edgecolor="#8c8c8c", linewidth=0.7, zorder=1)


def _lines(axes: Axes, lines: Iterable[Line], **style: Any) -> None:
    """All lines as one path, so that its style is written once."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    paths = [Path(line) for line in lines]
    if paths:
        axes.add_patch(PathPatch(Path.make_compound_path(*paths), **style))


def _degrees(axes: Axes, frame: Frame) -> None:
    from matplotlib.ticker import MaxNLocator

    steps = MaxNLocator(nbins=6, steps=[1, 2, 3, 5, 10])
    east = [at for at in steps.tick_values(frame.west, frame.east) if frame.west <= at <= frame.east]
    north = [at for at in steps.tick_values(frame.south, frame.north) if frame.south <= at <= frame.north]
    axes.set_xticks(east, [_degree(at, "E", "W") for at in east])
    axes.set_yticks(north, [_degree(at, "N", "S") for at in north])
    axes.grid(color=FAINT, linewidth=0.4, linestyle=(0, (1, 3)))
    axes.set_axisbelow(True)
    label_ticks(axes, 7)
    for spine in axes.spines.values():
        spine.set_visible(True)


def _degree(at: float, positive: str, negative: str) -> str:
    return f"{abs(at):g}°{positive if at > 0 else negative if at < 0 else ''}"


def _circle(axes: Axes, spot: Spot, each: float, order: float) -> None:
    if not spot.best:
        axes.scatter(*spot.at, s=22, marker="x", color=SOFT, linewidth=1.0, zorder=order)
        return
    style = _STYLES[spot.known]
    size = max(_SMALLEST, spot.best * each)
    axes.scatter(*spot.at, s=size, alpha=0.85, linewidth=0.9, zorder=order, hatch=None if spot.reviewed else HATCH,
                 **style)  # fmt: skip


def _name(axes: Axes, found: Spots, each: float, points: float) -> None:
    """Names the points with the most killed where no name would stand over another; `points` are those of a degree.

    The number is that of all who were killed at the point, however closely it is known.
    """
    taken: list[Frame] = []
    for at, (name, killed, most) in _points(found)[:_NAMED]:
        words = f"{name}\n{killed:,}" if name else f"{killed:,}"
        aside = math.sqrt(max(_SMALLEST, most * each)) / 2 + 3
        x, y = at[0] * points + aside, at[1] * points
        box = Frame(x, y - 11, x + 5.5 * max(map(len, words.split("\n"))) + 4, y + 11)
        if any(box.west < o.east and o.west < box.east and box.south < o.north and o.south < box.north for o in taken):
            continue
        taken.append(box)
        axes.annotate(words, at, (aside, 0), textcoords="offset points", va="center", color=INK, zorder=9,
                      fontproperties=font(8), annotation_clip=True,
                      bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.6, "pad": 0.8})  # fmt: skip


def _points(found: Spots) -> list[tuple[Point, tuple[str | None, int, int]]]:
    """Each point with its name, the sum of those killed there, and the killed of its largest circle; the most first."""
    points: dict[Point, tuple[str | None, int, int]] = {}
    for spot in found.spots:
        name, killed, most = points.get(spot.at, (None, 0, 0))
        points[spot.at] = (name or spot.name, killed + spot.best, max(most, spot.best))
    return sorted((item for item in points.items() if item[1][1]), key=lambda item: (-item[1][1], item[0]))


def _measure(most: int, each: float) -> Any:
    """A circle beside its number: the roundest of which there is room in a line."""
    from matplotlib.lines import Line2D

    round_numbers = [unit * power for power in (1, 10, 100, 1000, 10_000) for unit in (1, 2, 5)]
    fitting = [number for number in round_numbers if number <= max(1, most) and number * each <= _MEASURE]
    number = fitting[-1] if fitting else 1
    return Line2D([], [], linewidth=0, marker="o", markersize=math.sqrt(number * each), color="none",
                  markeredgecolor=INK, label=f"{number:,} killed")  # fmt: skip


def _meanings(found: Spots) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    there = [known for known in _STYLES if any(spot.known == known and spot.best for spot in found.spots)]
    handles: list[Any] = [Patch(label=_WORDS[known], linewidth=1.0, **_STYLES[known]) for known in there]
    if any(not spot.reviewed and spot.best for spot in found.spots):
        handles.append(Patch(facecolor=PAPER, edgecolor=BLUE, hatch=HATCH, label="reviewed by nobody"))
    if any(not spot.best for spot in found.spots):
        handles.append(Line2D([], [], color=SOFT, linewidth=0, marker="x", label="none told killed"))
    return handles
