"""Our own tables as files: Parquet, CSV, JSON Lines; with the last two the JSON Schema beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.columns import lines
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.grouped import Grouped, arrow_type
from reportedly.sharing.native import rows
from reportedly.sharing.native_tables import TABLES, Kind, Table, schema

SCHEMA = "tables.schema.json"
"""The file with the JSON Schema of the tables."""

_AT_ONCE = 512  # rows that are written together
_GROUP = 8_192  # rows of a group in Parquet
_JSONL = msgspec.json.Encoder()

Ending = Literal["parquet", "csv", "jsonl"]


def native_parquet(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A Parquet file for each table, typed."""
    yield from native(dossiers, given, left_out, {"parquet": ""})


def native_csv(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A CSV file for each table; lists are joined by semicolons, yes is 1 and no is 0."""
    yield from native(dossiers, given, left_out, {"csv": ""})


def native_jsonl(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A JSON Lines file for each table, and the JSON Schema of their lines."""
    yield from native(dossiers, given, left_out, {"jsonl": ""})


def native(
    dossiers: Iterable[Dossier], given: Given, left_out: LeftOut, folders: Mapping[Ending, str]
) -> Iterator[File]:
    """The tables in several kinds of files at once, each kind in the folder that is given for its ending.

    The files are written side by side, some rows of each at a time: a table may be of any length.
    """
    made = {table.name: _Written(table, folders) for table in TABLES}
    for table in made.values():
        yield from table.head()
    for name, values in rows(dossiers, given, left_out):
        yield from made[name].add(values)
    for table in made.values():
        yield from table.foot()
    if "jsonl" in folders:
        described = msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
        yield File(f"{folders['jsonl']}{SCHEMA}", [described])


class _Written:
    """One table, being written."""

    def __init__(self, table: Table, folders: Mapping[Ending, str]) -> None:
        self._types = {field.name: field.kind for field in table.fields}
        self._blank = {field.name: cell(field.kind, None) for field in table.fields}
        self._never_empty = [name for name, blank in self._blank.items() if blank is not None]
        self._waiting: list[dict[str, Any]] = []
        self._group: list[dict[str, Any]] = []
        self._files = {ending: f"{folder}{table.name}.{ending}" for ending, folder in folders.items()}

    def head(self) -> Iterator[File]:
        for ending, name in self._files.items():
            yield File(name, [lines([self._blank])] if ending == "csv" else [])
        if "parquet" in self._files:
            self._typed = Grouped({name: arrow_type(kind) for name, kind in self._types.items()})

    def add(self, values: dict[str, Any]) -> Iterator[File]:
        """A row more."""
        row = self._blank | values
        for name in self._never_empty:
            if row[name] is None:
                row[name] = self._blank[name]
        self._waiting.append(row)
        if len(self._waiting) == _AT_ONCE:
            yield from self._written()

    def foot(self) -> Iterator[File]:
        yield from self._written()
        if name := self._files.get("parquet"):
            yield File(name, [*self._grouped(), self._typed.end()])

    def _written(self) -> Iterator[File]:
        some, self._waiting = self._waiting, []
        for ending, name in self._files.items():
            if ending == "csv":
                yield File(name, [lines(row.values() for row in some)])
            elif ending == "jsonl":
                yield File(name, [_JSONL.encode_lines(some)])
            else:
                self._group += some
                yield File(name, self._grouped() if len(self._group) >= _GROUP else [])

    def _grouped(self) -> Iterator[bytes]:
        some, self._group = self._group, []
        if some:
            yield self._typed.rows([[row[name] for row in some] for name in self._types])


def cell(kind: Kind, value: Any) -> Any:
    """The value; of one that a row doesn't give what stands for that."""
    if value is not None:
        return value
    return [] if kind == "texts" else False if kind == "yes_no" else None
