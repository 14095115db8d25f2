"""Parquet by groups of rows, so that a table of any length is written without being held in memory."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from reportedly.sharing.native_tables import Kind


def arrow_type(kind: Kind) -> Any:
    """The type of a column in Arrow and Parquet."""
    import pyarrow as pa

    types = {
        "text": pa.string(), "texts": pa.list_(pa.string()), "whole": pa.int64(), "number": pa.float64(),
        "yes_no": pa.bool_(), "day": pa.date32(), "time": pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    return types[kind]


class Grouped:
    """A Parquet file that is being written: what it gives, one after the other, are its bytes."""

    def __init__(self, types: Mapping[str, Any]) -> None:
        import pyarrow as pa

        self._shape, self._sink = pa.schema(list(types.items())), _Sink()
        self._writer: Any = None

    def rows(self, columns: Sequence[Sequence[Any]]) -> bytes:
        """A group of rows, by their columns."""
        import pyarrow as pa
        from pyarrow import parquet

        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._sink, self._shape, compression="zstd")
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._shape, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=self._shape))
        return self._sink.taken()

    def end(self) -> bytes:
        """What ends the file."""
        begun = b"" if self._writer else self.rows([[] for _ in self._shape])
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
