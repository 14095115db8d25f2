"""Incidents as places: GeoJSON (RFC 7946) and GeoParquet 1.1, no finer than their places are known."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.given import File, Given, LeftOut, chosen
from reportedly.sharing.grouped import Grouped, arrow_type
from reportedly.sharing.native import incident_values
from reportedly.sharing.native_files import cell
from reportedly.sharing.native_tables import TABLES, Field
from reportedly.sharing.public import told_precision

SHOWN: dict[str | None, str] = {
    "exact": "the place",
    "near": "near the place",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the province",
    "country": "somewhere in the country",
}
"""What a point stands for, by the precision of its place."""

UNTOLD = "a place that isn't told closely"

STANDS_FOR = Field("point_is", "text", "What the point stands for: the place, near it, or somewhere in an area.")

_AXES = ("latitude", "longitude")
_GROUP = 8_192  # rows of a group in Parquet
_POINT = struct.Struct("<BIdd")  # little endian, a point, longitude, latitude: well-known binary


def properties() -> tuple[Field, ...]:
    """What each feature tells besides its point: the columns of our table of incidents."""
    incidents = next(table for table in TABLES if table.name == "incidents")
    return (*(field for field in incidents.fields if field.name not in _AXES), STANDS_FOR)


def geojson(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A feature for each incident; one of which no coordinates are known has no geometry."""
    yield File("incidents.geojson", _features(dossiers, given, left_out))


def geoparquet(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """The same as a table with points in well-known binary."""
    yield File("incidents.parquet", _table(dossiers, given, left_out))


def _told(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[tuple[dict[str, Any], Any]]:
    """The properties of each incident, and its point: longitude and latitude."""
    for dossier in chosen(dossiers, given, left_out):
        values = incident_values(dossier)
        point = _point(values.get("longitude"), values.get("latitude"))
        values["point_is"] = SHOWN.get(told_precision(dossier.incident.where), UNTOLD) if point else None
        yield {field.name: cell(field.kind, values.get(field.name)) for field in properties()}, point


def _point(longitude: float | None, latitude: float | None) -> tuple[float, float] | None:
    """The point, where there is one on the earth."""
    if longitude is None or latitude is None or not (abs(longitude) <= 180 and abs(latitude) <= 90):
        return None
    return longitude, latitude


def _features(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[bytes]:
    yield b'{"type":"FeatureCollection","features":['
    between = b"\n"
    for values, point in _told(dossiers, given, left_out):
        geometry = {"type": "Point", "coordinates": list(point)} if point else None
        feature = {"type": "Feature", "id": values["incident_id"], "geometry": geometry, "properties": values}
        yield between + msgspec.json.encode(feature)
        between = b",\n"
    yield b"\n]}\n"


def _table(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[bytes]:
    fields = properties()
    types = {field.name: arrow_type(field.kind) for field in fields} | {"geometry": arrow_type("bytes")}
    typed, bounds, group = Grouped(types, schema=False), _Bounds(), list[list[Any]]()
    for values, point in _told(dossiers, given, left_out):
        bounds.add(point)
        group.append([*values.values(), _POINT.pack(1, 1, *point) if point else None])
        if len(group) == _GROUP:
            yield typed.rows(list(zip(*group, strict=True)))
            group.clear()
        yield b""  # nothing yet, but that far
    if group:
        yield typed.rows(list(zip(*group, strict=True)))
    geometry = {"encoding": "WKB", "geometry_types": ["Point"], **bounds.told()}
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    yield typed.end({"geo": msgspec.json.encode(about)})


class _Bounds:
    """The box in which points lie."""

    def __init__(self) -> None:
        self._low, self._high = [180.0, 90.0], [-180.0, -90.0]

    def add(self, point: tuple[float, float] | None) -> None:
        if point:
            self._low = [min(pair) for pair in zip(self._low, point, strict=True)]
            self._high = [max(pair) for pair in zip(self._high, point, strict=True)]

    def told(self) -> dict[str, list[float]]:
        """What GeoParquet has of it; nothing where there's no point."""
        return {"bbox": [*self._low, *self._high]} if self._low <= self._high else {}
