"""The formats in which dossiers are given away, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.acled import acled
from reportedly.sharing.annotations import webannotations
from reportedly.sharing.entities import ftm
from reportedly.sharing.ged import ged
from reportedly.sharing.geography import geojson, geoparquet
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.gtd import gtd
from reportedly.sharing.native_files import native_csv, native_jsonl, native_parquet

Make = Callable[[Iterable[Dossier], Given, LeftOut], Iterator[File]]


class Format(msgspec.Struct, frozen=True):
    """A format. `ending` is that of its one file; of one with several files it's empty, and they stand in a folder.

    `make` is pure: the same dossiers give the same bytes. What a file yields is to be read before the next one is asked
    for. `has_hxl` says whether it can have a line of tags.
    """

    name: str
    ending: str
    about: str
    make: Make
    has_hxl: bool = False


FORMATS = MappingProxyType({
    each.name: each
    for each in (
        Format("acled", ".csv", "ACLED-compatible CSV, 31 columns", acled, has_hxl=True),
        Format("ged", ".csv", "UCDP-GED-compatible CSV, 49 columns", ged, has_hxl=True),
        Format("gtd", ".csv", "GTD-compatible CSV, 135 columns", gtd, has_hxl=True),
        Format("native-parquet", "", "our own tables, a Parquet file each", native_parquet),
        Format("native-csv", "", "our own tables, a CSV file each", native_csv),
        Format("native-jsonl", "", "our own tables as JSON Lines, with their JSON Schema", native_jsonl),
        Format("geojson", ".geojson", "incidents as points, for maps (RFC 7946)", geojson),
        Format("geoparquet", ".parquet", "the same as GeoParquet 1.1", geoparquet),
        Format("ftm", ".ftm.json", "FollowTheMoney entities, as JSON Lines", ftm),
        Format("annotations", ".jsonld", "W3C Web Annotations, one for each value that is quoted", webannotations),
    )
})  # fmt: skip
"""Every format by its name."""
