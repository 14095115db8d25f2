"""Our own tables as files: Parquet, CSV, JSON Lines; with the last two the JSON Schema beside them."""

from __future__ import annotations

import datetime
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.columns import line
from reportedly.sharing.given import File, Given, LeftOut
from reportedly.sharing.native import rows
from reportedly.sharing.native_tables import TABLES, Kind, Table, schema

SCHEMA = "tables.schema.json"
"""The file with the JSON Schema of the tables."""

_JOINS = "; "


def native_parquet(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A Parquet file for each table, typed."""
    yield from _files(dossiers, given, left_out, "parquet", _parquet)


def native_csv(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A CSV file for each table; lists are joined by semicolons, yes is 1 and no is 0."""
    yield from _files(dossiers, given, left_out, "csv", _csv)


def native_jsonl(dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[File]:
    """A JSON Lines file for each table, and the JSON Schema of their lines."""
    yield from _files(dossiers, given, left_out, "jsonl", _jsonl)
    yield File(SCHEMA, [msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"])


def _files(
    dossiers: Iterable[Dossier],
    given: Given,
    left_out: LeftOut,
    ending: str,
    written: Callable[[Table, list[dict[str, Any]]], Iterable[bytes]],
) -> Iterator[File]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(dossiers, given, left_out):
        found[row.table].append(row.values)
    for table in TABLES:
        yield File(f"{table.name}.{ending}", written(table, found[table.name]))


def arrow_type(kind: Kind) -> Any:
    """The type of a column in Arrow and Parquet."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "whole": pa.int64(), "number": pa.float64(),
        "yes_no": pa.bool_(), "day": pa.date32(), "time": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    return types[kind]


def cell(kind: Kind, value: Any) -> Any:
    """The value; of one that a row doesn't give what stands for that."""
    if value is not None:
        return value
    return [] if kind == "texts" else False if kind == "yes_no" else None


def _jsonl(table: Table, found: list[dict[str, Any]]) -> Iterator[bytes]:
    for values in found:
        row = {field.name: cell(field.kind, values.get(field.name)) for field in table.fields}
        yield msgspec.json.encode(row) + b"\n"


def _csv(table: Table, found: list[dict[str, Any]]) -> Iterator[bytes]:
    yield line([field.name for field in table.fields])
    for values in found:
        yield line([_in_csv(cell(field.kind, values.get(field.name))) for field in table.fields])


def _in_csv(value: Any) -> str | int | float | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return _JOINS.join(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value  # type: ignore[no-any-return]


def _parquet(table: Table, found: list[dict[str, Any]]) -> Iterator[bytes]:
    import pyarrow as pa
    from pyarrow import parquet

    shape = pa.schema([pa.field(field.name, arrow_type(field.kind)) for field in table.fields])
    columns = [
        pa.array([cell(field.kind, values.get(field.name)) for values in found], arrow_type(field.kind))
        for field in table.fields
    ]
    written = io.BytesIO()
    parquet.write_table(pa.table(columns, schema=shape), written, compression="zstd")
    yield written.getvalue()
