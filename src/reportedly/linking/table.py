"""Evidence as a table that DuckDB reads, and the candidate pairs in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from reportedly.linking import meaning
from reportedly.linking.comparing import MACROS
from reportedly.linking.evidence import Evidence
from reportedly.linking.keys import UNPLACED, keys_of
from reportedly.linking.wording import length_of

_SCHEMA = pa.schema([
    ("n", pa.int64()), ("fresh", pa.bool_()), ("report", pa.string()), ("language", pa.string()),
    ("published", pa.int32()),
    ("first", pa.int32()), ("last", pa.int32()), ("dated", pa.bool_()), ("country", pa.string()),
    ("admin1", pa.string()), ("place", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64()),
    ("killed_low", pa.int64()), ("killed_best", pa.int64()), ("killed_high", pa.int64()),
    ("injured_low", pa.int64()), ("injured_best", pa.int64()), ("injured_high", pa.int64()),
    ("sub_type", pa.string()), ("actors", pa.list_(pa.string())), ("names", pa.list_(pa.string())),
    ("words", pa.list_(pa.int64())), ("proper", pa.list_(pa.int64())), ("lead", pa.list_(pa.int64())),
    ("words_length", pa.float64()), ("proper_length", pa.float64()), ("aside", pa.bool_()),
])  # fmt: skip
COLUMNS = (*_SCHEMA.names, "meaning")
_MOST = 2**62  # a toll beyond this is no toll; SQL's integers end soon behind it
_KEYS = pa.schema(
    [
        ("n", pa.int64()),
        ("key", pa.string()),
        ("report", pa.int64()),
        ("fresh", pa.bool_()),
        ("placed", pa.bool_()),
        ("language", pa.string()),
    ]
)
# Only of keys: with tellings in it, the join is planned as each telling with each other
_SHARE_A_KEY = (
    "from keys a join keys b on a.key = b.key and a.n < b.n where a.report <> b.report and (a.fresh or b.fresh)"
    " and not (a.placed and b.placed) and (a.language is null or a.language <> b.language)"
)


def opened(new: Sequence[Evidence], old: Sequence[Evidence]) -> duckdb.DuckDBPyConnection:
    """A database in memory with `tellings` (a row each, `n` their index), `keys` and `candidates` (`l` < `r`).

    Candidates are of two reports, share a key, and one of them at least is new.
    """
    connection = duckdb.connect(config={"threads": 1})  # sums of floats stay the same on every machine
    for macro in MACROS:
        connection.execute(f"create macro {macro}")
    everything = [*new, *old]
    connection.register(
        "given", pa.Table.from_pylist([_row(n, e, n < len(new)) for n, e in enumerate(everything)], _SCHEMA)
    )
    connection.execute("create table tellings as select * from given")
    connection.register("given_keys", _keys(everything, len(new)))
    connection.execute(
        "create table keys as select n, hash(key) as key, report, fresh, placed, language from given_keys"
    )
    connection.execute(f"create table candidates as select distinct a.n as l, b.n as r {_SHARE_A_KEY}")
    _add_meanings(connection, everything)
    return connection


def _keys(everything: Sequence[Evidence], fresh: int) -> pa.Table:
    """A row for each key of each telling; the first `fresh` tellings are new."""
    keys = [keys_of(evidence) for evidence in everything]
    numbers: dict[str, int] = {}
    reports = [numbers.setdefault(evidence.report, len(numbers)) for evidence in everything]
    named = [(n, key) for n, its in enumerate(keys) for key in its]
    each = [n for n, _ in named]
    return pa.table(
        {
            "n": each,
            "key": [key for _, key in named],
            "report": [reports[n] for n in each],
            "fresh": [n < fresh for n in each],
            # these two hold for keys of country and day alone
            "placed": [key.startswith(UNPLACED) and everything[n].latitude is not None for n, key in named],
            "language": [everything[n].language or "" if key.startswith(UNPLACED) else None for n, key in named],
        },
        _KEYS,
    )


def _row(n: int, evidence: Evidence, fresh: bool) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(evidence, name, None) for name in _SCHEMA.names}
    for outcome, toll in (("killed", evidence.killed), ("injured", evidence.injured)):
        for bound, number in zip(("low", "best", "high"), toll, strict=True):
            row[f"{outcome}_{bound}"] = number if number is not None and abs(number) < _MOST else None
    lengths = {"words_length": length_of(evidence.words), "proper_length": length_of(evidence.proper)}
    return {**row, **lengths, "n": n, "fresh": fresh}


def _add_meanings(connection: duckdb.DuckDBPyConnection, everything: Sequence[Evidence]) -> None:
    """The vectors of those that are compared across languages; the others need none, and a vector takes time."""
    across = connection.execute(
        "select distinct unnest([l, r]) as n from candidates join tellings a on a.n = l join tellings b on b.n = r"
        " where a.language <> b.language order by n"
    ).fetchall()
    wanted = [n for (n,) in across] if meaning.can_tell_meaning() else []
    gists = sorted({everything[n].gist for n in wanted})  # an agency's text begins many reports
    meanings = dict(zip(gists, meaning.meanings(gists), strict=True))
    vectors = [meanings[everything[n].gist] for n in wanted]
    told = pa.table({"n": pa.array(wanted, pa.int64()), "meaning": pa.array(vectors, pa.list_(pa.float32()))})
    connection.register("given_meanings", told)
    connection.execute("create table meanings as select * from given_meanings")
    connection.execute("create table compared as select t.*, m.meaning from tellings t left join meanings m using (n)")
