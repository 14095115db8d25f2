"""The outlines of countries and provinces behind a map: what of them is in a frame, no finer than is seen there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

Point = tuple[float, float]
"""Longitude and latitude."""

Line = list[Point]


class Frame(NamedTuple):
    """A part of the earth in degrees."""

    west: float
    south: float
    east: float
    north: float

    def has(self, point: Point) -> bool:
        """Whether the point is in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def wider(self, share: float) -> Frame:
        """The frame with so much more on each side, as a share of its width."""
        more = (self.east - self.west) * share
        return Frame(self.west - more, self.south - more, self.east + more, self.north + more)


class _Transform(msgspec.Struct):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _Area(msgspec.Struct):
    type: str
    arcs: list[Any]


class _Areas(msgspec.Struct):
    geometries: list[_Area]


class _Topology(msgspec.Struct):
    transform: _Transform
    objects: dict[str, _Areas]
    arcs: list[list[tuple[int, int]]]


class Outlines:
    """The world's countries and provinces, which share their borders."""

    def __init__(self, lines: Sequence[Line], countries: Sequence[Sequence[int]], provinces: frozenset[int]) -> None:
        self._lines, self._countries, self._provinces = lines, countries, provinces
        self._borders = frozenset(_place(arc) for ring in countries for arc in ring)

    def land(self, frame: Frame, grain: float) -> Iterator[Line]:
        """The countries' areas that are in the frame, cut at its edges; points nearer than `grain` degrees are one."""
        for ring in self._countries:
            points: Line = []
            for arc in ring:
                line = self._lines[_place(arc)]
                points += thinned(line if arc >= 0 else line[::-1], grain)
            if len(cut := _cut(points, frame)) > 2 and _seen(cut, grain):
                yield cut

    def borders(self, frame: Frame, grain: float) -> Iterator[Line]:
        """Coasts and the borders of countries in the frame."""
        return self._within(self._borders, frame, grain)

    def provinces(self, frame: Frame, grain: float) -> Iterator[Line]:
        """The borders of provinces that are none of countries."""
        return self._within(self._provinces - self._borders, frame, grain)

    def _within(self, arcs: frozenset[int], frame: Frame, grain: float) -> Iterator[Line]:
        for arc in sorted(arcs):
            run, line = list[Point](), thinned(self._lines[arc], grain)
            if line[0] == line[-1] and not _seen(line, grain):
                continue
            for before, point in pairwise(line):
                if frame.has(before) or frame.has(point):
                    run = run or [before]
                    run.append(point)
                elif run:
                    yield run
                    run = []
            if run:
                yield run


def outlines_of(topology: bytes) -> Outlines:
    """The outlines out of TopoJSON with the objects `countries` and `provinces`, its arcs in steps of a grid.

    Raises `msgspec.MsgspecError` where it is none.
    """
    found = msgspec.json.decode(topology, type=_Topology)
    (width, height), (west, south) = found.transform.scale, found.transform.translate
    lines = []
    for arc in found.arcs:
        x = y = 0
        line = []
        for right, up in arc:
            x, y = x + right, y + up
            line.append((west + x * width, south + y * height))
        lines.append(line)
    countries = [ring for area in found.objects["countries"].geometries for ring in _rings(area)]
    provinces = {_place(arc) for area in found.objects["provinces"].geometries for ring in _rings(area) for arc in ring}
    return Outlines(lines, countries, frozenset(provinces))


def thinned(line: Sequence[Point], grain: float) -> Line:
    """The line without points that are nearer than `grain` to the one before; its ends stay."""
    kept = list(line[:1])
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) >= grain or abs(point[1] - kept[-1][1]) >= grain:
            kept.append(point)
    return kept + list(line[1:][-1:])


def _seen(ring: Line, grain: float) -> bool:
    """Whether it is large enough to be seen."""
    return any(max(axis) - min(axis) > 2 * grain for axis in zip(*ring, strict=True))


def _place(arc: int) -> int:
    """Where the arc stands: one that is walked backwards has its place's complement."""
    return arc if arc >= 0 else ~arc


def _rings(area: _Area) -> list[list[int]]:
    polygons = [area.arcs] if area.type == "Polygon" else area.arcs if area.type == "MultiPolygon" else []
    return [ring for polygon in polygons for ring in polygon]


def _cut(ring: Line, frame: Frame) -> Line:
    """What of the ring is in the frame, edge by edge (Sutherland and Hodgman)."""
    for axis, bound, above in ((0, frame.west, True), (0, frame.east, False), (1, frame.south, True),
                               (1, frame.north, False)):  # fmt: skip
        ring = list(_cut_at(ring, axis, bound, above))
    return ring


def _cut_at(ring: Line, axis: int, bound: float, above: bool) -> Iterator[Point]:
    def inside(point: Point) -> bool:
        return point[axis] >= bound if above else point[axis] <= bound

    for before, point in pairwise([*ring[-1:], *ring]):
        if inside(before) != inside(point):
            share = (bound - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (bound, other) if axis == 0 else (other, bound)
        if inside(point):
            yield point
