"""What the pictures take of an incident: its days, its place, its figures, and no word of its pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from reportedly.model import Dossier, Estimate, LinkedIncident, Telling
from reportedly.sharing.case import Case
from reportedly.sharing.columns import plain
from reportedly.sharing.days import span
from reportedly.sharing.given import Given
from reportedly.sharing.hiding import MASK
from reportedly.sharing.layout import safe
from reportedly.sharing.tolls import estimate_of

Known = Literal["place", "near", "district", "province", "country"]
"""How closely a place is known. `near` is within some 25 km, or shown to a tenth of a degree (11 km)."""

LONGEST_NAME = 40
"""Code points of a place's name that a picture shows."""

_LONGEST_OUTLET = 200  # beyond it two outlets would be taken for one


class Toll(NamedTuple):
    """The lowest, best and highest figure; `open` where the highest is only the highest of "at least" some."""

    low: int
    best: int
    high: int
    open: bool = False


class OutletToll(NamedTuple):
    """What an outlet's last report gives of an incident. `origin` is the first source behind that report."""

    outlet: str
    toll: Toll
    origin: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as pictures take it. `at` is longitude and latitude, `country` an alpha-2 code.

    `days` are the first and the last; None where they aren't known. `killed` is None where nobody says. `unnamed` is
    how many of its reports give a toll under no outlet's name.
    """

    reviewed: bool
    days: tuple[datetime.date, datetime.date] | None = None
    killed: Toll | None = None
    country: str | None = None
    place: str | None = None
    at: tuple[float, float] | None = None
    known: Known = "country"
    outlets: tuple[OutletToll, ...] = ()
    unnamed: int = 0


def shown(dossier: Dossier, given: Given) -> Shown | None:
    """What pictures take of it; None where pages only recall it and nobody has reviewed it."""
    case = Case(dossier, given)
    if case.in_passing:
        return None
    return Shown(
        reviewed=not case.unreviewed,
        days=span(case.when),
        killed=toll_of(dossier.incident.killed),
        country=case.country_code,
        place=None if _masked(case.place) else shortened(case.place),
        at=_point(case),
        known=_known(case),
        outlets=tuple(_outlets(dossier)),
        unnamed=sum(toll_of(each.incident.killed) is not None for each in dossier.tellings if _outlet(each) is None),
    )


def toll_of(estimate: Estimate) -> Toll | None:
    """The estimate as three figures; None where nobody says."""
    found = estimate_of(estimate)
    return Toll(*found, open=estimate.high is None) if found else None


def shortened(name: str | None, most: int = LONGEST_NAME) -> str | None:
    """A page's name as a picture can show it: on one line, without controls, no longer than `most` code points."""
    text = safe(plain(name) or "")
    if len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return text or None


def _point(case: Case) -> tuple[float, float] | None:
    longitude, latitude = case.longitude, case.latitude
    if longitude is None or latitude is None or not (abs(longitude) <= 180 and abs(latitude) <= 90):
        return None
    return longitude, latitude


def _known(case: Case) -> Known:
    where = case.incident.where
    precision = where.precision if where else None
    if precision == "exact":
        return "place"
    if precision == "near":
        return "near"
    return "district" if precision == "admin2" else "province" if precision == "admin1" else "country"


def _outlet(telling: Telling) -> str | None:
    """The outlet's name; None where part of it is masked: another incident may have it whole, and it'd be two."""
    name = telling.report.outlet
    return None if _masked(name) else shortened(name, _LONGEST_OUTLET)


def _masked(name: str | None) -> bool:
    return name is not None and MASK in name


def _outlets(dossier: Dossier) -> Iterator[OutletToll]:
    """For each outlet what its last report says was killed; of two reports of one day the later one in the list."""
    origins = _origins(dossier.incident)
    last: dict[str, tuple[datetime.date, OutletToll]] = {}
    for telling in dossier.tellings:
        outlet, toll = _outlet(telling), toll_of(telling.incident.killed)
        if outlet is None or toll is None:
            continue
        day = telling.report.published or datetime.date.min
        if outlet not in last or day >= last[outlet][0]:
            last[outlet] = day, OutletToll(outlet, toll, _origin(telling, origins))
    yield from (found for _, found in last.values())


def _origins(incident: LinkedIncident) -> Mapping[str, str]:
    """What each report that is no origin of its own repeats: a report, or an agency's text that isn't there."""
    return {each.report: each.of or f"agency {each.credit}" for each in incident.reprints if each.of or each.credit}


def _origin(telling: Telling, origins: Mapping[str, str]) -> str:
    name, passed = telling.report.id, set[str]()
    while name in origins and name not in passed:
        passed.add(name)
        name = origins[name]
    return name
