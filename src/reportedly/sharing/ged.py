"""UCDP-GED-compatible CSV: its 49 columns, filled by its rules from what reports say; nothing is guessed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property

from reportedly.model import Dossier, Telling
from reportedly.model.vocabulary import PlacePrecision
from reportedly.sharing.case import Case
from reportedly.sharing.columns import Cell, Column, Table, joined, plain
from reportedly.sharing.days import ged_precision, span
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.regions import ged_region
from reportedly.sharing.tolls import Conflict, Deaths, conflict_of, deaths_of

WHERE: dict[PlacePrecision, tuple[int, str]] = {
    "exact": (1, "the place itself"),
    "near": (2, "near the place"),
    "admin2": (3, "second-level division only"),
    "admin1": (4, "first-level division only"),
    "country": (6, "country only"),
}
"""GED's where_prec of each precision of ours, and in words."""

_LONG = 3  # days from which a toll is one of some time, and no event by itself
_CELLS = 720  # of PRIO-GRID around the world, each half a degree
_ROWS = 360


class Killing(Case):
    """An incident as GED sees it."""

    @cached_property
    def conflict(self) -> Conflict:
        """The type of violence and its sides."""
        return conflict_of(self.sides)

    @cached_property
    def deaths(self) -> Deaths | None:
        """The deaths by side."""
        return deaths_of(self.incident, self.conflict)

    def death(self, name: str) -> int | None:
        """One of GED's columns of deaths."""
        found: int | None = getattr(self.deaths, name) if self.deaths else None
        return found


def ged(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """The table as one file."""
    yield File(
        "ged.csv", Table(COLUMNS, lambda dossier: _row(Killing(dossier, given))).lines(dossiers, given, left_out)
    )


def _row(killing: Killing) -> Iterable[Killing] | str:
    """The incident as a row, or why GED has none for it."""
    if killing.in_passing:
        return killing.in_passing
    if killing.deaths is None:
        return "nobody is reported killed"
    if killing.when is None or ged_precision(killing.when) is None:
        return "its day isn't known, not even to the year"
    return [killing]


def priogrid(latitude: float, longitude: float) -> int:
    """The number of PRIO-GRID's cell: half a degree, row by row from the south-west, from 1."""
    line = min(_ROWS - 1, max(0, math.floor((latitude + 90) * 2)))
    column = min(_CELLS - 1, max(0, math.floor((longitude + 180) * 2)))
    return line * _CELLS + column + 1


def clarity(killing: Killing) -> int:
    """1 an event by itself; 2 a toll of some days, of which none is told by itself."""
    days, when = span(killing.when), killing.when
    long = days is not None and (days[1] - days[0]).days + 1 >= _LONG
    return 2 if long and when is not None and when.precision in ("day", None) else 1


def _first(killing: Killing) -> Cell:
    days = span(killing.when)
    return str(days[0]) if days else None


def _last(killing: Killing) -> Cell:
    days = span(killing.when)
    return str(days[1]) if days else None


def _article(telling: Telling) -> str | None:
    report = telling.report
    parts = (plain(report.outlet), str(report.published) if report.published else None, plain(report.title))
    return ", ".join(part for part in parts if part) or None


def _dyad(killing: Killing) -> Cell:
    a, b = killing.conflict.a.name, killing.conflict.b.name
    return f"{a} - {b}" if a and b else None


def _described(killing: Killing) -> Cell:
    how = WHERE[killing.place_precision][1] if killing.place_precision else "not known"
    return joined([killing.place, killing.admin1, killing.country, f"known as: {how}"])


def _prec(killing: Killing) -> Cell:
    return WHERE[killing.place_precision][0] if killing.place_precision else None


def _point(killing: Killing) -> Cell:
    latitude, longitude = killing.latitude, killing.longitude
    return f"POINT ({longitude} {latitude})" if latitude is not None and longitude is not None else None


def _cell(killing: Killing) -> Cell:
    latitude, longitude = killing.latitude, killing.longitude
    return priogrid(latitude, longitude) if latitude is not None and longitude is not None else None


_UCDP = "Stays empty: UCDP's own number, which a person has to look up."
_MATCHED = "Stays empty: which conflict of UCDP's it belongs to is a coder's to say."
_STATE = "Stays empty: Gleditsch and Ward's number of the state, which a person has to look up."

COLUMNS: tuple[Column[Killing], ...] = (
    Column("id", "Our prefix and 16 digits of the incident's id: no number of UCDP's.", "incident.id",
           lambda killing: killing.own_id),
    Column("relid", _UCDP),
    Column("year", "The year of date_start.", "incident.when",
           lambda killing: days[0].year if (days := span(killing.when)) else None, "#date+year"),
    Column("active_year", "Stays empty: whether a dyad reaches 25 deaths in a year is counted over all its events."),
    Column("code_status", "“reviewed” or “unreviewed” by a person; GED has its own states of coding here.",
           "incident.state", lambda killing: "unreviewed" if killing.unreviewed else "reviewed"),
    Column("type_of_violence", "1 a state against an armed group or a state, 2 two groups, 3 a state or group against "
           "civilians. Empty where a side isn't told or isn't an organised one.", "incident.perpetrators, "
           "incident.killed_by_category", lambda killing: killing.conflict.type),
    Column("conflict_dset_id", _UCDP),
    Column("conflict_new_id", _UCDP),
    Column("conflict_name", _MATCHED),
    Column("dyad_dset_id", _UCDP),
    Column("dyad_new_id", _UCDP),
    Column("dyad_name", "“side_a - side_b” where both are told.", "incident.perpetrators", _dyad),
    Column("side_a_dset_id", _UCDP),
    Column("side_a_new_id", _UCDP),
    Column("side_a", "The state's side, else the one that is named as having done it, by the actor list's English name "
           "or as the page has it. A single person is never named.", "incident.perpetrators",
           lambda killing: killing.conflict.a.name, "#group+name+first"),
    Column("side_b_dset_id", _UCDP),
    Column("side_b_new_id", _UCDP),
    Column("side_b", "The other side; “Civilians” in violence against them.", "incident.perpetrators, "
           "incident.killed_by_category", lambda killing: killing.conflict.b.name, "#group+name+second"),
    Column("number_of_sources", "Independent sources: outlets that print one agency's text are one. -1 where unknown.",
           "incident.origins", lambda killing: killing.incident.origins or -1),
    Column("source_article", "Of each report “outlet, day, headline”, joined by “; ”.", "reports",
           lambda killing: killing.of_reports(lambda telling: killing.words.page(_article(telling) or "")),
           "#meta+source"),
    Column("source_office", "The outlets.", "reports.outlet", lambda killing: killing.outlets),
    Column("source_date", "The days of the reports.", "reports.published",
           lambda killing: killing.of_reports(lambda telling: str(telling.report.published or "") or None)),
    Column("source_headline", "The headlines.", "reports.title",
           lambda killing: killing.of_reports(lambda telling: killing.words.page(telling.report.title or "")),
           "#description"),
    Column("source_original", "Everybody who is cited, by name where they speak for a body, else by role (“a "
           "witness”), joined by “; ”; empty where nobody is.", "accounts.speaker", lambda killing: killing.speakers),
    Column("where_prec", "1 the place, 2 near it, 3 a second-level division, 4 a first-level one (a place "
           "shown to a tenth of a degree under its division's name too), 6 the country. Codes 5 "
           "and 7 aren't told apart.", "incident.where.precision", _prec),
    Column("where_coordinates", "The place whose coordinates are given.", "incident.where.name",
           lambda killing: killing.place, "#loc+name"),
    Column("where_description", "Place, division, country, and how exactly it is known.", "incident.where",
           _described),
    Column("adm_1", "The first-level division.", "incident.where.admin1", lambda killing: killing.admin1,
           "#adm1+name"),
    Column("adm_2", "The place's name where it is a second-level division.", "incident.where.name",
           lambda killing: killing.place if killing.place_precision == "admin2" else None, "#adm2+name"),
    Column("latitude", "WGS 84; of an area its middle.", "incident.where.latitude",
           lambda killing: killing.latitude, "#geo+lat"),
    Column("longitude", "As latitude.", "incident.where.longitude", lambda killing: killing.longitude, "#geo+lon"),
    Column("geom_wkt", "“POINT (longitude latitude)”.", "incident.where", _point),
    Column("priogrid_gid", "The cell of PRIO-GRID in which the coordinates are.", "incident.where", _cell),
    Column("country", "The country's English name as Unicode's CLDR has it, which isn't in every case UCDP's.",
           "incident.where.country", lambda killing: killing.country, "#country+name"),
    Column("country_id", _STATE),
    Column("region", "UCDP's region of the country. Empty for Cyprus, Egypt and Turkey, which its releases put into "
           "one or the other.", "incident.where.country",
           lambda killing: ged_region(killing.country_code) if killing.country_code else None, "#region+name"),
    Column("event_clarity", "2 for a toll of three days or more, in which no single event is told; else 1.",
           "incident.when", clarity),
    Column("date_prec", "1 a day, 2 two to six days, 3 a week, 4 a month at most, 5 a year at most.", "incident.when",
           lambda killing: ged_precision(killing.when) if killing.when else None),
    Column("date_start", "The first day.", "incident.when.start", _first, "#date+start"),
    Column("date_end", "The last day.", "incident.when.end", _last, "#date+end"),
    Column("deaths_a", "In violence of a state against a group: the state's forces. Else 0: to which of two alike the "
           "dead belonged isn't told.", "incident.killed_by_category", lambda killing: killing.death("a")),
    Column("deaths_b", "In violence of a state against a group: the fighters. Else 0.",
           "incident.killed_by_category", lambda killing: killing.death("b")),
    Column("deaths_civilians", "Civilians, by the best figure. 0 with deaths_a and deaths_b where the categories add "
           "up to more than the best figure of all.", "incident.killed_by_category",
           lambda killing: killing.death("civilians")),
    Column("deaths_unknown", "The rest of the best figure.", "incident.killed, incident.killed_by_category",
           lambda killing: killing.death("unknown")),
    Column("best", "The most reliable figure: the sum of the four columns before it.", "incident.killed.best",
           lambda killing: killing.death("best"), "#affected+killed"),
    Column("high", "The highest figure that counts; best where none is higher or the reports say “at least”.",
           "incident.killed.high", lambda killing: killing.death("high")),
    Column("low", "The lowest figure that counts; best where none is lower.", "incident.killed.low",
           lambda killing: killing.death("low")),
    Column("gwnoa", _STATE),
    Column("gwnob", _STATE),
)  # fmt: skip
