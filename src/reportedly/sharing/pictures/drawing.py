"""What all pictures are drawn with: a sheet with head and foot, letters, colours; the same bytes for the same picture.

The letters are DejaVu Sans, which comes with matplotlib and has Latin, Arabic, Greek and Cyrillic; no font of the
computer is used, so that a picture is the same everywhere. Letters that it lacks are shown as boxes. The colours
are those of Okabe and Ito, which the colour-blind tell apart; nothing is said by colour alone.
"""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import msgspec

from reportedly.model.errors import ReportedlyError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

INK, SOFT, FAINT, PAPER, LAND = "#1a1a1a", "#595959", "#cccccc", "#ffffff", "#f0efeb"
BLUE, PALE, ORANGE = "#0072b2", "#9fcbe6", "#d55e00"
HATCH = "/////"
"""What nobody has reviewed."""

Kind = Literal["png", "svg"]

_WIDTH, _EDGE = 8.5, 0.45  # inches
_LEFT, _RIGHT = 0.75, 0.35  # inches beside what is drawn
_LINE, _FOOT_SIZE, _FOOT_WIDTH = 0.155, 7.5, 128  # inches, points, letters
ACROSS = _WIDTH - _LEFT - _RIGHT
"""Inches from left to right of what is drawn."""

_DOTS = 180  # to the inch, of a PNG
_SETTINGS: dict[str, Any] = {
    "text.parse_math": False, "text.usetex": False, "svg.fonttype": "path", "svg.hashsalt": "reportedly",
    "figure.facecolor": PAPER, "savefig.facecolor": PAPER, "axes.unicode_minus": False, "hatch.linewidth": 0.7,
    "path.simplify": False,
}  # fmt: skip


class NoPictures(ReportedlyError):
    """What draws isn't installed."""

    code = "no_pictures"


class Picture(msgspec.Struct, frozen=True):
    """A picture as a file's bytes; a notebook shows it."""

    kind: Kind
    content: bytes

    def _repr_png_(self) -> bytes | None:
        return self.content if self.kind == "png" else None

    def _repr_svg_(self) -> str | None:
        return self.content.decode("utf-8") if self.kind == "svg" else None


class Sheet(NamedTuple):
    """A picture before it is drawn: its words, its height in inches, and who draws between head and foot."""

    title: str
    subtitle: str
    foot: tuple[str, ...]
    height: float
    draw: Callable[[Axes], None]


def check_that_pictures_can_be_drawn() -> None:
    """Raises `NoPictures` where matplotlib isn't installed."""
    try:
        import matplotlib  # noqa: F401 - whether it can be
    except ImportError as error:
        raise NoPictures(
            "pictures are drawn by matplotlib, which isn't there: pip install 'reportedly[plot]'"
        ) from error


def picture(sheet: Sheet, kind: Kind) -> Picture:
    """The sheet drawn. Raises `NoPictures` where matplotlib isn't installed."""
    check_that_pictures_can_be_drawn()
    import matplotlib

    about = {"Title": sheet.title} | (
        {"Date": None, "Creator": "reportedly"} if kind == "svg" else {"Software": "reportedly"}
    )
    written = io.BytesIO()
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ")  # letters that the font lacks: boxes stand for them
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(cast(Any, _SETTINGS))
        _laid_out(sheet).savefig(written, format=kind, dpi=_DOTS, metadata=about)
    return Picture(kind, written.getvalue())


def font(size: float, *, bold: bool = False) -> FontProperties:
    """The letters, by their file: a font of the same name on this computer may be another."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=str(Path(matplotlib.get_data_path(), "fonts", "ttf", name)), size=size)


def legend(axes: Axes, handles: Sequence[Any]) -> None:
    """What the marks mean, above the axes at the right."""
    if handles:
        axes.legend(handles=list(handles), loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=min(4, len(handles)),
                    frameon=False, prop=font(8), handlelength=1.6, columnspacing=1.4, borderaxespad=0.3)  # fmt: skip


def label_ticks(axes: Axes, size: float = 8) -> None:
    """Gives the marks of both axes our letters; to be called when they are set."""
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(size))
        label.set_color(INK)
    axes.tick_params(length=3, color=SOFT, width=0.6)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(SOFT)
        spine.set_linewidth(0.6)


def nothing(axes: Axes) -> None:
    """Says that there is nothing to draw."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, "Nothing to draw", ha="center", va="center", transform=axes.transAxes, color=SOFT,
              fontproperties=font(12))  # fmt: skip


def _laid_out(sheet: Sheet) -> Figure:
    from matplotlib.figure import Figure

    lines = [line for text in sheet.foot for line in textwrap.wrap(text, _FOOT_WIDTH)]
    under = textwrap.wrap(sheet.subtitle, _FOOT_WIDTH - 14)
    head, foot = 1.0 + 0.17 * len(under), 0.3 + _LINE * len(lines)
    height = head + sheet.height + foot + 0.3
    figure = Figure(figsize=(_WIDTH, height))
    figure.text(
        _EDGE / _WIDTH, 1 - 0.35 / height, sheet.title, color=INK, va="center", fontproperties=font(13, bold=True)
    )
    for number, line in enumerate(under):
        figure.text(
            _EDGE / _WIDTH, 1 - (0.62 + 0.17 * number) / height, line, color=SOFT, va="center", fontproperties=font(8.5)
        )
    for number, line in enumerate(lines):
        y = (foot - 0.15 - _LINE * (number + 1)) / height
        figure.text(_EDGE / _WIDTH, y, line, color=SOFT, va="bottom", fontproperties=font(_FOOT_SIZE))
    axes = figure.add_axes((_LEFT / _WIDTH, (foot + 0.3) / height, ACROSS / _WIDTH, sheet.height / height))
    sheet.draw(axes)
    return figure
