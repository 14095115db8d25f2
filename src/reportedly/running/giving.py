"""Giving dossiers away in a format, whole or not at all. They were cleared before: nothing is taken out here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from reportedly.model import Dossier, LinkedIncident, Where
from reportedly.model.errors import WorldError
from reportedly.running.writing import whole_file, whole_folder
from reportedly.sharing.formats import Format
from reportedly.sharing.given import Given, KnownActor
from reportedly.world.actors import load_actors
from reportedly.world.places import country_name, open_gazetteer


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the files with their lengths in bytes, and how many incidents were left out, by reason."""

    files: dict[str, int]
    left_out: dict[str, int]


def give(dossiers: Iterable[Dossier], shape: Format, out: Path, given: Given) -> Shared:
    """Writes the dossiers in this format: a file `out`, or a folder where the format has several files.

    Raises `NotWritten` where `out` can't be written; nothing is left half-written, whatever breaks.
    """
    reasons: Counter[str] = Counter()

    def left_out(_incident: LinkedIncident, why: str) -> None:
        reasons[why] += 1

    files = shape.make(dossiers, given, left_out)
    if shape.ending:
        [written] = [whole_file(out, file.parts) for file in files]
        sizes = {out.name: written}
    else:
        sizes = whole_folder(out, files)
    return Shared(files=sizes, left_out=dict(sorted(reasons.items())))


def given_by_the_world() -> Given:
    """What formats are given of what our lists know of countries, places and actors."""
    return Given(country_name=english_country, actor=known_actor, place_name=latin_place)


@cache
def english_country(code: str) -> str:
    """The country's name in English; the code where there's no gazetteer."""
    try:
        return country_name(code, "en")
    except WorldError:  # a store can be shared without a gazetteer
        return code


def known_actor(key: str) -> KnownActor | None:
    """What formats are told of an entry of the actor list; None for one that isn't there (any more)."""
    actor = load_actors().get(key)
    return KnownActor(actor.names["en"][0], actor.kind, actor.country) if actor else None


def latin_place(where: Where) -> str | None:
    """The place's name in Latin letters; as it is where that isn't known."""
    name = where.name
    if name is None or where.geonames_id is None or name.isascii() or name.lower() != name.upper():
        return name
    try:
        return open_gazetteer().latin_name(where.geonames_id) or name
    except WorldError:
        return name
