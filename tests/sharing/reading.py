"""What a format wrote, read again."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from pyarrow import parquet

from reportedly.model import Dossier
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.given import Given


def files(name: str, dossiers: Iterable[Dossier], given: Given) -> dict[str, bytes]:
    """The files of a format, by name."""
    found: defaultdict[str, bytearray] = defaultdict(bytearray)
    for file in FORMATS[name].make(dossiers, given, lambda _incident, _why: None):
        found[file.name] += b"".join(file.parts)
    return {file: bytes(written) for file, written in found.items()}


def table(written: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns."""
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


def text_of(name: str, written: bytes) -> str:
    """All that somebody can read in a file."""
    if name.endswith("parquet"):
        return str(parquet.read_table(io.BytesIO(written)).to_pylist())
    return written.decode()
