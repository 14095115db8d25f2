"""Sources against sources, drawn: a cell for each two outlets, the row's beside the column's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.sharing.pictures.drawing import BLUE, FAINT, INK, ORANGE, PAPER, SOFT, font, nothing
from reportedly.sharing.pictures.outlets import ENOUGH, Compared, Comparison
from reportedly.sharing.pictures.shown import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES = 3.0  # cells' widths that the names take at the left, of a picture of few outlets
_LONGEST = 30  # code points of an outlet's name
_STRONGEST = 0.6  # of a colour, where all incidents go one way


def draw_outlets(found: Comparison, axes: Axes) -> None:
    """Draws the cells."""
    from matplotlib.patches import Rectangle

    axes.set_axis_off()
    names = found.outlets
    if not names:
        nothing(axes)
        return
    size = max(6.0, 9.0 - len(names) / 4)
    across = max(_NAMES, len(names) * 0.5)
    axes.set_xlim(-across, len(names))
    axes.set_ylim(len(names), -0.6)
    for row, name in enumerate(names):
        middle = row + 0.5
        axes.text(-across, middle, f"{row + 1}", va="center", color=SOFT, fontproperties=font(size, bold=True))
        called = shortened(name, _LONGEST) or ""
        axes.text(-across * (1 - 0.3 / _NAMES), middle, called, va="center", color=INK, fontproperties=font(size))
        axes.text(
            middle, -0.15, f"{row + 1}", ha="center", va="bottom", color=SOFT, fontproperties=font(size, bold=True)
        )
        for column, other in enumerate(names):
            pair = found.pairs.get((name, other))
            colour = FAINT if row == column else _colour(pair)
            axes.add_patch(Rectangle((column, row), 1, 1, facecolor=colour, edgecolor=SOFT, linewidth=0.5,
                                    clip_on=False))  # fmt: skip
            if pair is not None:
                axes.text(column + 0.5, middle, _words(pair), ha="center", va="center", linespacing=1.35,
                          color=INK if pair.shared >= ENOUGH else SOFT, fontproperties=font(size - 1))  # fmt: skip


def _words(pair: Compared) -> str:
    ratio = f"\n× {pair.ratio:.2f}" if pair.ratio is not None else ""
    return f"n {pair.shared}\n▲{pair.more} ={pair.alike} ▼{pair.fewer}{ratio}"


def _colour(pair: Compared | None) -> str | tuple[float, float, float]:
    """The more often the row gives more the more orange, fewer the more blue; paper where too few are shared."""
    from matplotlib.colors import to_rgb

    if pair is None or pair.shared < ENOUGH:
        return PAPER
    lean = (pair.more - pair.fewer) / pair.shared
    strength = abs(lean) * _STRONGEST
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(ORANGE if lean > 0 else BLUE))
    return red, green, blue
