"""Pictures of what a store holds: of what may go out, with the number of what stays behind."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import msgspec

from reportedly.running.clearing import cleared
from reportedly.running.giving import given_by_the_world
from reportedly.running.settings import SettingsError
from reportedly.running.writing import whole_file
from reportedly.sharing.clearing import WORDS, Policy, Withheld
from reportedly.sharing.days import written
from reportedly.sharing.pictures import captions
from reportedly.sharing.pictures.drawing import Kind, Picture, picture
from reportedly.sharing.pictures.gallery import PICTURES, Told
from reportedly.sharing.pictures.outlines import Outlines
from reportedly.sharing.pictures.shown import Shown, shown
from reportedly.sharing.pictures.timeline import Step
from reportedly.storing import Store


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are drawn: all of whose days lie between these, and of this country (alpha-2)."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    country: str | None = None

    @classmethod
    def of(cls, first: datetime.date | None, last: datetime.date | None, country: str | None) -> Scope:
        """The scope that was asked for; raises `SettingsError` where there can be nothing in it."""
        if country is not None and not re.fullmatch("[A-Za-z]{2}", country):
            raise SettingsError(f"{country}: a country is given by its code of two letters, as NE")
        if first is not None and last is not None and first > last:
            raise SettingsError(f"from {first} until {last}: there is no such time (turn them round)")
        return cls(first=first, last=last, country=country.upper() if country else None)

    def has(self, one: Shown) -> bool:
        """Whether the incident is in it; one without a day is in only where no days are asked for."""
        if self.country is not None and one.country != self.country:
            return False
        if self.first is None and self.last is None:
            return True
        if one.days is None:
            return False
        return (self.first or one.days[0]) <= one.days[0] and one.days[1] <= (self.last or one.days[1])

    def told(self, country: str | None) -> str:
        """The scope in words, with the country's name."""
        parts = [country or "", f"from {written(self.first)}" if self.first else ""]
        return " ".join(part for part in (*parts, f"until {written(self.last)}" if self.last else "") if part)


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """What of a store may be drawn, and how much may not: how many incidents, by reason, and those only recalled."""

    incidents: tuple[Shown, ...]
    withheld: int
    reasons: dict[str, int]
    in_passing: int
    scope: str


def to_be_drawn(store: Store, policy: Policy, scope: Scope | None = None) -> Cleared:
    """Every incident of the scope as it may go out under `policy`, and the number of those that stay behind.

    What stays behind is counted whatever its day and country: these aren't told of it.
    """
    given, scope = given_by_the_world(), scope or Scope()
    incidents = []
    reasons: Counter[str] = Counter()
    withheld = in_passing = 0
    for found in cleared(store, policy):
        if isinstance(found, Withheld):
            withheld += 1
            reasons.update(WORDS[reason] for reason in found.reasons)
        elif (one := shown(found, given)) is None:
            in_passing += 1
        elif scope.has(one):
            incidents.append(one)
    return Cleared(
        incidents=tuple(incidents),
        withheld=withheld,
        reasons=dict(sorted(reasons.items())),
        in_passing=in_passing,
        scope=scope.told(given.country_name(scope.country) if scope.country else None),
    )


def drawn(
    name: str, found: Cleared, kind: Kind = "png", step: Step | None = None, world: Outlines | None = None
) -> Picture:
    """The picture `timeline`, `map` or `sources` of what was found; `world` is behind a map.

    Raises `NoPictures` where matplotlib isn't installed, `TooMany` where `step` is too fine for the days.
    """
    if name not in PICTURES:
        raise SettingsError(f"{name}: no such picture; there are: {', '.join(PICTURES)}")
    absent = tuple(captions.absent(found.withheld, found.reasons, found.in_passing))
    told = Told(step=step, outlines=world, scope=found.scope, absent=absent)
    return picture(PICTURES[name](found.incidents, told), kind)


def kind_of(out: Path) -> Kind:
    """The kind of picture that the file's name asks for; raises `SettingsError` where it's none of ours."""
    ending = out.suffix.lower().removeprefix(".")
    kind = next((each for each in get_args(Kind) if each == ending), None)
    if kind is None:
        raise SettingsError(f"{out}: pictures are written as .svg or .png (give the file such an ending)")
    found: Kind = kind
    return found


def save(made: Picture, out: Path) -> int:
    """Writes the picture, whole or not at all, and gives its length in bytes; raises `NotWritten`."""
    return whole_file(out, [made.content])
