"""An account: what one speaker says of one incident in one report.

Each value has the quote that states it and, in `rule`, the name of the rule that read it.
"""

from __future__ import annotations

import datetime

import msgspec

from reportedly.model.quote import Quote
from reportedly.model.vocabulary import (
    Act,
    Category,
    Outcome,
    PerpetratorType,
    PlacePrecision,
    Role,
    SpeakerType,
    Status,
    TimePrecision,
)  # fmt: skip

_FINENESS: dict[PlacePrecision | None, int] = {"exact": 4, "near": 3, "admin2": 2, "admin1": 1, "country": 0, None: -1}


class Count(msgspec.Struct, frozen=True):
    """How many people. "At least 12" is low 12, high None; not stated is both None. `words` as said."""

    low: int | None = None
    high: int | None = None
    words: str | None = None


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who is cited, and in `via` who relays it."""

    name: str | None
    type: SpeakerType
    via: str | None = None
    quote: Quote
    rule: str | None = None


DERIVED = "derived."
"""Begins the rule of an event that no word tells: it follows from who harmed whom."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, in ACLED's names of event and sub-event types."""

    type: str | None
    sub_type: str | None
    quote: Quote | None = None
    rule: str | None = None

    @property
    def is_derived(self) -> bool:
        """Whether no word of attack told it."""
        return (self.rule or "").startswith(DERIVED)


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days from `start` to `end`, both included; None where the words can't be resolved to days."""

    start: datetime.date | None
    end: datetime.date | None
    precision: TimePrecision | None
    quote: Quote | None = None
    rule: str | None = None


STREET = "+street"
"""Stands in the rule of a site that is a street."""

SITE = "+site"
"""Stands behind the rule of a building, a street or a quarter: finer than the town that is told with it."""


SCENE = "+scene"
"""Ends the rule of a place at which it is said, in so many words, to have happened."""


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place, never finer than the words. `country` is ISO 3166 alpha-2; coordinates are WGS 84 degrees."""

    name: str | None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    precision: PlacePrecision | None = None
    quote: Quote | None = None
    rule: str | None = None

    @property
    def fineness(self) -> int:
        """The grade of its precision: 4 an exact place, 0 a country, -1 none."""
        return _FINENESS[self.precision]

    def may_lie_in(self, coarse: Where) -> bool:
        """Whether this is finer than a country, division or countryside that is told without it, and may lie in it."""
        if self.fineness <= coarse.fineness or (coarse.precision == "near" and coarse.admin1 is None):
            return False
        known = self.geonames_id is not None or self.admin1 is not None
        inside = coarse.admin1 in (None, self.admin1) or not known
        return self.country == coarse.country is not None and inside

    @property
    def is_site(self) -> bool:
        """Whether it is a building, a street or a quarter, which lies in a town or is beside one."""
        return SITE in (self.rule or "")

    @property
    def is_street(self) -> bool:
        """Whether it is a street, which has the coordinates of its town, where that is known."""
        return STREET in (self.rule or "")

    def in_town(self, town: Where) -> Where:
        """This with the country, division and coordinates of the town that it lies in."""
        return msgspec.structs.replace(
            self, country=town.country, admin1=town.admin1, latitude=town.latitude, longitude=town.longitude
        )

    @property
    def is_scene(self) -> bool:
        """Whether it is said, in so many words, to have happened there."""
        return (self.rule or "").endswith(SCENE)

    def is_site_in(self, town: Where) -> bool:
        """Whether this is a building, a street or a quarter that may lie in the town."""
        if not self.is_site or town.is_site or not _FINENESS["near"] <= town.fineness <= self.fineness:
            return False
        return self.country in (town.country, None)


SOME = "+some"
"""Ends the rule of a victim that is some of people told elsewhere ("one of the wounded"): no figure of its own."""


class Victim(msgspec.Struct, frozen=True, kw_only=True):
    """People to whom harm was done, as one noun phrase tells them.

    `description` is the noun as the page has it, `group` the side that they belong to, `name` who one of them was.
    `part_of` is the index, in the account's list, of the larger group that these belong to: never add the two.
    """

    outcome: Outcome
    count: Count
    name: str | None = None
    description: str | None = None
    category: Category = "unknown"
    roles: tuple[Role, ...] = ()
    group: str | None = None
    part_of: int | None = None
    quote: Quote
    rule: str | None = None

    @property
    def is_some(self) -> bool:
        """Whether these are some of people told elsewhere."""
        return (self.rule or "").endswith(SOME)


class Perpetrator(msgspec.Struct, frozen=True, kw_only=True):
    """Who did it, according to this account. `actor` is a key of the actor list.

    `confidence` is the chance, from 0 to 1, that the page does tell of this one as a perpetrator; None
    where it wasn't weighed.
    """

    name: str | None
    actor: str | None
    type: PerpetratorType
    status: Status
    quote: Quote
    rule: str | None = None
    confidence: float | None = None


class Weapon(msgspec.Struct, frozen=True, kw_only=True):
    """What was used."""

    name: str
    quote: Quote
    rule: str | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says of one incident in one report.

    `act` is whether it is reported, stated, claimed, denied, or somebody accused.
    `speaker` None is the outlet's own voice. `confidence` is the chance, from 0 to 1, that its figure of
    the killed is right; where it gives none, that it rightly gives none (`reading/confidence.py`).
    """

    id: str
    incident: str
    speaker: Speaker | None
    act: Act
    event: Event | None
    when: When | None
    where: Where | None
    victims: tuple[Victim, ...]
    perpetrators: tuple[Perpetrator, ...]
    weapons: tuple[Weapon, ...]
    background: bool
    confidence: float

    def tops(self, outcome: Outcome) -> list[Victim]:
        """The groups with this outcome that are part of no other."""
        return [v for v in self.victims if v.outcome == outcome and v.part_of is None]
