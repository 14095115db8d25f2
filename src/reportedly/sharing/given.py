"""What every format is given beside the dossiers, and what it gives: files, and word of what it left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from reportedly.model import Dossier, LinkedIncident, Where
from reportedly.model.vocabulary import State

REVIEWED: frozenset[State] = frozenset({"ready", "sealed"})
"""States in which a person has looked at an incident and lets it go out."""


class KnownActor(NamedTuple):
    """An entry of the actor list: its name in English, its kind there, the country that it is of (alpha-2, or "")."""

    name: str
    kind: str
    country: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a format is made with.

    `country_name` gives a country's English name by its alpha-2 code, `actor` the entry with a key of the actor list,
    `place_name` a place's name in Latin letters, or as it is where that isn't known.
    `prefix` begins ids of events, `release` names the release in which they are. `numeric_inter` writes ACLED's codes
    of actors as numbers, `hxl` a second head line with tags. `unreviewed` lets incidents out that nobody has reviewed.
    """

    country_name: Callable[[str], str]
    actor: Callable[[str], KnownActor | None]
    place_name: Callable[[Where], str | None]
    prefix: str = "RPT"
    release: str = ""
    numeric_inter: bool = False
    hxl: bool = False
    unreviewed: bool = False


class File(NamedTuple):
    """A file of a format: its name, and what stands in it, piece by piece. One that comes again goes on there."""

    name: str
    parts: Iterable[bytes]


LeftOut = Callable[[LinkedIncident, str], None]
"""Is told of each incident that a format leaves out, and why."""


def is_reviewed(incident: LinkedIncident) -> bool:
    """Whether a person has looked at it and lets it go out."""
    return incident.state in REVIEWED


def chosen(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[Dossier]:
    """The dossiers that may go out by how far people have come with them."""
    for dossier in dossiers:
        incident = dossier.incident
        if incident.state == "cancelled":
            left_out(incident, "it is cancelled")
        elif not given.unreviewed and not is_reviewed(incident):
            left_out(incident, "nobody has reviewed it (its state is neither ready nor sealed)")
        else:
            yield dossier
