"""Spots: place phrases of a page, resolved; which is finer, and whether two may be one place."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from reportedly.model import SCENE, Where
from reportedly.world.places import Place, fold_place

ADMIN1 = 1  # the grade of a province; a country is too coarse to tell two incidents apart
LARGE = 100_000  # people; the seat of a province is mostly larger, its villages are not


class Spot(Struct, frozen=True):
    """A place phrase of a sentence, resolved as far as it goes."""

    where: Where
    start: int
    place: Place | None
    site: bool = False  # a building, a street, a quarter: finer than the town beside it
    dateline: bool = False  # where the page was written
    local: bool = False  # a dateline that tells the town's state, as papers do that write of it
    beside: bool = False  # a word of harm stands close before it
    outer: bool = False  # "in Kolvani, Segou": named right behind a place that lies in it
    end: int = 0  # of the phrase, which may go on behind the name
    bearing: bool = False  # "in Diyala province, north of Baghdad": only says where the place before it lies
    cue: str = ""  # the kind of place word that stands with it: town, zone, area ...
    loose: bool = False  # "of Nice" with no harm before it: whose or which, rather than where

    @property
    def is_town(self) -> bool:
        """Whether it is a town of the gazetteer's, and said to be in it rather than near."""
        return self.place is not None and self.place.kind == "town" and self.where.precision == "exact"

    @property
    def is_small(self) -> bool:
        """Whether it is a village or small town: one that the gazetteer doesn't know, or knows to be so.

        The seat of a province of the same name is none: its name may stand for all of the province.
        """
        if self.where.precision != "exact" or self.place is None:
            return self.where.precision == "exact"
        town = self.place
        is_seat = town.admin1 is not None and fold_place(town.admin1) == fold_place(town.name)
        return town.kind == "town" and town.population < LARGE and not is_seat

    def at(self, where: Where, place: Place | None = None) -> Spot:
        """The same phrase, resolved otherwise."""
        return replace(self, where=where, place=place or self.place)

    def as_scene(self) -> Spot:
        """The same, as one at which it is said to have happened."""
        return self.at(replace(self.where, rule=f"{self.where.rule}{SCENE}"))


def coarser(a: Where, b: Where) -> bool:
    """Whether the first says less finely where than the second."""
    return a.fineness < b.fineness


def compatible(a: Where, b: Where) -> bool:
    """Whether two places may be one: neither says another country, division, or town."""
    if a.country and b.country and a.country != b.country:
        return False
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return False
    if not a.precision == b.precision == "exact":
        return True
    if a.geonames_id is None or b.geonames_id is None:
        return True  # a village that the gazetteer lacks may lie beside any town of its country
    return a.geonames_id == b.geonames_id or (a.name or "").casefold() == (b.name or "").casefold()
