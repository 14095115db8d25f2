"""Names of places in the reader's letters, beside those of the reports where these write others."""

from __future__ import annotations

from reportedly.model.errors import WorldError
from reportedly.world.place_noise import script_of
from reportedly.world.places import open_gazetteer


def in_latin(name: str | None, geonames_id: int | None) -> str | None:
    """The place's name in Latin letters where `name` is in Arabic ones; None where it isn't, or none is known."""
    if not name or geonames_id is None or script_of(name) != "A":
        return None
    try:
        return open_gazetteer().latin_name(geonames_id)
    except WorldError:  # the names of the reports are there without it
        return None
