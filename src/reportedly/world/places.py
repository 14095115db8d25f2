"""Places by name: what a name may be (`candidates`), and which it is on this page (`resolve`).

The gazetteer is one read-only SQLite file that `make gazetteer` builds (`building.py`); folding is in
`place_fold.py`, the choice between places of one name in `place_choice.py`.
"""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportedly.model.errors import WorldError
from reportedly.world.place import KINDS, WEAK, Kind, Place, Reading
from reportedly.world.place_choice import Context, choose
from reportedly.world.place_filter import NameFilter
from reportedly.world.place_fold import beginnings, fold_place, split_cue, variants
from reportedly.world.place_noise import script_of
from reportedly.world.place_spelling import (
    ARABIC_NAMES,
    SHORTEST,
    Spelled,
    choose_spelled,
    plain_arabic,
    plain_latin,
    sketch,
)

__all__ = [
    "KINDS", "SCHEMA", "Gazetteer", "Kind", "Place", "country_name", "country_of", "default_path",
    "describe_candidates", "fold_place", "open_gazetteer",
]  # fmt: skip

COORDINATE_STEPS = 10_000  # the file stores whole ten-thousandths of a degree
SCHEMA = 4  # raised when the tables or the folding change: an older file is refused with the remedy
_REMEDY = "build it with `make gazetteer` (or `python -m reportedly.world.building`)"
_RANK = {"country": 0, "region": 1, "admin1": 2, "town": 3, "admin2": 4}
_CACHED_NAMES = 1 << 16
_CACHED_COUNTRIES = 16  # whose names are kept by their sketches, up to 4 MB each

_SELECT = """
SELECT p.id, p.name, p.country, a.name, p.latitude, p.longitude, p.population, p.kind, n.standing
FROM name n JOIN place p ON p.id = n.place_id LEFT JOIN place a ON a.id = p.admin1
WHERE n.folded = ?
"""
_SELECT_COUNTRY = """
SELECT p.id, p.name, p.country, a.name, p.latitude, p.longitude, p.population, p.kind
FROM place p LEFT JOIN place a ON a.id = p.admin1 WHERE p.country = ? AND p.kind BETWEEN 1 AND 3
"""
_SELECT_BOUNDS = (
    "SELECT min(latitude), min(longitude), max(latitude), max(longitude) FROM place WHERE country = ? AND kind > 0"
)
_SELECT_FILTER = "SELECT bits FROM name_filter"
_HAS_FILTER = "SELECT 1 FROM sqlite_master WHERE name = 'name_filter'"


class Gazetteer:
    """Look-ups in one gazetteer file; open it with `open_gazetteer`. Safe across forks and threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._process = -1
        self._by_key = functools.lru_cache(maxsize=_CACHED_NAMES)(self._select)
        self._by_name = functools.lru_cache(maxsize=_CACHED_NAMES)(self._find)
        self._latin = functools.lru_cache(maxsize=_CACHED_NAMES)(self._find_latin)
        self._begins = functools.lru_cache(maxsize=_CACHED_NAMES)(self._find_beginning)
        self._strong = functools.lru_cache(maxsize=_CACHED_NAMES)(self._find_strong)
        self._spellings = functools.lru_cache(maxsize=_CACHED_COUNTRIES)(self._sketched)
        self._bounds = functools.lru_cache(maxsize=_CACHED_NAMES)(self._find_bounds)
        self._chosen_alone = functools.lru_cache(maxsize=_CACHED_NAMES)(self._choose)

    def candidates(self, name: str) -> tuple[Place, ...]:
        """The places of this name: countries, then regions and divisions, then towns by population.

        Common words that some village is called ("Nord", "السلام") give nothing here; `resolve` finds
        them where the page vouches for them. Raises `WorldError` where the file is broken.
        """
        return self._strong(name)

    def knows(self, name: str) -> bool:
        """Whether any place has this name (see `candidates`)."""
        return bool(self._strong(name))

    def may_begin(self, word: str) -> bool:
        """Whether some place's name may begin with this word, if it is a whole one: white space follows it.

        Most words end here, with all names that they'd begin.
        """
        return self._begins(word)

    def resolve(
        self, name: str, *, countries: Sequence[str] = (), near: Sequence[Place] = (), kinds: Sequence[Kind] = ()
    ) -> Place | None:
        """The one place that `name` means beside the page's `countries` (alpha-2) and other places (`near`).

        Words such as "province de", "governorate", "محافظة" or "ville de" may stand with the name and
        are heeded. `kinds` narrows what it may be. None where it stays open: see `place_choice.choose`.
        Raises `WorldError` where the file is broken.
        """
        chosen = self._choose if near else self._chosen_alone  # beside other places no two pages are alike
        return chosen(name, frozenset(countries), tuple(near), tuple(kinds))

    def _choose(
        self, name: str, countries: frozenset[str], near: tuple[Place, ...], kinds: tuple[Kind, ...]
    ) -> Place | None:
        bare, cue = split_cue(name)
        found = self._by_name(name)
        if cue is not None:
            found = found or self._by_name(bare)
        if kinds:
            found = tuple(reading for reading in found if reading.place.kind in kinds)
        return choose(found, Context(countries, near, cue))

    def spelled(
        self, name: str, country: str, *, admin1: str | None = None, kinds: Sequence[Kind] = ("town",)
    ) -> Place | None:
        """The one place of a country whose Latin name an Arabic `name` spells letter by letter: غايا is Gaya in Niger.

        For names that aren't listed (see `resolve`); with `admin1`, a division's display name, only what lies in it.
        None where the country's places have Arabic names themselves, where a larger town elsewhere is listed by this
        name, and where it stays open: see `choose_spelled`. Raises `WorldError` where the file is broken.
        """
        bare, _ = split_cue(name)
        arabic = plain_arabic(bare)
        if country in ARABIC_NAMES or len(arabic) < SHORTEST or script_of(bare) != "A":
            return None
        listed = self._spellings(country).get(sketch(arabic), ())
        fitting = [(at, row) for at, row in listed if KINDS[row[7]] in kinds and admin1 in (None, row[3])]
        chosen = choose_spelled(arabic, [at for at, _ in fitting])
        found = next((_place(row) for at, row in fitting if at.number == chosen), None)
        return None if found is None or self._is_outweighed(found, bare) else found

    def _is_outweighed(self, town: Place, name: str) -> bool:
        """Whether the name is listed for a larger town, or another of the same country: that one is meant, or none."""
        others = [place for place in self.candidates(name) if place.kind == "town"]
        return town.kind == "town" and any(p.country == town.country or p.population > town.population for p in others)

    def country_of(self, name: str) -> str | None:
        """The alpha-2 code of a country name in French, English, Arabic or Spanish, else None."""
        places = (reading.place for reading in self._by_name(name))
        return next((place.country for place in places if place.kind == "country"), None)

    def country_name(self, code: str, language: str) -> str:
        """A country's name in a language ("fr"), in English where that isn't known, else the code itself."""
        labels = self._labels(code)
        return labels.get(language) or labels.get("en") or code

    def label(self, place: Place, language: str) -> str:
        """A country's or division's name in a language where known, else `place.name`."""
        if place.kind == "country":
            return self.country_name(place.country, language)
        rows = self._query("SELECT name FROM label WHERE place_id = ? AND language = ?", (place.id, language))
        return str(rows[0][0]) if rows else place.name

    def latin_name(self, geonames_id: int) -> str | None:
        """The name of the place with this id in Latin letters, as GeoNames has it; None for an id that isn't there."""
        return self._latin(geonames_id)

    def _find_latin(self, geonames_id: int) -> str | None:
        rows = self._query("SELECT name FROM place WHERE id = ?", (geonames_id,))
        return str(rows[0][0]) if rows else None

    def bounds(self, country: str) -> tuple[float, float, float, float] | None:
        """The southernmost, westernmost, northernmost and easternmost degrees of the country's towns, WGS 84.

        None for a code without towns. A country on both sides of the 180th meridian reaches round the world.
        """
        return self._bounds(country)

    def _find_bounds(self, country: str) -> tuple[float, float, float, float] | None:
        (row,) = self._query(_SELECT_BOUNDS, (country,))
        if None in row:
            return None
        south, west, north, east = (value / COORDINATE_STEPS for value in row)
        return south, west, north, east

    def _sketched(self, country: str) -> dict[str, list[tuple[Spelled, tuple[Any, ...]]]]:
        """The towns and divisions of a country by the sketch of their names."""
        found: dict[str, list[tuple[Spelled, tuple[Any, ...]]]] = {}
        for row in self._query(_SELECT_COUNTRY, (country,)):
            plain = plain_latin(split_cue(row[1])[0])
            found.setdefault(sketch(plain), []).append((Spelled(plain, row[0], row[6]), row))
        return found

    def _labels(self, code: str) -> dict[str, str]:
        return dict(
            self._query(
                "SELECT l.language, l.name FROM label l JOIN place p ON p.id = l.place_id"
                " WHERE p.country = ? AND p.kind = 0",
                (code,),
            )
        )

    def _find_beginning(self, word: str) -> bool:
        firsts = beginnings(word)
        return not firsts or any(map(self._filter.may_begin, firsts))

    def _find_strong(self, name: str) -> tuple[Place, ...]:
        return tuple(reading.place for reading in self._by_name(name) if reading.standing != WEAK)

    def _find(self, name: str) -> tuple[Reading, ...]:
        folded = fold_place(name)
        if not folded:
            return ()
        found = self._by_key(folded)
        for other in () if found else variants(folded):
            # "جيش" isn't the village of الجيش: the article may only be added to or taken from longer names.
            found = found or tuple(r for r in self._by_key(other) if len(folded) > 4 and r.standing != WEAK)
        return found

    def _select(self, folded: str) -> tuple[Reading, ...]:
        if not self._filter.may_list(folded):
            return ()
        found = [Reading(_place(row[:8]), row[8]) for row in self._query(_SELECT, (folded,))]
        return tuple(sorted(found, key=lambda r: (_RANK[r.place.kind], -r.place.population, r.place.id or 0)))

    @functools.cached_property
    def _filter(self) -> NameFilter:
        """One that lets every name through for a file that was built without."""
        return NameFilter(self._query(_SELECT_FILTER, ())[0][0]) if self._query(_HAS_FILTER, ()) else NameFilter()

    def _query(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._open().execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise WorldError(f"the gazetteer {self.path} is broken ({error}): {_REMEDY}") from error

    def _open(self) -> sqlite3.Connection:
        # A connection mustn't cross a fork; a worker opens its own.
        if self._connection is None or self._process != os.getpid():
            self._connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._process = os.getpid()
        return self._connection


def _place(row: tuple[Any, ...]) -> Place:
    number, name, country, admin1, latitude, longitude, population, kind = row
    return Place(
        number if number > 0 else None,
        name,
        country,
        admin1,
        None if latitude is None else latitude / COORDINATE_STEPS,
        None if longitude is None else longitude / COORDINATE_STEPS,
        population,
        KINDS[kind],
    )


@functools.cache
def default_path() -> Path:
    """Where `make gazetteer` puts the file: beside the package's other data."""
    return Path(__file__).parent / "data" / "gazetteer.sqlite"


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at `path`, or the one that `make gazetteer` built. The same object for the same path.

    Raises `WorldError`, with the remedy, where the file is missing, broken, or of an older schema.
    """
    return _opened(path or default_path())


@functools.lru_cache(maxsize=8)
def _opened(path: Path) -> Gazetteer:
    if not path.is_file():
        raise WorldError(f"no gazetteer at {path}: {_REMEDY}")
    gazetteer = Gazetteer(path)
    found = gazetteer._query("PRAGMA user_version", ())[0][0]
    if found != SCHEMA:
        raise WorldError(f"the gazetteer {path} is of schema {found}, not {SCHEMA}: {_REMEDY}")
    return gazetteer


def country_of(name: str) -> str | None:
    """`Gazetteer.country_of` of the gazetteer that `make gazetteer` built. Raises `WorldError` without one."""
    return open_gazetteer().country_of(name)


def country_name(code: str, language: str) -> str:
    """`Gazetteer.country_name` of the gazetteer that `make gazetteer` built. Raises `WorldError` without one."""
    return open_gazetteer().country_name(code, language)


def describe_candidates(name: str, language: str = "en") -> list[dict[str, str | int | float | None]]:
    """A row for each place of this name, as `reportedly places NAME` shows them, common words included.

    "resolves" is "yes" on the row that the name means with nothing else said, "with context" on those that
    need the page's other places. Raises `WorldError` without a gazetteer.
    """
    gazetteer = open_gazetteer()
    chosen = gazetteer.resolve(name)
    bare, _ = split_cue(name)
    readings = gazetteer._by_name(name) or gazetteer._by_name(bare)
    return [
        {
            "name": place.name,
            "kind": place.kind,
            "admin1": place.admin1,
            "country": place.country,
            "country_name": gazetteer.country_name(place.country, language),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "population": place.population,
            "geonames_id": place.id,
            "resolves": "yes" if place == chosen else "with context",
        }
        for place in (reading.place for reading in readings)
    ]
