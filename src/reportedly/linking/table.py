"""Evidence as a table that DuckDB reads, and the candidate pairs in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from reportedly.linking.comparing import MACROS, OF_PAIR
from reportedly.linking.evidence import Evidence
from reportedly.linking.keys import ACROSS, DEGREES, LASTING, LASTING_ALONE, UNDATED, UNPLACED, keys_of
from reportedly.linking.likeness import Alike, Texts, town_of
from reportedly.linking.wording import WEIGHT_BITS, weight_of

_SCHEMA = pa.schema([
    ("n", pa.int64()), ("fresh", pa.bool_()), ("report", pa.int64()), ("language", pa.string()),
    ("published", pa.int32()),
    ("first", pa.int32()), ("last", pa.int32()), ("dated", pa.bool_()), ("country", pa.string()),
    ("admin1", pa.string()), ("place", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64()),
    ("killed_low", pa.int64()), ("killed_best", pa.int64()), ("killed_high", pa.int64()),
    ("injured_low", pa.int64()), ("injured_best", pa.int64()), ("injured_high", pa.int64()),
    ("taken", pa.int64()), ("sides", pa.list_(pa.string())), ("roles", pa.list_(pa.string())),
    ("hours", pa.list_(pa.string())), ("struck", pa.list_(pa.string())),
    ("spelt", pa.list_(pa.int64())), ("rarity", pa.int32()),
    ("sub_type", pa.string()), ("actors", pa.list_(pa.string())), ("names", pa.list_(pa.string())),
    ("lead", pa.list_(pa.int64())), ("capitals", pa.bool_()), ("aside", pa.bool_()),
])  # fmt: skip
COLUMNS = tuple(_SCHEMA.names)
_RARE_IN_PLACE = 45  # weight of a word that two places of one name share: no "road", no "east"
_MOST = 2**62  # a toll beyond this is no toll; SQL's integers end soon behind it
_KEYS = pa.schema([("n", pa.int64()), ("key", pa.string())])


def _begins(*starts: str) -> str:
    return "(" + " or ".join(f"starts_with(key, '{start}')" for start in starts) + ")"


# With what decides whether two that share it are candidates: coordinates where the key says no more than the country,
# the language for keys across. Of a key its hash is enough
_KEYS_OF_TELLINGS = (
    "select n, hash(key) as key, report, fresh, published,"  # noqa: S608
    f" {_begins(*LASTING)} as lasting, {_begins(UNDATED)} as undated,"
    f" if({_begins(*UNPLACED)}, latitude, null) as latitude,"
    f" if({_begins(*UNPLACED)}, longitude, null) as longitude,"
    f" if({_begins(ACROSS)}, coalesce(language, ''), null) as language"
    " from given join tellings using (n)"
)
_BLOCKED = pa.schema([
    ("join_key_l", pa.int64()), ("join_key_r", pa.int64()),
    (OF_PAIR, pa.struct([(name, pa.float64()) for name in Alike._fields])),
])  # fmt: skip
# Only of keys: with tellings in it, the join is planned as each telling with each other
_CANDIDATES = (
    "select l, r from (select a.n as l, b.n as r, count(*) as shared,"  # noqa: S608
    f" bool_or(not a.lasting or abs(a.published - b.published) <= {LASTING_ALONE}) as near"
    " from keys a join keys b on a.key = b.key and a.n < b.n where a.report <> b.report and {which}"
    f" and not coalesce(greatest(abs(a.latitude - b.latitude), abs(a.longitude - b.longitude)) > {DEGREES}, false)"
    " and (a.language is null or a.language <> b.language)"
    " and not (a.undated and a.published is not null and b.published is not null) group by all)"
    " where near or shared > 1"
)
_AT_ONCE = 5_000  # tellings laid out at a time: one has some sixty keys


class Table(NamedTuple):
    """A database in memory, and the texts of the tellings in it.

    `tellings` has a row for each, `n` its number; `candidates` the pairs to be compared (`l` < `r`): of two reports,
    sharing a key, one of them at least new, or one new and one old; `blocked` those pairs that are being compared.
    """

    connection: duckdb.DuckDBPyConnection
    texts: Texts

    def block(self, source: str, start: int, most: int) -> None:
        """Puts the pairs of a table, from the row `start` on, into `blocked`, in Splink's names."""
        query = f"select l, r from {source} where rowid >= {start} and rowid < {start + most}"  # noqa: S608
        sides = self.connection.sql(query).to_arrow_table()
        couples = list(zip(*(side.to_pylist() for side in sides.columns), strict=True))
        alike = [pa.array(shares, pa.float64()) for shares in self.texts.alike(couples)]
        columns = [*sides.columns, pa.StructArray.from_arrays(alike, fields=list(_BLOCKED.field(OF_PAIR).type))]
        self.connection.register("given", pa.Table.from_arrays(columns, schema=_BLOCKED))
        self.connection.execute("create or replace table blocked as select * from given")


def opened(new: Sequence[Evidence], old: Sequence[Evidence], *, between: bool = False) -> Table:
    """The tellings in a table, with their candidates; where `between`, new ones with old ones alone."""
    connection = duckdb.connect(config={"threads": 1})  # sums of floats stay the same on every machine
    connection.register("given", _BLOCKED.empty_table())
    connection.execute("create table blocked as select * from given")
    for macro in MACROS:
        connection.execute(f"create macro {macro}")
    everything = [*new, *old]
    _lay_out(connection, everything, len(new))
    which = "(a.fresh <> b.fresh)" if between else "(a.fresh or b.fresh)"
    connection.execute(f"create table candidates as {_CANDIDATES.format(which=which)}")
    connection.execute("drop table keys")
    across = connection.execute(
        "select distinct unnest([l, r]) as n from candidates join tellings a on a.n = l join tellings b on b.n = r"
        " where a.language <> b.language"
    ).fetchall()
    return Table(connection, Texts(everything, {n for (n,) in across}))


def _lay_out(connection: duckdb.DuckDBPyConnection, everything: Sequence[Evidence], fresh: int) -> None:
    """Makes `tellings`, and `keys` with a row for each key of each; the first `fresh` tellings are new."""
    connection.register("given", _SCHEMA.empty_table())
    connection.execute("create table tellings as select * from given")
    connection.register("given", _KEYS.empty_table())
    connection.execute(f"create table keys as {_KEYS_OF_TELLINGS}")
    reports: dict[str, int] = {}
    for start in range(0, len(everything), _AT_ONCE):
        part = list(enumerate(everything[start : start + _AT_ONCE], start))
        rows = [_row(n, each, reports.setdefault(each.report, len(reports)), n < fresh) for n, each in part]
        connection.register("given", pa.Table.from_pylist(rows, _SCHEMA))
        connection.execute("insert into tellings select * from given")
        keys = [keys_of(evidence) for _, evidence in part]
        numbers = [n for (n, _), own in zip(part, keys, strict=True) for _ in own]
        given = {"n": numbers, "key": list(chain.from_iterable(keys))}
        connection.register("given", pa.Table.from_pydict(given, _KEYS))
        connection.execute(f"insert into keys {_KEYS_OF_TELLINGS}")


def _row(n: int, evidence: Evidence, report: int, fresh: bool) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(evidence, name, None) for name in COLUMNS}
    row["taken"] = evidence.taken if evidence.taken is not None and evidence.taken < _MOST else None
    for outcome, toll in (("killed", evidence.killed), ("injured", evidence.injured)):
        for bound, number in zip(("low", "best", "high"), toll, strict=True):
            row[f"{outcome}_{bound}"] = number if number is not None and abs(number) < _MOST else None
    town = town_of(evidence)
    spelt = [word >> WEIGHT_BITS for word in town if weight_of(word) >= _RARE_IN_PLACE]
    rarity = max(map(weight_of, town), default=0)
    capitals = len(evidence.proper) > 0
    return {**row, "n": n, "report": report, "fresh": fresh, "capitals": capitals, "spelt": spelt, "rarity": rarity}
