"""Which of several places of one name a page means. Better none than a wrong one.

The page's other places decide first, then what the name means by itself, then population. Numbers here
are from the design brief and were kept because the tests' examples need nothing finer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.world.place import PREFERRED, WEAK, Place, Reading

NEAR_KM = 150.0
DOMINANT_PEOPLE = 100_000
VILLAGE_PEOPLE = 20_000  # below this, another country's town doesn't weigh against a division's name
DOMINANT_TIMES = 5  # against the largest place of the name in another country
LARGER_TIMES = 2  # against the largest of the name elsewhere in the same country
_DIVISIONS = ("admin1", "admin2", "region")
_EARTH_KM = 6371.0
_NEAR_DEGREES = NEAR_KM / 111.0  # of latitude, each of which is a little more than so many kilometres


class Context(NamedTuple):
    """What the page says around a name. `cue` is "admin" for "province de …", "town" for "ville de …"."""

    countries: frozenset[str]
    near: tuple[Place, ...]
    cue: str | None

    @property
    def all_countries(self) -> frozenset[str]:
        """Those named, and those of the other places."""
        return self.countries | self.countries_near

    @property
    def countries_near(self) -> frozenset[str]:
        """Those of the other places."""
        return frozenset([place.country for place in self.near])


def choose(readings: Sequence[Reading], context: Context) -> Place | None:
    """The place that a name means, or None where nothing tells which.

    A common word needs the page's countries or a cue to be a place at all.
    """
    known = context.all_countries
    readings = [r for r in readings if r.standing != WEAK or r.place.country in known or context.cue]
    readings = _heed_cue(readings, context.cue)
    if not readings:
        return None
    country = _country(readings, context)
    if country is not None:
        return country
    readings = _best_in_context(readings, context)
    per_country: dict[str, list[Reading]] = {}
    for reading in readings:
        per_country.setdefault(reading.place.country, []).append(reading)
    if len(per_country) > 1:
        return _dominant(per_country, context)
    place = _within_country(readings, context.cue)
    if place is None or _fits(place, context):
        return place
    return None


def _heed_cue(readings: list[Reading], cue: str | None) -> list[Reading]:
    if cue is None:
        return readings
    wanted = _DIVISIONS if cue == "admin" else ("town",)
    return [r for r in readings if r.place.kind in wanted] or readings


def _country(readings: Sequence[Reading], context: Context) -> Place | None:
    """A country's name means the country, unless the page is about a division so called: Niger State, Georgia."""
    country = next((r.place for r in readings if r.place.kind == "country"), None)
    if country is None or country.country in context.countries:
        return country
    if any(r.place.kind == "admin1" and r.place.country in context.countries for r in readings):
        return None
    return country


def _best_in_context(readings: Sequence[Reading], context: Context) -> list[Reading]:
    if len(readings) == 1:
        return list(readings)
    beside = context.countries_near
    scored = [(_score(reading.place, context, beside), reading) for reading in readings]
    best = max(score for score, _ in scored)
    return [reading for score, reading in scored if score == best]


def _score(place: Place, context: Context, beside: frozenset[str]) -> int:
    score = 4 if place.country in context.countries else 0
    if place.country in beside:
        score += 2
        # Only with the country: 150 km from Goma is three countries.
        if any(_close(place, other) for other in context.near):
            score += 1
    return score


def _close(place: Place, other: Place) -> bool:
    if place.country == other.country and place.admin1 is not None and place.admin1 == other.admin1:
        return True
    if other.kind != "town":
        return False
    if place.latitude is None or other.latitude is None or abs(place.latitude - other.latitude) > _NEAR_DEGREES:
        return False  # as most are: no need to measure
    distance = kilometres(place, other)
    return distance is not None and distance <= NEAR_KM


def _dominant(per_country: dict[str, list[Reading]], context: Context) -> Place | None:
    """The place of the largest country entry, where it outweighs those elsewhere."""
    preferred = [r.place for found in per_country.values() for r in found if r.standing == PREFERRED]
    if len(preferred) == 1:
        return preferred[0]
    divided = [code for code, found in per_country.items() if any(r.place.kind == "admin1" for r in found)]
    if len(divided) == 1 and _largest_elsewhere(per_country, divided[0]) < VILLAGE_PEOPLE:
        return _within_country(per_country[divided[0]], context.cue)
    sizes = sorted(
        ((max(r.place.population for r in found), code) for code, found in per_country.items()), reverse=True
    )
    (largest, code), (second, _) = sizes[0], sizes[1]
    if largest >= DOMINANT_PEOPLE and largest >= DOMINANT_TIMES * second:
        return _within_country(per_country[code], context.cue)
    return None


def _largest_elsewhere(per_country: dict[str, list[Reading]], code: str) -> int:
    return max(r.place.population for other, found in per_country.items() if other != code for r in found)


def _within_country(readings: Sequence[Reading], cue: str | None) -> Place | None:
    """Of places in one country: what the name means first; the town before the division that it heads."""
    preferred = [r.place for r in readings if r.standing == PREFERRED]
    if len(preferred) == 1 and cue != "town":
        return preferred[0]
    areas = [r.place for r in readings if r.place.kind in ("admin1", "region")]
    towns = [r.place for r in readings if r.place.kind == "town"]
    districts = [r.place for r in readings if r.place.kind == "admin2"]
    if cue == "admin" or not towns:
        choice = areas or districts or towns
        return choice[0] if len(choice) == 1 else _largest(choice)
    heads = [town for town in towns if any(town.admin1 == area.admin1 for area in areas)]
    if heads:
        return _largest(heads) or areas[0]
    return areas[0] if len(areas) == 1 else _largest(towns)


def _largest(places: Sequence[Place]) -> Place | None:
    """The largest, where it's clearly larger or the others lie beside it (a town listed twice)."""
    ranked = sorted(places, key=lambda place: -place.population)
    if not ranked:
        return None
    first = ranked[0]
    for other in ranked[1:]:
        distance = kilometres(first, other)
        beside = distance is not None and distance <= 20 and first.admin1 == other.admin1
        if not beside and first.population < LARGER_TIMES * max(other.population, 1):
            return None
    return first


def _fits(place: Place, context: Context) -> bool:
    """Whether to believe a lone candidate: on a page about Burkina Faso, "Solhan" isn't the town in Turkey."""
    if not context.countries or place.country in context.all_countries or place.kind != "town":
        return True
    return place.population >= DOMINANT_PEOPLE


def kilometres(place: Place, other: Place) -> float | None:
    """The great-circle distance in kilometres; None where either has no coordinates."""
    if place.latitude is None or place.longitude is None or other.latitude is None or other.longitude is None:
        return None
    a, b = math.radians(place.latitude), math.radians(other.latitude)
    turn = math.radians(place.longitude - other.longitude)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
