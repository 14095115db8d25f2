"""The pictures by name: each takes the incidents that may be shown and what else it is told, and gives a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reportedly.sharing.pictures import captions
from reportedly.sharing.pictures.drawing import Sheet
from reportedly.sharing.pictures.drawn_map import draw_map, height_of
from reportedly.sharing.pictures.drawn_outlets import draw_outlets
from reportedly.sharing.pictures.drawn_timeline import draw_timeline
from reportedly.sharing.pictures.outlets import comparison
from reportedly.sharing.pictures.outlines import Outlines
from reportedly.sharing.pictures.shown import Shown
from reportedly.sharing.pictures.spots import spots
from reportedly.sharing.pictures.timeline import Step, timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture is told besides: the step of its bars, the outlines behind a map, what is said of all pictures.

    `scope` names days and country where only some are asked for; `absent` are sentences on what isn't drawn.
    """

    step: Step | None = None
    outlines: Outlines | None = None
    scope: str = ""
    absent: tuple[str, ...] = ()


Make = Callable[[Sequence[Shown], Told], Sheet]


def _timeline(incidents: Sequence[Shown], told: Told) -> Sheet:
    found = timeline(incidents, told.step)

    def draw(axes: Axes) -> None:
        draw_timeline(found, axes)

    foot = (*captions.of_timeline(found), captions.FIGURES, *told.absent)
    return Sheet(f"Killed by {found.step}, as reported", _under(incidents, told), foot, 3.3, draw)


def _map(incidents: Sequence[Shown], told: Told) -> Sheet:
    found = spots(incidents)

    def draw(axes: Axes) -> None:
        draw_map(found, told.outlines, axes)

    foot = (*captions.of_map(found), captions.FIGURES, *told.absent)
    return Sheet("Where people were killed, as reported", _under(incidents, told), foot, height_of(found), draw)


def _sources(incidents: Sequence[Shown], told: Told) -> Sheet:
    found = comparison(incidents)

    def draw(axes: Axes) -> None:
        draw_outlets(found, axes)

    foot = (*captions.of_outlets(found), captions.FIGURES, *told.absent)
    under = _under(incidents, told) + f" · {found.incidents:,} of them with figures of two outlets or more"
    return Sheet("Sources beside sources: who gives more killed", under, foot, 0.8 + 0.52 * len(found.outlets), draw)


def _under(incidents: Sequence[Shown], told: Told) -> str:
    return " · ".join(part for part in (told.scope, captions.summary(incidents)) if part)


PICTURES: MappingProxyType[str, Make] = MappingProxyType({"timeline": _timeline, "map": _map, "sources": _sources})
"""Every picture by its name."""
