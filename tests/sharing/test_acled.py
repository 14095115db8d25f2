"""ACLED's columns and its rules, each with an example."""

from __future__ import annotations

import datetime
import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import hxl
import msgspec
import pytest
from hypothesis import given

from reportedly.model import DifferingValue, Disagreement, Dossier, Estimate, Event, When, Where
from reportedly.model.vocabulary import SUB_TYPES
from reportedly.sharing.acled import COLUMNS, INTER
from tests.sharing.made import GIVEN, some
from tests.sharing.reading import files, table
from tests.sharing.test_formats import QUICK
from tests.sharing.told import ATTACK, DAY, GAYA, account, by, dossier, killed, on

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def rows(*dossiers: Dossier, **options: Any) -> list[dict[str, str]]:
    """The rows of these dossiers."""
    return table(files("acled", dossiers, msgspec.structs.replace(GIVEN, **options))["acled.csv"])


def test_the_columns_are_acleds() -> None:
    assert files("acled", [], GIVEN)["acled.csv"].decode() == HEADER + "\r\n"
    assert len(COLUMNS) == 31


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the files of the standards aren't on this machine")
def test_the_columns_and_tags_are_those_of_the_files() -> None:
    tagged = files("acled", [], msgspec.structs.replace(GIVEN, hxl=True))["acled.csv"].decode()
    assert tagged.splitlines() == (SCHEMAS / "acled_compat.hxl.csv").read_text("utf-8").split()
    inter = json.loads((SCHEMAS / "value_sets.json").read_text("utf-8"))["acled"]["inter"]
    assert dict(INTER.values()).items() <= {int(code): name for code, name in inter.items()}.items()


def test_libhxl_reads_the_tags() -> None:
    written = files("acled", [dossier()], msgspec.structs.replace(GIVEN, hxl=True))["acled.csv"]
    data = hxl.data(hxl.make_input(io.BytesIO(written), hxl.InputOptions(allow_local=True)))
    assert [column.display_tag for column in data.columns if column.tag] == [c.hxl for c in COLUMNS if c.hxl]
    [row] = list(data)
    assert (row.get("#affected+killed"), row.get("#date+occurred")) == ("8", "2026-03-05")


def test_an_attack() -> None:
    said = account(killed(8, 8), perpetrators=(by("rebels", "accused"),), speaker="the ministry")
    [row] = rows(dossier(said, account(killed(11, 11, "civilian"))))
    assert row["event_id_cnty"] == "RPT-abababababababab"
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2026-03-05", "2026", "1")
    assert (row["disorder_type"], row["civilian_targeting"]) == ("Political violence", "Civilian targeting")
    assert (row["actor1"], row["inter1"]) == ("rebels", "")  # rebels or militia is a coder's to say
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("Civilians (Country NE)", "Civilians", "")
    assert (row["iso"], row["region"], row["latitude"], row["longitude"]) == (
        "562", "Western Africa", "11.8844", "-3.4492",
    )  # fmt: skip
    assert (row["source"], row["fatalities"], row["tags"]) == ("The Wire 1; The Wire 2", "8", "")
    assert row["notes"] == (
        "On 5 March 2026, an attack was reported in Gaya, Dosso, Country NE. Named as having done it: rebels "
        "(accused). Killed: 8 to 14, best figure 11. Injured: not stated. 2 reports, 2 independent sources; evidence: "
        "fair."
    )
    assert row["timestamp"] == str(int(datetime.datetime(2026, 3, 5, tzinfo=datetime.UTC).timestamp()))


def test_who_says_what_is_in_the_notes_and_who_speaks_for_nobody_is_a_role() -> None:
    told = (account(speaker="the ministry"), account(speaker="Halimatou Vesperin", kind="witness"), account())
    values = (DifferingValue(8, ("p1#a1",)), DifferingValue(11, ("p2#a1", "p3#a1")), DifferingValue(None, ()))
    differs = Disagreement(field="killed", kind="contradiction", values=values, explanation="Halimatou Vesperin")
    [row] = rows(dossier(*told, disagreements=(differs,)))
    assert "differ on the number killed: 8 (the ministry); 11 (a witness, The Wire 3); not stated." in row["notes"]


@pytest.mark.parametrize(
    ("low", "high", "words", "cell"),
    [(24, 99, "dozens", "12"), (20, 99, "عشرات", "10"), (200, 999, "hundreds", "100"),
     (2000, 9999, "thousands", "1000"), (20, 99, "20 to 99", "20"), (24, None, "at least 24", "24"),
     (3, 99, "several", "3")],
)  # fmt: skip
def test_vague_numbers_are_acleds(low: int, high: int | None, words: str, cell: str) -> None:
    [row] = rows(dossier(account(killed(low, high, words=words)), killed=Estimate(low, low, high)))
    assert row["fatalities"] == cell
    assert ("which is coded" in row["notes"]) == (cell != str(low))


def test_a_vague_number_beside_a_lower_one_is_none() -> None:
    vague, sure = account(killed(24, 99, words="dozens")), account(killed(19, 19, words="19"))
    assert rows(dossier(vague, sure, killed=Estimate(19, 19, 99)))[0]["fatalities"] == "19"
    both = account(killed(24, 24, words="24"))
    assert rows(dossier(vague, both, killed=Estimate(24, 24, 99)))[0]["fatalities"] == "24"


def test_nobody_says_how_many_is_empty_and_not_zero() -> None:
    [row] = rows(dossier(killed=Estimate()))
    assert row["fatalities"] == ""
    assert "isn't stated" in row["notes"]
    assert rows(dossier(killed=Estimate(0, 0, 0)))[0]["fatalities"] == "0"


def test_days_are_events_each_and_the_dead_are_divided() -> None:
    found = rows(dossier(when=on(DAY, 3), killed=Estimate(8, 8, 8)))
    assert [row["event_date"] for row in found] == ["2026-03-05", "2026-03-06", "2026-03-07"]
    assert [row["fatalities"] for row in found] == ["3", "3", "2"]
    assert [row["event_id_cnty"][-2:] for row in found] == ["-1", "-2", "-3"]
    assert "Day 2 of 3" in found[1]["notes"]


@pytest.mark.parametrize(
    ("when", "day", "precision"),
    [
        (When(start=DAY, end=DAY + datetime.timedelta(6), precision="week"), "2026-03-08", "2"),
        (When(start=datetime.date(2026, 3, 1), end=datetime.date(2026, 3, 31), precision="month"), "2026-03-16", "3"),
    ],
)
def test_a_week_and_a_month_have_the_day_in_the_middle(when: When, day: str, precision: str) -> None:
    [row] = rows(dossier(when=when))
    assert (row["event_date"], row["time_precision"]) == (day, precision)
    assert row["notes"].startswith(f"On {int(day[-2:])} March 2026, (the middle of")


def test_what_has_no_row_is_told() -> None:
    year = When(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 12, 31), precision="year")
    crime = Event(type=None, sub_type=None)
    told = [dossier(when=year), dossier(when=None), dossier(event=crime), dossier(event=None), dossier(state="new")]
    told.append(dossier(background=True, state="new"))
    assert rows(*told[:4], told[5]) == []
    country = msgspec.structs.replace(GAYA, precision="country", name="NE", admin1=None)
    assert rows(dossier(where=country), dossier(where=None)) == []
    deal = Event(type="Strategic developments", sub_type="Agreement")
    assert rows(dossier(where=country, event=deal))[0]["geo_precision"] == "3"
    assert len(rows(told[4])) == 1
    assert rows(*told, dossier(state="new"), unreviewed=False) == []


def test_unreviewed_rows_say_so() -> None:
    assert rows(dossier(state="new"))[0]["tags"] == "unreviewed"
    assert rows(dossier(background=True))[0]["tags"] == "background"


def test_actors() -> None:
    army, gunmen = by("army", "stated", "military", "fama"), by("gunmen", "unidentified", "unknown")
    person, rebels = by("Tomaso Grellin", "accused", "individual"), by("rebels", "denied")
    clash = Event(type="Battles", sub_type="Armed clash")
    [row] = rows(dossier(account(killed(3, 3, "armed_group"), perpetrators=(army,)), event=clash))
    assert (row["actor1"], row["inter1"]) == ("Malian Armed Forces", "External/Other forces")  # Gaya is in Niger
    assert (row["actor2"], row["interaction"]) == (
        "Unidentified Armed Group (Country NE)", "Political militia-External/Other forces",
    )  # fmt: skip
    mali = Where(name="Bankass", country="ML", precision="near")
    [row] = rows(dossier(account(killed(3, 3, "civilian"), perpetrators=(army,)), where=mali), numeric_inter=True)
    assert (row["inter1"], row["inter2"], row["interaction"], row["geo_precision"]) == ("1", "7", "17", "2")
    for one in (gunmen, person, rebels):
        [row] = rows(dossier(account(perpetrators=(one,))))
        assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Country NE)", "Political militia")
    protest = Event(type="Protests", sub_type="Excessive force against protesters")
    [row] = rows(dossier(account(perpetrators=(army,)), event=protest))
    assert (row["actor1"], row["actor2"]) == ("Protesters (Country NE)", "Malian Armed Forces")
    assert row["disorder_type"] == "Political violence; Demonstrations"


def test_foreign_forces_stand_before_civilians() -> None:
    army = by("army", "stated", "military", "fama")  # Mali's, and Gaya is in Niger
    told = dossier(account(killed(3, 3, "civilian"), perpetrators=(army,)))
    assert rows(told)[0]["interaction"] == "External/Other forces-Civilians"
    assert rows(told, numeric_inter=True)[0]["interaction"] == "78"


def test_a_division_has_its_name_where_it_belongs() -> None:
    where = msgspec.structs.replace(GAYA, precision="admin2", latitude=None)
    [row] = rows(dossier(where=where))
    assert (row["admin2"], row["location"], row["geo_precision"]) == ("Gaya", "Gaya", "2")
    assert (row["latitude"], row["longitude"]) == ("", "")


@QUICK
@given(dossiers=some())
def test_every_cell_is_of_acleds_values(dossiers: list[Dossier]) -> None:
    for row in rows(*dossiers):
        assert row["sub_event_type"] in ("", *SUB_TYPES[row["event_type"]])
        assert row["notes"].startswith(f"On {int(row['event_date'][-2:])} ")
        assert row["year"] == row["event_date"][:4]
        assert {row["inter1"], row["inter2"]} <= {"", *(name for _, name in INTER.values())}
        assert row["time_precision"] in ("1", "2", "3")
    for one, other in pairwise(rows(*dossiers)):
        assert one["event_id_cnty"] != other["event_id_cnty"]


def test_fatalities_of_all_days_are_those_of_the_incident() -> None:
    for days in range(1, 32):
        found = rows(dossier(when=on(DAY, days), killed=Estimate(17, 17, 17)))
        assert (len(found), sum(int(row["fatalities"]) for row in found)) == (days, 17)
    assert rows(dossier(when=on(DAY, 32))) == []


def test_the_kind_of_event_decides_the_disorder() -> None:
    told = {"Riots": ("Violent demonstration", "Demonstrations"), "Battles": ("Armed clash", "Political violence")}
    for kind, (sub, disorder) in told.items():
        assert rows(dossier(event=Event(type=kind, sub_type=sub)))[0]["disorder_type"] == disorder
    assert rows(dossier(event=ATTACK))[0]["event_type"] == "Violence against civilians"
