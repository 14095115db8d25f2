"""Make the gazetteer: `python -m reportedly.world.building [--geonames FILE [--alternate FILE]]`.

Written to a temporary file beside the target and renamed, so that a reader never opens half of one.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from reportedly.model.errors import WorldError
from reportedly.world import place_sources
from reportedly.world.place import KINDS, PLAIN, WEAK
from reportedly.world.place_exonyms import Exonym, add_exonyms, degrees
from reportedly.world.place_filter import filter_bits
from reportedly.world.place_fold import fold_place
from reportedly.world.place_noise import judge_name, script_of
from reportedly.world.place_sources import RawPlace
from reportedly.world.places import SCHEMA, default_path

_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,      -- GeoNames id; negative for places that only our own list knows
    name TEXT NOT NULL,
    country TEXT NOT NULL,       -- ISO 3166 alpha-2
    admin1 INTEGER,              -- place.id of the first-level division
    admin1_code TEXT NOT NULL,   -- GeoNames' code of it within the country
    latitude INTEGER,            -- ten-thousandths of a degree, WGS 84; of a division, the mean of its towns
    longitude INTEGER,
    population INTEGER NOT NULL,
    kind INTEGER NOT NULL        -- index in places.KINDS
);
CREATE TABLE label (place_id INTEGER, language TEXT, name TEXT, PRIMARY KEY (place_id, language)) WITHOUT ROWID;
CREATE TABLE name_filter (bits BLOB);   -- see place_filter.py
CREATE TABLE raw_name (folded TEXT, place_id INTEGER, arabic INTEGER, standing INTEGER);
"""
_NAME_TABLE = """
CREATE TABLE name (
    folded TEXT, place_id INTEGER, arabic INTEGER, standing INTEGER,   -- arabic: 1, Latin: 0; standing: see places.py
    PRIMARY KEY (folded, place_id)
) WITHOUT ROWID;
INSERT INTO name SELECT folded, place_id, arabic, min(standing) FROM raw_name GROUP BY folded, place_id;
DROP TABLE raw_name;
"""
_JOIN_ADMIN1 = """
CREATE INDEX admin1_of_code ON place (country, admin1_code) WHERE kind = 1;
UPDATE place SET admin1 = (
    SELECT a.id FROM place a WHERE a.kind = 1 AND a.country = place.country AND a.admin1_code = place.admin1_code
) WHERE kind != 0 AND admin1_code != '';
DROP INDEX admin1_of_code;
CREATE TEMP TABLE middle AS
    SELECT admin1 AS id,
        CAST(avg(latitude) AS INTEGER) AS lat,
        CAST(avg(longitude) AS INTEGER) AS lon
    FROM place WHERE kind = 3 GROUP BY admin1;
UPDATE place SET latitude = m.lat, longitude = m.lon FROM middle m WHERE place.id = m.id AND place.latitude IS NULL;
DROP TABLE middle;
-- A district that's called like a town within it says no more than the town, and there are twenty thousand.
CREATE INDEX name_of_place ON name (place_id);
CREATE TEMP TABLE twin AS
    SELECT d.id FROM place d WHERE d.kind = 2 AND d.country NOT IN ('PS', 'FR') AND EXISTS (
        SELECT 1 FROM name n JOIN name m ON m.folded = n.folded JOIN place t ON t.id = m.place_id
        WHERE n.place_id = d.id AND t.kind = 3 AND t.admin1 = d.admin1
    );
DELETE FROM name WHERE place_id IN (SELECT id FROM twin);
DELETE FROM place WHERE id IN (SELECT id FROM twin);
DROP INDEX name_of_place;
DROP TABLE twin;
"""
_BATCH = 5000


class Built(NamedTuple):
    """How many names a gazetteer holds, and the entries of `exonyms.yml` that name no place in it."""

    names: int
    lost: list[Exonym]


def build(target: Path, *, dump: Path | None = None, alternates: Path | None = None, base: bool = True) -> Built:
    """Write the gazetteer to `target` and say what became of it.

    `dump` and `alternates` are GeoNames downloads that extend it; with `base` False they're all there is.
    Raises `WorldError` where a source is missing or broken; `target` is then left as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch_name = tempfile.mkstemp(prefix=".gazetteer-", suffix=".sqlite", dir=target.parent)
    os.close(handle)
    scratch = Path(scratch_name)
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as db:
            built = _fill(db, _sources(dump, base=base), alternates)
        scratch.chmod(0o644)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
    return built


def _sources(dump: Path | None, *, base: bool) -> Iterator[RawPlace]:
    parts: list[Iterable[RawPlace]] = []
    if base:
        parts += [place_sources.countries(), place_sources.subdivisions(), place_sources.towns()]
    if dump is not None:
        parts.append(place_sources.geonames_dump(dump))
    return chain.from_iterable(parts)


def _fill(db: sqlite3.Connection, places: Iterable[RawPlace], alternates: Path | None) -> Built:
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;" + _TABLES)
    db.execute("BEGIN")
    _add_places(db, places)
    if alternates is not None:
        _add_alternates(db, alternates)
    db.execute("COMMIT")
    db.executescript("BEGIN;" + _NAME_TABLE + _JOIN_ADMIN1 + "COMMIT;")
    db.execute("BEGIN")
    lost = add_exonyms(db)
    bits = filter_bits(name for (name,) in db.execute("SELECT folded FROM name"))
    db.execute("INSERT INTO name_filter VALUES (?)", (bits,))
    db.execute("COMMIT")
    db.executescript(f"PRAGMA user_version = {SCHEMA}; ANALYZE; VACUUM;")
    (count,) = db.execute("SELECT count(*) FROM name").fetchone()
    return Built(int(count), lost)


def _add_places(db: sqlite3.Connection, places: Iterable[RawPlace]) -> None:
    rows: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int, int]] = []
    for place in places:
        rows.append(
            (place.id, place.name, place.country, None, place.admin1, degrees(place.latitude),
             degrees(place.longitude), place.population, KINDS.index(place.kind))
        )  # fmt: skip
        names += _kept_names(place)
        for language, label in place.labels.items():
            db.execute("INSERT OR IGNORE INTO label VALUES (?, ?, ?)", (place.id, language, label))
        if len(rows) >= _BATCH:
            _flush(db, rows, names)
    _flush(db, rows, names)


def _flush(db: sqlite3.Connection, rows: list[tuple[object, ...]], names: list[tuple[str, int, int, int]]) -> None:
    # A dump's place replaces the same one of the base, whose names then join its own.
    db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO raw_name VALUES (?, ?, ?, ?)", names)
    rows.clear()
    names.clear()


def _kept_names(place: RawPlace) -> Iterator[tuple[str, int, int, int]]:
    seen: set[str] = set()
    for index, name in enumerate(chain((place.name,), place.names)):
        folded = fold_place(name)
        if folded in seen:
            continue
        own = index == 0 or place.kind == "country" or name in place.labels.values()
        verdict = judge_name(name, folded, primary=own)
        if verdict != "drop":
            seen.add(folded)
            yield folded, place.id, int(script_of(name) == "A"), WEAK if verdict == "weak" else PLAIN


def _add_alternates(db: sqlite3.Connection, path: Path) -> None:
    kinds = dict(db.execute("SELECT id, kind FROM place"))
    for number, language, name in place_sources.geonames_alternates(path):
        if number not in kinds:
            continue
        folded = fold_place(name)
        if judge_name(name, folded, primary=False) != "keep":
            continue
        db.execute("INSERT INTO raw_name VALUES (?, ?, ?, 0)", (folded, number, int(script_of(name) == "A")))
        if language and kinds[number] <= KINDS.index("admin1"):
            db.execute("INSERT OR IGNORE INTO label VALUES (?, ?, ?)", (number, language, name))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns 0 when built, 1 when a source is missing or broken."""
    parser = argparse.ArgumentParser(prog="python -m reportedly.world.building", description=__doc__)
    parser.add_argument("--geonames", type=Path, metavar="FILE", help="a GeoNames dump, .zip or .txt, that extends it")
    parser.add_argument("--alternate", type=Path, metavar="FILE", help="GeoNames' alternateNamesV2.zip")
    parser.add_argument("--output", type=Path, default=default_path(), metavar="FILE", help="where to write it")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        built = build(options.output, dump=options.geonames, alternates=options.alternate)
    except WorldError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201  a command speaks on standard error
        return 1
    for entry in built.lost:
        print(f"warning: exonyms.yml, {entry.country}: no place is called {entry.names[0]!r}", file=sys.stderr)  # noqa: T201
    size = options.output.stat().st_size / 1e6
    seconds = time.monotonic() - started
    print(f"{options.output}: {built.names:,} names, {size:.1f} MB, {seconds:.0f} s", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
