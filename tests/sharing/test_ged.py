"""GED's columns and its rules, each with an example; and its sums, whatever the reports say."""

from __future__ import annotations

import datetime
import io
from itertools import pairwise
from typing import Any

import hxl
import msgspec
import pytest
from hypothesis import given

from reportedly.model import Dossier, Estimate, Event, When, Where
from reportedly.sharing.ged import COLUMNS, priogrid
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files, table
from tests.sharing.test_acled import SCHEMAS
from tests.sharing.test_formats import QUICK
from tests.sharing.told import DAY, GAYA, account, by, dossier, killed, on

HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)
CLASH = Event(type="Battles", sub_type="Armed clash")
ARMY, REBELS = by("army", "stated", "military", "fama"), by("rebels", "claimed")
MALI = Where(name="Bankass", country="ML", precision="near")


def rows(*dossiers: Dossier, **options: Any) -> list[dict[str, str]]:
    """The rows of these dossiers."""
    return table(files("ged", dossiers, msgspec.structs.replace(GIVEN, **options))["ged.csv"])


def deaths(row: dict[str, str]) -> tuple[int, ...]:
    """Its seven columns of deaths."""
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")
    return tuple(int(row[name]) for name in names)


def test_the_columns_are_geds() -> None:
    assert files("ged", [], GIVEN)["ged.csv"].decode() == HEADER + "\r\n"
    assert len(COLUMNS) == 49


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the files of the standards aren't on this machine")
def test_the_columns_and_tags_are_those_of_the_files() -> None:
    tagged = files("ged", [], msgspec.structs.replace(GIVEN, hxl=True))["ged.csv"].decode()
    assert tagged.splitlines() == (SCHEMAS / "ged_compat.hxl.csv").read_text("utf-8").split()


def test_libhxl_reads_the_tags() -> None:
    written = files("ged", [dossier()], msgspec.structs.replace(GIVEN, hxl=True))["ged.csv"]
    data = hxl.data(hxl.make_input(io.BytesIO(written), hxl.InputOptions(allow_local=True)))
    assert [column.display_tag for column in data.columns if column.tag] == [c.hxl for c in COLUMNS if c.hxl]
    [row] = list(data)
    assert (row.get("#affected+killed"), row.get("#date+start")) == ("11", "2026-03-05")


def test_violence_against_civilians() -> None:
    toll = {"civilian": Estimate(9, 9, 9), "military": Estimate(2, 2, 2)}
    said = account(killed(9, 9, "civilian"), perpetrators=(REBELS,), speaker="the ministry")
    [row] = rows(dossier(said, account(speaker="Halimatou Vesperin", kind="witness"), killed_by_category=toll))
    assert deaths(row) == (0, 0, 9, 2, 11, 8, 14)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("3", "rebels", "Civilians")
    assert (row["dyad_name"], row["code_status"]) == ("rebels - Civilians", "reviewed")
    assert row["source_original"] == "the ministry; a witness"
    assert row["source_article"] == "The Wire 1, 2026-03-05, Headline 1; The Wire 2, 2026-03-05, Headline 2"
    assert (row["number_of_sources"], row["source_office"]) == ("2", "The Wire 1; The Wire 2")
    assert (row["where_prec"], row["geom_wkt"]) == ("1", "POINT (-3.4492 11.8844)")
    assert (row["region"], row["event_clarity"], row["date_prec"]) == ("Africa", "1", "1")
    assert {row[name] for name in ("relid", "active_year", "conflict_new_id", "gwnoa", "country_id")} == {""}


def test_a_state_against_a_group_has_the_dead_of_both() -> None:
    toll = {
        "military": Estimate(2, 3, 3), "police": Estimate(1, 1, 1), "armed_group": Estimate(4, 4, 4),
        "attacker": Estimate(9, 9, 9),
    }  # fmt: skip
    told = dossier(account(perpetrators=(REBELS, ARMY)), event=CLASH, killed_by_category=toll, where=MALI)
    [row] = rows(told)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Malian Armed Forces", "rebels")
    assert deaths(row) == (4, 4, 0, 3, 11, 8, 14)


def test_two_groups_alike_share_no_deaths() -> None:
    other = by("militiamen", "accused", "militia")
    told = account(perpetrators=(REBELS, other))
    [row] = rows(dossier(told, event=CLASH, killed_by_category={"armed_group": Estimate(4, 4, 4)}))
    assert (row["type_of_violence"], deaths(row)[:4]) == ("2", (0, 0, 0, 11))
    assert row["dyad_name"] == "rebels - militiamen"


def test_categories_beyond_the_best_are_nobodys() -> None:
    toll = {"civilian": Estimate(12, 12, 12)}
    told = dossier(account(killed(1, 1, "civilian"), perpetrators=(REBELS,)), killed_by_category=toll)
    assert deaths(rows(told)[0]) == (0, 0, 0, 11, 11, 8, 14)


@pytest.mark.parametrize(
    ("toll", "shown"),
    [(Estimate(3, 4, None), (4, 3, 4)), (Estimate(0, 0, 5), (0, 0, 5)), (Estimate(None, None, 5), (5, 5, 5)),
     (Estimate(0, 0, 0), None), (Estimate(), None)],
)  # fmt: skip
def test_only_where_somebody_may_have_died(toll: Estimate, shown: tuple[int, ...] | None) -> None:
    assert [deaths(row)[4:] for row in rows(dossier(killed=toll))] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("days", "precision", "code", "clear"),
    [(1, "day", 1, 1), (2, "day", 2, 1), (6, "day", 2, 2), (7, "week", 3, 1), (7, "day", 3, 2), (31, "month", 4, 1),
     (10, "month", 4, 1), (365, "year", 5, 1)],
)  # fmt: skip
def test_days(days: int, precision: Any, code: int, clear: int) -> None:
    when = When(start=DAY, end=DAY + datetime.timedelta(days - 1), precision=precision)
    [row] = rows(dossier(when=when))
    assert (row["date_prec"], row["event_clarity"]) == (str(code), str(clear))
    assert (row["date_start"], row["year"]) == ("2026-03-05", "2026")


def test_what_has_no_day_is_left_out() -> None:
    assert rows(dossier(when=None), dossier(when=on(DAY, 367))) == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"), [(-90, -180, 1), (-89.5, -180, 721), (0, 0, 129961), (90, 180, 259200)]
)
def test_the_cells_of_priogrid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell


def test_places() -> None:
    [row] = rows(dossier(where=msgspec.structs.replace(GAYA, precision="admin2", longitude=None)))
    assert (row["where_prec"], row["adm_2"], row["latitude"], row["geom_wkt"]) == ("3", "Gaya", "", "")
    [row] = rows(dossier(where=Where(name=None, country="EG", precision="country")))
    assert (row["where_prec"], row["country"], row["region"], row["priogrid_gid"]) == ("6", "Country EG", "", "")
    assert rows(dossier(where=None))[0]["where_prec"] == ""


@QUICK
@given(dossiers=some())
def test_the_sums_hold_whatever_is_told(dossiers: list[Dossier]) -> None:
    found = rows(*dossiers)
    for row in found:
        a, b, civilians, unknown, best, low, high = deaths(row)
        assert min(a, b, civilians, unknown) >= 0
        assert a + b + civilians + unknown == best
        assert low <= best <= high
        assert high >= 1
        if row["type_of_violence"] == "3":
            assert (a, b, row["side_b"]) == (0, 0, "Civilians")
    assert all(one["id"] != other["id"] for one, other in pairwise(found))


def test_a_place_that_was_made_coarse_is_its_division() -> None:
    """What clearing leaves of Gaya: its division's name, and coordinates to a tenth of a degree."""
    coarse = msgspec.structs.replace(GAYA, name="Dosso", precision="near", latitude=11.9, longitude=3.4)
    [row] = rows(dossier(where=coarse))
    assert (row["where_prec"], row["adm_1"], row["where_coordinates"]) == ("4", "Dosso", "Dosso")
    unknown = msgspec.structs.replace(coarse, name="NE", admin1=None)
    assert rows(dossier(where=unknown))[0]["where_coordinates"] == "Country NE"
    [row] = table(files("gtd", [dossier(where=coarse)], GIVEN)["gtd.csv"])
    assert (row["city"], row["specificity"], row["vicinity"]) == ("Unknown", "4", "-9")
    [row] = table(files("acled", [dossier(where=coarse)], GIVEN)["acled.csv"])
    assert row["geo_precision"] == "3"
