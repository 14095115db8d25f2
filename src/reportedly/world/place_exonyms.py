"""Our own spellings and places (`data/exonyms.yml`), added to a gazetteer that's being built."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from importlib import resources
from typing import Any, NamedTuple

import yaml

from reportedly.model.errors import WorldError
from reportedly.world.place import KINDS, PLAIN, PREFERRED, WEAK
from reportedly.world.place_fold import fold_place
from reportedly.world.place_noise import noise_words, script_of
from reportedly.world.places import COORDINATE_STEPS

_SAME_PLACE_KM = 40.0  # our coordinates are approximate to 0.1 degree, and villages of one name lie apart
_KEYS = {"names", "admin1", "near", "means"}
_TOWN, _ADMIN1, _REGION = KINDS.index("town"), KINDS.index("admin1"), KINDS.index("region")


class Exonym(NamedTuple):
    """One entry: a town, division or region of a country and the names that pages print for it."""

    country: str
    kind: int
    names: tuple[str, ...]
    admin1: str | None
    near: tuple[float, float] | None
    standing: int


def read_exonyms() -> Iterator[Exonym]:
    """Every entry of `data/exonyms.yml`. Raises `WorldError`, naming the entry, where one is wrong."""
    source = resources.files("reportedly.world") / "data" / "exonyms.yml"
    loaded = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  strings only
    for country, names in loaded["countries"].items():
        yield Exonym(country, 0, _split(names), None, None, PLAIN)
    for section, kind in (("divisions", _ADMIN1), ("regions", _REGION), ("towns", _TOWN)):
        for country, entries in loaded[section].items():
            for entry in entries:
                yield _checked(country, kind, entry)


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split("|") if name.strip())


def _checked(country: str, kind: int, entry: Any) -> Exonym:
    if isinstance(entry, str):
        entry = {"names": entry}
    unknown = set(entry) - _KEYS
    if unknown or not entry.get("names"):
        raise WorldError(
            f"exonyms.yml, {country}: {entry}: an entry has names, and may have {sorted(_KEYS - {'names'})}"
        )
    near = None
    if "near" in entry:
        latitude, longitude = (float(number) for number in entry["near"].split())
        near = (latitude, longitude)
    # Regions are listed because pages mean them: "Sinaï" isn't the village in Taiwan.
    standing = PREFERRED if entry.get("means") == "first" or kind == _REGION else PLAIN
    return Exonym(country, kind, _split(entry["names"]), entry.get("admin1"), near, standing)


def add_exonyms(db: sqlite3.Connection) -> list[Exonym]:
    """Add the names to the places that they name, and make those that the sources lack.

    Returns the entries that name no known place and say too little to make one.
    Raises `WorldError` where an entry is wrong.
    """
    lost: list[Exonym] = []
    for exonym in read_exonyms():
        place = _match(db, exonym)
        if place is None:
            place = _make(db, exonym)
        if place is None:
            lost.append(exonym)
            continue
        _name(db, place, exonym)
    return lost


def _match(db: sqlite3.Connection, exonym: Exonym) -> int | None:
    if exonym.kind == 0:
        row = db.execute("SELECT id FROM place WHERE country = ? AND kind = 0", (exonym.country,)).fetchone()
        return int(row[0]) if row else None
    if exonym.kind == _REGION:
        return None
    for name in exonym.names:
        found = db.execute(
            "SELECT p.id, p.latitude, p.longitude FROM name n JOIN place p ON p.id = n.place_id"
            " WHERE n.folded = ? AND p.country = ? AND p.kind = ? ORDER BY p.population DESC",
            (fold_place(name), exonym.country, exonym.kind),
        )
        for number, latitude, longitude in found:
            if exonym.near is None or _apart(exonym.near, latitude, longitude) <= _SAME_PLACE_KM:
                return int(number)
    return None


def degrees(value: float | None) -> int | None:
    """Degrees as the file stores them: whole ten-thousandths (11 metres), which take half the room of a float."""
    return None if value is None else round(value * COORDINATE_STEPS)


def _apart(near: tuple[float, float], latitude: int, longitude: int) -> float:
    """Kilometres to a place of the file, on a flat Earth: good enough for tens of them."""
    across = (near[1] - longitude / COORDINATE_STEPS) * math.cos(math.radians(near[0]))
    return 111.2 * math.hypot(near[0] - latitude / COORDINATE_STEPS, across)


def _make(db: sqlite3.Connection, exonym: Exonym) -> int | None:
    if exonym.kind == 0 or exonym.kind == _ADMIN1 or (exonym.kind == _TOWN and not (exonym.near or exonym.admin1)):
        return None
    division = _division(db, exonym) if exonym.admin1 else None
    if exonym.admin1 and division is None and _has_divisions(db, exonym.country):
        return None  # a wrong name of a division: the builder's report shows the entry
    (lowest,) = db.execute("SELECT min(0, min(id)) FROM place").fetchone()
    number = int(lowest or 0) - 1
    latitude, longitude = exonym.near or (None, None)
    row = (number, exonym.names[0], exonym.country, division, "", degrees(latitude), degrees(longitude), 0, exonym.kind)
    db.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return number


def _division(db: sqlite3.Connection, exonym: Exonym) -> int | None:
    row = db.execute(
        "SELECT p.id FROM name n JOIN place p ON p.id = n.place_id WHERE n.folded = ? AND p.country = ? AND p.kind = ?",
        (fold_place(exonym.admin1 or ""), exonym.country, _ADMIN1),
    ).fetchone()
    return int(row[0]) if row else None


def _has_divisions(db: sqlite3.Connection, country: str) -> bool:
    return bool(db.execute("SELECT 1 FROM place WHERE country = ? AND kind = ?", (country, _ADMIN1)).fetchone())


def _name(db: sqlite3.Connection, place: int, exonym: Exonym) -> None:
    for name in exonym.names:
        folded = fold_place(name)
        standing = WEAK if folded in noise_words() else exonym.standing
        db.execute(
            "INSERT INTO name VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET standing = min(standing, excluded.standing)",
            (folded, place, int(script_of(name) == "A"), standing),
        )
        if exonym.kind == _ADMIN1 and script_of(name) == "A":
            db.execute("INSERT OR IGNORE INTO label VALUES (?, 'ar', ?)", (place, name))
