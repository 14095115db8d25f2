"""What a place is, and how good a name is for it."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["country", "admin1", "admin2", "town", "region"]
# A "region" is an area that no division holds: Darfur, Kurdistan, the Sinai. The file stores the index.
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "town", "region")

PREFERRED, PLAIN, WEAK = -1, 0, 1  # the standing of a name: what it means first, one of several, a common word


class Place(msgspec.Struct, frozen=True):
    """One place. Coordinates are WGS 84 degrees: a town's own, or the middle of a division's towns.

    `id` is GeoNames' and None for a place that only our own list knows; `country` is ISO 3166 alpha-2;
    `admin1` is the display name of the first-level division ("Ar-Raqqah"), None for a country or region.
    """

    id: int | None
    name: str
    country: str
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: Kind


class Reading(msgspec.Struct, frozen=True):
    """A place that a name may mean, and how good the name is for it (`PREFERRED`, `PLAIN` or `WEAK`)."""

    place: Place
    standing: int
