"""Places for maps: GDAL, DuckDB and Arrow open them, at the right coordinates and no finer than they are known."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
from pathlib import Path

import duckdb
import msgspec
import pyogrio
import pytest
from hypothesis import given
from pyarrow import parquet

from reportedly.model import Dossier, Where
from reportedly.sharing.geography import SHOWN, UNTOLD
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files
from tests.sharing.test_formats import QUICK
from tests.sharing.told import GAYA, dossier

OGRINFO = shutil.which("ogrinfo")
AREA = msgspec.structs.replace(GAYA, precision="admin1", latitude=13.5, longitude=2.1)
NOWHERE = Where(name="Nowhere", country="NE", precision="country")


def told() -> list[Dossier]:
    """An incident at a place, one in an area, one of which no coordinates are known."""
    places = (("a", GAYA), ("b", AREA), ("c", NOWHERE))
    return [dossier(id=name * 64, where=where) for name, where in places]


def geojson(tmp_path: Path, dossiers: list[Dossier]) -> Path:
    """The file as GDAL opens it."""
    path = tmp_path / "incidents.geojson"
    path.write_bytes(files("geojson", dossiers, GIVEN)["incidents.geojson"])
    return path


def test_a_feature_is_a_place_or_has_none() -> None:
    found = json.loads(files("geojson", told(), GIVEN)["incidents.geojson"])
    assert found["type"] == "FeatureCollection"
    place, area, nowhere = found["features"]
    assert place["geometry"] == {"type": "Point", "coordinates": [-3.4492, 11.8844]}
    assert (place["id"], place["properties"]["killed_best"]) == ("a" * 64, 11)
    assert place["properties"]["point_is"] == "the place"
    assert area["properties"]["point_is"] == "somewhere in the province"
    assert (nowhere["geometry"], nowhere["properties"]["point_is"]) == (None, None)
    assert not {"latitude", "longitude"} & place["properties"].keys()


def test_gdal_opens_it_with_its_coordinates(tmp_path: Path) -> None:
    path = geojson(tmp_path, told())
    meta, _, geometry, fields = pyogrio.raw.read(path)
    assert meta["geometry_type"] in ("Point", "Unknown")
    assert meta["crs"] == "EPSG:4326"
    assert [struct.unpack("<BIdd", point)[2:] if point else None for point in geometry] == [
        (-3.4492, 11.8844), (2.1, 13.5), None,
    ]  # fmt: skip
    columns = dict(zip(meta["fields"], fields, strict=True))
    assert list(columns["killed_best"]) == [11, 11, 11]
    assert str(columns["date_start"].dtype).startswith("datetime64")


@pytest.mark.skipif(OGRINFO is None, reason="no ogrinfo on this machine")
def test_ogrinfo_opens_it(tmp_path: Path) -> None:
    command = [OGRINFO or "", "-so", "-al", str(geojson(tmp_path, told()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Feature Count: 3" in done.stdout


def test_geoparquet_has_its_metadata_and_points(tmp_path: Path) -> None:
    path = tmp_path / "incidents.parquet"
    path.write_bytes(files("geoparquet", told(), GIVEN)["incidents.parquet"])
    table = parquet.read_table(path)
    about = json.loads(table.schema.metadata[b"geo"])
    assert (about["version"], about["primary_column"]) == ("1.1.0", "geometry")
    assert about["columns"]["geometry"] == {
        "encoding": "WKB", "geometry_types": ["Point"], "bbox": [-3.4492, 11.8844, 2.1, 13.5],
    }  # fmt: skip
    points = [point and struct.unpack("<BIdd", point)[2:] for point in table["geometry"].to_pylist()]
    assert points == [(-3.4492, 11.8844), (2.1, 13.5), None]
    with duckdb.connect() as database:
        found = database.from_parquet(str(path)).project("incident_id, killed_best, point_is").fetchall()
    assert found[1] == ("b" * 64, 11, "somewhere in the province")
    if {"Parquet", "GeoParquet"} & pyogrio.list_drivers().keys():
        assert pyogrio.read_info(path)["features"] == 3


@QUICK
@given(dossiers=some())
def test_points_are_on_the_earth_and_say_what_they_are(dossiers: list[Dossier]) -> None:
    for feature in json.loads(files("geojson", dossiers, GIVEN)["incidents.geojson"])["features"]:
        stands_for = feature["properties"]["point_is"]
        if feature["geometry"] is None:
            assert stands_for is None
            continue
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert stands_for in (*SHOWN.values(), UNTOLD)
    table = parquet.read_table(io.BytesIO(files("geoparquet", dossiers, GIVEN)["incidents.parquet"]))
    assert table.num_rows == len([one for one in dossiers if one.incident.state != "cancelled"])


def test_no_place_off_the_earth_is_a_point() -> None:
    [feature] = json.loads(
        files("geojson", [dossier(where=msgspec.structs.replace(GAYA, latitude=91.0))], GIVEN)["incidents.geojson"]
    )["features"]
    assert feature["geometry"] is None
