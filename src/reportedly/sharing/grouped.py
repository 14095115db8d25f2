"""Parquet by groups of rows, so that a table of any length is written without being held in memory."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from reportedly.sharing.native_tables import Kind


def arrow_type(kind: Kind | Literal["bytes"]) -> Any:
    """The type of a column in Arrow and Parquet."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "whole": pa.int64(), "number": pa.float64(),
        "yes_no": pa.bool_(), "day": pa.date32(), "time": pa.timestamp("us", tz="UTC"), "bytes": pa.binary(),
    }  # fmt: skip
    return types[kind]


class Grouped:
    """A Parquet file that is being written: what it gives, one after the other, are its bytes.

    Without `schema` Arrow's own description isn't in it: readers of Arrow would take what is told about the file from
    there, and that is written first.
    """

    def __init__(self, types: Mapping[str, Any], *, schema: bool = True) -> None:
        import pyarrow as pa

        self._shape, self._sink, self._schema = pa.schema(list(types.items())), _Sink(), schema
        self._writer: Any = None

    def rows(self, columns: Sequence[Sequence[Any]]) -> bytes:
        """A group of rows, by their columns."""
        import pyarrow as pa
        from pyarrow import parquet

        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._sink, self._shape, compression="zstd", store_schema=self._schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._shape, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=self._shape))
        return self._sink.taken()

    def end(self, about: Mapping[str, bytes] | None = None) -> bytes:
        """What ends the file, with what is told about it."""
        begun = b"" if self._writer else self.rows([[] for _ in self._shape])
        if about:
            self._writer.add_key_value_metadata(dict(about))
        self._writer.close()
        return begun + self._sink.taken()


class _Sink(io.RawIOBase):
    """Takes what is written until it's asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        self._size += len(self._parts[-1])
        return len(self._parts[-1])

    def tell(self) -> int:
        return self._size

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        found = b"".join(self._parts)
        self._parts.clear()
        return found
