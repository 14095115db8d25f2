"""GTD's columns and its codes, each with an example."""

from __future__ import annotations

import datetime
import io
from typing import Any

import hxl
import msgspec
import pytest
from hypothesis import given

from reportedly.model import Count, Dossier, Estimate, Event, Victim, When, Where
from reportedly.sharing.gtd import ATTACK_NAMES, COLUMNS, TARGET_NAMES, VALUES, WEAPON_NAMES
from reportedly.sharing.gtd_columns import HEADER, RULES
from reportedly.sharing.regions import gtd_region
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files, table
from tests.sharing.test_acled import SCHEMAS
from tests.sharing.test_formats import QUICK
from tests.sharing.told import DAY, GAYA, QUOTE, account, by, dossier, killed, on


def rows(*dossiers: Dossier, **options: Any) -> list[dict[str, str]]:
    """The rows of these dossiers."""
    return table(files("gtd", dossiers, msgspec.structs.replace(GIVEN, **options))["gtd.csv"])


def test_the_columns_are_gtds() -> None:
    assert files("gtd", [], GIVEN)["gtd.csv"].decode() == ",".join(HEADER) + "\r\n"
    assert (len(COLUMNS), len(set(HEADER))) == (135, 135)
    assert RULES.keys() == VALUES.keys()


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the files of the standards aren't on this machine")
def test_the_columns_are_those_of_the_file() -> None:
    assert ",".join(HEADER) == (SCHEMAS / "gtd_compat.header.csv").read_text("utf-8").strip()


def test_libhxl_reads_the_tags() -> None:
    told = dossier(injured=Estimate(4, 5, 6))
    written = files("gtd", [told], msgspec.structs.replace(GIVEN, hxl=True))["gtd.csv"]
    data = hxl.data(hxl.make_input(io.BytesIO(written), hxl.InputOptions(allow_local=True)))
    [row] = list(data)
    assert (row.get("#affected+killed"), row.get("#affected+injured"), row.get("#date+year")) == ("11", "5", "2026")


def test_an_attack() -> None:
    said = account(killed(8, 8, "civilian"), perpetrators=(by("rebels", "claimed"),), speaker="the ministry")
    toll = {"attacker": Estimate(1, 1, 1)}
    [row] = rows(dossier(said, killed_by_category=toll, event=Event(type="x", sub_type="Suicide bomb")), release="r1")
    assert row["eventid"][:8] == "20260305"
    assert 5000 <= int(row["eventid"][8:]) <= 9999
    assert (row["iyear"], row["imonth"], row["iday"], row["extended"]) == ("2026", "3", "5", "0")
    assert (row["country_txt"], row["region"], row["region_txt"]) == ("Country NE", "11", "Sub-Saharan Africa")
    assert (row["city"], row["specificity"], row["vicinity"]) == ("Gaya", "1", "0")
    assert (row["attacktype1"], row["attacktype1_txt"], row["suicide"]) == ("3", "Bombing/Explosion", "1")
    assert (row["weaptype1"], row["weaptype1_txt"]) == ("6", "Explosives")
    assert (row["targtype1"], row["targtype1_txt"]) == ("14", "Private Citizens & Property")
    assert (row["gname"], row["guncertain1"], row["claimed"], row["compclaim"]) == ("rebels", "0", "1", "0")
    assert (row["claimmode"], row["claimmode_txt"]) == ("10", "Unknown")
    assert (row["nkill"], row["nkillter"], row["nwound"], row["nperps"]) == ("11", "1", "", "-99")
    assert row["addnotes"] == "Reported killed: 8 to 14."
    assert (row["scite1"], row["scite2"]) == ("“Headline 1”, The Wire 1, 2026-03-05", "")
    assert row["dbsource"] == "r1"
    assert row["summary"].startswith("5 March 2026: Suicide bomb was reported in Gaya")
    assert {row[name] for name in ("crit1", "crit2", "crit3", "doubtterr", "success", "INT_ANY")} == {""}


def test_what_isnt_known_has_gtds_codes() -> None:
    [row] = rows(dossier(where=None, killed=Estimate(), event=None))
    assert (row["city"], row["specificity"], row["vicinity"]) == ("Unknown", "5", "-9")
    assert (row["attacktype1"], row["targtype1"], row["weaptype1"]) == ("9", "20", "13")
    assert (row["gname"], row["guncertain1"], row["claimed"], row["compclaim"]) == ("Unknown", "", "-9", "-9")
    assert (row["nkill"], row["ishostkid"], row["nhostkid"]) == ("", "-9", "")


def test_rival_claims_and_accusations() -> None:
    told = (by("rebels", "claimed"), by("militiamen", "claimed"), by("raiders", "accused"))
    [row] = rows(dossier(account(perpetrators=told)))
    assert [row[name] for name in ("gname", "gname2", "gname3")] == ["rebels", "militiamen", "raiders"]
    assert [row[f"guncertain{place}"] for place in (1, 2, 3)] == ["0", "0", "1"]
    assert [row[name] for name in ("claimed", "claim2", "claim3", "compclaim")] == ["1", "1", "-9", "1"]


@pytest.mark.parametrize(
    ("days", "precision", "shown"),
    [(1, "day", ("2026", "3", "5", "", "0")), (2, "day", ("2026", "3", "5", "", "1")),
     (31, "month", ("2026", "0", "0", "5 March 2026 to 4 April 2026", ""))],
)  # fmt: skip
def test_days(days: int, precision: Any, shown: tuple[str, ...]) -> None:
    when = When(start=DAY, end=DAY + datetime.timedelta(days - 1), precision=precision)
    [row] = rows(dossier(when=when))
    assert tuple(row[name] for name in ("iyear", "imonth", "iday", "approxdate", "extended")) == shown


def test_what_is_of_no_year_is_left_out() -> None:
    assert rows(dossier(when=None), dossier(when=on(DAY, 400))) == []


def test_hostages() -> None:
    taken = Victim(outcome="abducted", count=Count(4, 4, "four"), quote=QUOTE)
    other = Victim(outcome="abducted", count=Count(5, 5, "five"), quote=QUOTE)
    [row] = rows(dossier(account(taken)))
    assert (row["ishostkid"], row["nhostkid"]) == ("1", "4")
    assert rows(dossier(account(taken, other)))[0]["nhostkid"] == "-99"


def test_the_harmed_are_targets_by_role_and_category() -> None:
    press = msgspec.structs.replace(killed(1, 1, "civilian"), roles=("journalist",))
    [row] = rows(dossier(account(press, killed(2, 2, "police"))))
    assert [row[f"targtype{place}"] for place in (1, 2, 3)] == ["10", "14", "3"]


def test_two_on_one_day_have_two_ids() -> None:
    told = [msgspec.structs.replace(dossier(), incident=msgspec.structs.replace(dossier().incident, id="ab" * 32))] * 3
    found = [row["eventid"] for row in rows(*told)]
    assert len(set(found)) == 3


def test_areas() -> None:
    for precision, code in (("near", "1"), ("admin2", "3"), ("admin1", "4"), ("country", "5")):
        where: Where = msgspec.structs.replace(GAYA, precision=precision)
        [row] = rows(dossier(where=where))
        assert (row["specificity"], bool(row["latitude"]), bool(row["longitude"])) == (code, code != "5", code != "5")


def test_what_goes_over_the_turn_of_the_year_has_its_first_day() -> None:
    [row] = rows(dossier(when=on(datetime.date(2025, 12, 31), 3)))
    assert (row["eventid"][:8], row["iday"], row["extended"]) == ("20251231", "31", "1")
    month = When(start=datetime.date(2025, 12, 20), end=datetime.date(2026, 1, 10), precision="month")
    assert rows(dossier(when=month)) == []


def test_a_pupil_is_no_school_and_poison_no_bomb() -> None:
    pupil = msgspec.structs.replace(killed(1, 1, "civilian"), roles=("student",))
    [row] = rows(dossier(account(pupil), event=Event(type="x", sub_type="Chemical weapon")))
    assert (row["targtype1"], row["targtype2"]) == ("14", "")
    assert (row["attacktype1_txt"], row["weaptype1_txt"]) == ("Unarmed Assault", "Chemical")


def test_regions_are_those_of_the_codebook() -> None:
    codebook = {"MX": 1, "BZ": 2, "GP": 2, "GF": 3, "KP": 4, "TL": 5, "AF": 6, "MU": 6, "GE": 7, "CY": 8, "XK": 9,
                "TR": 10, "EH": 10, "PS": 10, "SD": 11, "MR": 11, "NC": 12}  # fmt: skip
    assert {country: gtd_region(country) for country in codebook} == codebook


@QUICK
@given(dossiers=some())
def test_codes_have_their_names_whatever_is_told(dossiers: list[Dossier]) -> None:
    found = rows(*dossiers)
    for row in found:
        assert row["attacktype1_txt"] == ATTACK_NAMES[int(row["attacktype1"])]
        assert row["weaptype1_txt"] == WEAPON_NAMES[int(row["weaptype1"])]
        for place in (1, 2, 3):
            code = row[f"targtype{place}"]
            assert row[f"targtype{place}_txt"] == (TARGET_NAMES[int(code)] if code else "")
        assert {row["claimed"], row["compclaim"]} <= {"0", "1", "-9"}
        assert len(row["eventid"]) == 12
    assert len({row["eventid"] for row in found}) == len(found)
