"""ACLED-compatible CSV: its 31 columns, filled by its rules from what reports say; nothing is guessed.

A row is an event on one day. Our ids have a prefix of our own, so that no row is taken for one of ACLED's.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reportedly.model import Dossier
from reportedly.sharing.case import UNREVIEWED, Case
from reportedly.sharing.columns import Cell, Column, Table, joined
from reportedly.sharing.days import acled_days, shares, written
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.parties import Kind, Side, associated
from reportedly.sharing.regions import acled_region, iso_number

VAGUE = {
    (24, 99): ("dozens", 12),
    (20, 99): ("tens", 10),
    (200, 999): ("hundreds", 100),
    (2000, 9999): ("thousands", 1000),
}
"""What ACLED writes for a number that is only told so, by the range that we read it as."""

INTER: dict[Kind, tuple[int, str]] = {
    "state": (1, "State forces"),
    "rioters": (5, "Rioters"),
    "protesters": (6, "Protesters"),
    "civilians": (7, "Civilians"),
    "external": (8, "External/Other forces"),
    "unidentified": (3, "Political militia"),
}
"""ACLED's codes of actors. Whether a group is rebels or a militia, and of which kind, is a coder's to say."""

_REVERSED = [INTER["civilians"], INTER["external"]]
"""The one pair that ACLED names with the higher code first."""

_GEO = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3}
_POLITICAL = ("Battles", "Explosions/Remote violence", "Violence against civilians")


class Event(NamedTuple):
    """A row: an incident, or one day of it. `number` of `of` days, `fatalities` those of this day."""

    case: Case
    day: datetime.date
    precision: int
    number: int
    of: int
    fatalities: int | None


def acled(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """The table as one file."""
    table = Table(COLUMNS, lambda dossier: _events(Case(dossier, given)))
    yield File("acled.csv", table.lines(dossiers, given, left_out))


def _events(case: Case) -> Iterable[Event] | str:
    """An event for each day of the incident, or why ACLED has no row for it."""
    where = case.incident.where
    if case.in_passing:
        return case.in_passing
    if case.event_type is None:
        return "it is none of ACLED's types of event"
    days = acled_days(case.when) if case.when else None
    if days is None:
        return "its day isn't known, not even to the month"
    if case.event_type != "Strategic developments" and (where is None or where.precision == "country"):
        return "its place isn't known, not even to the province"
    return _each_day(case, *days)


def _each_day(case: Case, days: Sequence[datetime.date], precision: int) -> Iterator[Event]:
    total = fatalities(case)
    each: Iterable[int | None] = [None] * len(days) if total is None else shares(total, len(days))
    for number, (day, killed) in enumerate(zip(days, each, strict=True), 1):
        yield Event(case, day, precision, number, len(days), killed)


def fatalities(case: Case) -> int | None:
    """The lowest figure that counts; for a number told only as "dozens" and the like what ACLED writes for it."""
    vague = vagueness(case)
    return vague[1] if vague else case.incident.killed.low


def vagueness(case: Case) -> tuple[str, int] | None:
    """How vaguely the lowest figure is told and what ACLED writes for that; None where it is told as a number."""
    killed = case.incident.killed
    if killed.low is None or case.incident.reported:  # what a person chose is a number
        return None
    lowest = {
        (figure.low, figure.high)
        for figure in case.incident.figures
        if figure.outcome == "killed" and figure.standing == "counted" and figure.low == killed.low
    }
    [only] = lowest if len(lowest) == 1 else [None]
    told = (only[0], only[1]) if only and only[0] is not None and only[1] is not None else None
    if told not in VAGUE or any(_digits(words) for words in _words(case, told)):
        return None
    return VAGUE[told]


def _words(case: Case, told: tuple[int, int]) -> Iterator[str]:
    for _, account in case.dossier.accounts():
        for victim in account.tops("killed"):
            if (victim.count.low, victim.count.high) == told:
                yield victim.count.words or ""


def _digits(words: str) -> bool:
    """Whether the words have figures: "between 20 and 99" is no vague number."""
    return any(char.isdecimal() for char in words)


def _notes(event: Event) -> str:
    case, when = event.case, event.case.when
    stands = {2: " (the middle of the week in which it was)", 3: " (the middle of the time in which it was)"}
    sentences = [f"On {written(event.day)},{stands.get(event.precision, '')} {_lowered(case.account_of())}"]
    if vague := vagueness(case):
        low, high = case.incident.killed.low, case.incident.killed.high
        sentences.append(
            f"The lowest figure is only “{vague[0]}”, which is coded {vague[1]}; read as at least {low}"
            f"{f' and at most {high}' if high is not None else ''}."
        )
    if event.of > 1:
        sentences.append(f"Day {event.number} of {event.of}; fatalities are divided over the days.")
    if event.fatalities is None:
        sentences.append("How many were killed isn't stated: fatalities are left empty.")
    if when and when.precision in ("week", "month") and event.precision == 1:
        sentences.append("The day is known to the week or month only.")
    return " ".join(sentences)


def _lowered(text: str) -> str:
    article = "an" if text[:1].lower() in "aeiou" else "a"
    return f"{article} {text[:1].lower()}{text[1:]}"


def _inter(side: Side, given: Given) -> Cell:
    code = INTER.get(side.kind) if side.kind else None
    return code[0 if given.numeric_inter else 1] if code else None


def _interaction(event: Event) -> Cell:
    sides = event.case.sides
    known = [INTER.get(side.kind) if side.kind else None for side in (sides.first, sides.second) if side.name]
    codes = sorted(code for code in known if code)
    if not codes or len(codes) != len(known):
        return None
    if event.case.given.numeric_inter:
        return codes[0][0] * 10 + (codes[1][0] if len(codes) > 1 else 0)
    names = [name for _, name in codes]
    if len(names) == 1:
        return f"{names[0]} only"
    return "-".join(reversed(names) if codes == _REVERSED else names)


def _disorder(event: Event) -> str:
    kind, sub_type = event.case.event_type, event.case.sub_type
    if sub_type == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if kind in _POLITICAL or sub_type == "Mob violence":
        return "Political violence"
    return "Strategic developments" if kind == "Strategic developments" else "Demonstrations"


def _targeting(event: Event) -> Cell:
    excessive = event.case.sub_type == "Excessive force against protesters"
    return "Civilian targeting" if excessive or event.case.sides.second.kind == "civilians" else None


def _timestamp(event: Event) -> Cell:
    """The last day on which something of it changed, in seconds since 1970."""
    days = [report.retrieved[:10] for report in event.case.dossier.reports if report.retrieved]
    days += [str(report.published) for report in event.case.dossier.reports if report.published]
    days += [str(judgement.at.date()) for judgement in event.case.dossier.judgements]
    sound = [day for day in days if _is_day(day)]
    if not sound:
        return None
    last = datetime.date.fromisoformat(max(sound))
    return (last - datetime.date(1970, 1, 1)).days * 86_400


def _is_day(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _admin2(event: Event) -> Cell:
    return event.case.place if event.case.place_precision == "admin2" else None


def _tags(event: Event) -> Cell:
    case = event.case
    return joined([UNREVIEWED if case.unreviewed else None, "background" if case.incident.background else None])


def _associated(event: Event) -> Cell:
    return joined(associated(event.case.dossier, event.case.given))


def _of_country(event: Event, table: Callable[[str], Cell]) -> Cell:
    code = event.case.country_code
    return table(code) if code else None


_HUMAN = "Stays empty: a coder's to say."

COLUMNS: tuple[Column[Event], ...] = (
    Column("event_id_cnty", "Our prefix and 16 digits of the incident's id; of several days, the day's number behind "
           "it. Never an id of ACLED's form.", "incident.id",
           lambda event: event.case.own_id + (f"-{event.number}" if event.of > 1 else ""), "#event+code"),
    Column("event_date", "The day. An incident of several days is an event each day; of a week or a month it is the "
           "day in the middle.", "incident.when", lambda event: str(event.day), "#date+occurred"),
    Column("year", "The year of event_date.", "incident.when", lambda event: event.day.year, "#date+year"),
    Column("time_precision", "1 the day is known, 2 the week, 3 the month. What is known to the year only is left out.",
           "incident.when", lambda event: event.precision),
    Column("disorder_type", "Follows from the types of event as ACLED's table has it.", "incident.event", _disorder),
    Column("event_type", "ACLED's type of event. Harm of none of its types is left out.", "incident.event.type",
           lambda event: event.case.event_type, "#event+type"),
    Column("sub_event_type", "ACLED's sub-type; empty where the words tell the type alone.", "incident.event.sub_type",
           lambda event: event.case.sub_type),
    Column("actor1", "Of those who are named as having done it the surest (claimed before stated, accused, suspected), "
           "by the actor list's English name or as the page has it; “Unidentified Armed Group (Country)” where no "
           "group is named, “Protesters” and “Rioters (Country)” in their events. A single person is never named.",
           "incident.perpetrators", lambda event: event.case.sides.first.name, "#group+name+first"),
    Column("assoc_actor_1", _HUMAN + " Several who are named may be rivals for one claim.",
           hxl="#group+name+first+assoc"),
    Column("inter1", "State forces for a state's army, police or government in its own country, External/Other forces "
           "for those of another, Political militia for an unidentified armed group, Rioters, Protesters, Civilians. "
           "Empty for named groups: rebels or militia is a coder's to say. With --inter numeric the number.",
           "incident.perpetrators", lambda event: _inter(event.case.sides.first, event.case.given)),
    Column("actor2", "In battles the other side that is named; else the kind of people of whom the most were killed: "
           "“Civilians (Country)”, “Military Forces”, … Empty where no report says.",
           "incident.killed_by_category, accounts.victims", lambda event: event.case.sides.second.name,
           "#group+name+second"),
    Column("assoc_actor_2", "Journalists, Health Workers, Aid Workers, Students, Women “(Country)” where a report "
           "tells of such among the harmed.", "accounts.victims.roles", _associated, "#group+name+second+assoc"),
    Column("inter2", "As inter1, of actor2.", "incident.killed_by_category",
           lambda event: _inter(event.case.sides.second, event.case.given)),
    Column("interaction", "Both codes, the lower first but in External/Other forces-Civilians; “… only” where there is "
           "one side. Empty where one is.", "", _interaction),
    Column("civilian_targeting", "“Civilian targeting” where actor2 is civilians, and in excessive force against "
           "protesters; else empty.", "incident.killed_by_category, incident.event", _targeting),
    Column("iso", "The country's number in ISO 3166-1.", "incident.where.country",
           lambda event: _of_country(event, iso_number)),
    Column("region", "ACLED's region of the country.", "incident.where.country",
           lambda event: _of_country(event, acled_region), "#region+name"),
    Column("country", "The country's English name as Unicode's CLDR has it, which isn't in every case ACLED's.",
           "incident.where.country", lambda event: event.case.country, "#country+name"),
    Column("admin1", "The first-level division.", "incident.where.admin1",
           lambda event: event.case.admin1, "#adm1+name"),
    Column("admin2", "The place's name where it is a second-level division; else empty, since our list of places has "
           "none for towns.", "incident.where.name", _admin2, "#adm2+name"),
    Column("admin3", "Stays empty: our list of places has no third level.", hxl="#adm3+name"),
    Column("location", "The place's name, no finer than was cleared for sharing.", "incident.where.name",
           lambda event: event.case.place, "#loc+name"),
    Column("latitude", "Of the place, WGS 84; of an area its middle. Empty where it isn't known.",
           "incident.where.latitude", lambda event: event.case.latitude, "#geo+lat"),
    Column("longitude", "As latitude.", "incident.where.longitude",
           lambda event: event.case.longitude, "#geo+lon"),
    Column("geo_precision", "1 the place itself, 2 near it or a second-level division, 3 a larger region; "
           "3 too for a place that is shown to a tenth of a degree under its division's name. What is known to the "
           "country only is left out, but for strategic developments.", "incident.where.precision",
           lambda event: _GEO.get(event.case.place_precision or "")),
    Column("source", "The outlets, joined by “; ”.", "reports.outlet",
           lambda event: event.case.outlets, "#meta+source"),
    Column("source_scale", _HUMAN),
    Column("notes", "“On D Month YYYY, …”: what was reported, who is named, the figures, each disagreement with who "
           "says what, how many reports and independent sources, and where a cell differs from our figures why.",
           "incident", _notes, "#description"),
    Column("fatalities", "The lowest figure that counts (ACLED's conservative rule). Where it is told only as "
           "“dozens” 12, as “tens” 10, as “hundreds” 100, as “thousands” 1000, by the range that our lists of words "
           "give it: the cell is then below our low, and notes say so. Of several days a share each, what can't be "
           "divided to the first. Empty, not 0, where none is stated, and for “several” or “many”, of which ACLED "
           "makes 3 or 10 by the context.", "incident.killed.low, incident.figures, accounts.victims.count.words",
           lambda event: event.fatalities, "#affected+killed"),
    Column("tags", "“unreviewed” where no person has reviewed the incident, “background” where pages tell of it only "
           "in passing.", "incident.state, incident.background", _tags),
    Column("timestamp", "The last day of which a report or a judgement of it is, as Unix seconds.",
           "reports.retrieved, reports.published, judgements.at", _timestamp),
)  # fmt: skip
