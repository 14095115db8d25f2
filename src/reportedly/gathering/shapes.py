"""What a file is, by its first bytes; by its name only where these leave it open."""

from __future__ import annotations

import enum

from reportedly.gathering.columns import OURS, Columns, folded
from reportedly.gathering.decoding import bom_of

PARQUET = b"PAR1"
_DELIMITERS = (",", ";", "\t", "|")


class Shape(enum.Enum):
    """What a file of articles looks like."""

    LINES = enum.auto()
    ARRAY = enum.auto()
    CSV = enum.auto()
    PARQUET = enum.auto()
    ARCHIVE = enum.auto()
    PAGE = enum.auto()


def shape_of(head: bytes, name: str, columns: Columns | None = None) -> Shape:
    """What a file is. With `columns`, what is nothing else and no HTML is a table."""
    if head.startswith(PARQUET):
        return Shape.PARQUET
    text = head.decode(bom_of(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("WARC/"):
        return Shape.ARCHIVE
    bare = name.casefold().removesuffix(".gz")
    if text.startswith("["):
        inner = text[1:].lstrip()
        if inner.startswith("{") or bare.endswith(".json"):
            return Shape.ARRAY
    if text.startswith("{") and (text[1:].lstrip()[:1] in ('"', "}") or bare.endswith((".json", ".jsonl", ".ndjson"))):
        # An object over several lines is an array of one to the reader below.
        first = text.split("\n", 1)[0].strip()
        return Shape.ARRAY if first in ("{", '{"') and not bare.endswith((".jsonl", ".ndjson")) else Shape.LINES
    if bare.endswith((".jsonl", ".ndjson")):
        return Shape.LINES
    named_csv = bare.endswith((".csv", ".tsv"))
    # A table without our columns must not be read as one page of running text.
    no_html = text[:1] not in ("", "<")
    called = (named_csv or columns is not None) and no_html
    return Shape.CSV if called or delimiter_of(text.split("\n", 1)[0], named_csv=named_csv) else Shape.PAGE


def delimiter_of(first: str, *, named_csv: bool) -> str | None:
    """What parts the columns of a header line; None where the line is no header of articles."""
    for delimiter in _DELIMITERS[:3]:
        names = _names(first, delimiter)
        known = set(OURS).intersection(names)
        if known & {"text", "html"} and (named_csv or (len(known) >= 2 and len(known) >= len(names) / 2)):
            return delimiter
    return None


def mapped_delimiter(first: str, columns: Columns) -> str:
    """What parts the columns of a header line, by how many of the columns in a mapping it shows."""
    wanted = {name for ours in columns.columns for name in columns.theirs(ours)}

    def shown(sign: str) -> tuple[int, int]:
        return len(wanted.intersection(_names(first, sign))), first.count(sign)

    return columns.sign or max(_DELIMITERS, key=shown)


def _names(first: str, delimiter: str) -> list[str]:
    return [folded(name.strip(' "\ufeff\r\n')) for name in first[:20_000].split(delimiter)]
