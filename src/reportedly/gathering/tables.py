"""Articles in tables, one row at a time: CSV and its kin, Parquet."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from resiliparse.parse.encoding import detect_encoding

from reportedly.gathering.article import Article, hash_id
from reportedly.gathering.columns import OURS, Columns, check_once, folded
from reportedly.gathering.decoding import bom_of
from reportedly.gathering.guards import MAX_PAGE_BYTES
from reportedly.gathering.records import Take, article_or_failure, own_record
from reportedly.gathering.shapes import PARQUET, delimiter_of, mapped_delimiter
from reportedly.model import Failure
from reportedly.model.errors import EmptyInput, TooLarge, UnreadableInput

MAX_GROUP = 1 << 30
"""Bytes of the columns taken from one row group of a Parquet file, inflated: it's read at once."""
_HEAD = 1 << 20
_MOST_HEADER = 1 << 20
_MOST_FOOTER = 64 * 1024**2
_MOST_COLUMNS, _ROWS = 10_000, 64


def csv_articles(
    stream: io.BufferedReader, name: str, take: Take = own_record, columns: Columns | None = None
) -> Iterator[Article | Failure]:
    """The articles of a CSV file with a header line; rows are counted by the line that they end on.

    Raises `UnreadableInput` where the header names no column that's looked for, `EmptyInput` where no row follows.
    """
    encoding = columns.encoding if columns and columns.encoding else _encoding_of(stream.peek(_HEAD))
    # Bytes that don't fit are found again in their row; other encodings than those of one byte can't mark them.
    marks = "replace" if "16" in encoding or "32" in encoding else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding=encoding, errors=marks, newline="")
    header, delimiter, lines = _header(text, name, columns)
    csv.field_size_limit(MAX_PAGE_BYTES)
    plain = columns is not None and columns.quotes == "no"
    rows = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    found = False
    while True:
        begin = f"{name}:{lines.number + 1}"
        try:
            row = next(rows)
            if lines.ended and not plain:  # it asks for a line after the last one only inside a field
                raise csv.Error("the file ends inside a field")
        except StopIteration:
            break
        except _TooLong:
            found = True
            too_large = f"more than {MAX_PAGE_BYTES // 1_000_000} MB in one line; split it or leave it out"
            yield Failure.of(begin, TooLarge(f"{name}:{lines.number}: {too_large}"))
            continue
        except csv.Error as error:
            broken = f"{begin}: not CSV from here on ({error}); look for a quotation mark left open"
            yield Failure.of(begin, UnreadableInput(broken))
            return
        if any(row):
            found = True
            yield _row(header, row, f"{name}:{lines.number}", take)
    if not found:
        raise EmptyInput(f"{name}: a header line and no article below it; nothing to read")


def parquet_articles(
    file: BinaryIO, name: str, take: Take = own_record, columns: Columns | None = None
) -> Iterator[Article | Failure]:
    """The articles of a Parquet file, a row group at a time; one that is too large or damaged is a failure.

    Raises `UnreadableInput` where it's no whole Parquet file or lacks a column that's looked for.
    """
    import pyarrow  # a third of a second, for those who have such files
    from pyarrow import parquet

    _check_footer(file, name)
    try:
        table = parquet.ParquetFile(
            file, thrift_string_size_limit=_MOST_FOOTER, thrift_container_size_limit=1_000_000, pre_buffer=False
        )
        header = [str(each) for each in table.schema_arrow.names]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        why = " ".join(str(error).split())[:200]
        raise UnreadableInput(f"{name}: no whole Parquet file ({why}); write it again") from error
    taken = _taken(header, name, columns)
    number = 0
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        where = f"{name}: row group {group + 1} ({rows:,} rows from row {number + 1:,} on)"
        try:
            _check_group(table.metadata.row_group(group), taken, where)
            for batch in table.iter_batches(_ROWS, row_groups=[group], columns=taken, use_threads=False):
                for row in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(batch, row, f"{name}:{number}", take)
        except TooLarge as error:
            yield Failure.of(where, error)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            why = " ".join(str(error).split())[:200]
            yield Failure.of(where, UnreadableInput(f"{where} is damaged ({why}); write the file again"))
        number = sum(table.metadata.row_group(each).num_rows for each in range(group + 1))
    if not number:
        raise EmptyInput(f"{name}: a table without rows; nothing to read")


class _TooLong(Exception):
    """A line is longer than any page may be."""


class _Lines:
    """The lines of a text, how many, and whether somebody has asked for more of them than there are."""

    def __init__(self, text: io.TextIOWrapper, number: int) -> None:
        self._text = text
        self.number = number
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_PAGE_BYTES + 1)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) > MAX_PAGE_BYTES:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(_HEAD)
            raise _TooLong
        return line


def _header(text: io.TextIOWrapper, name: str, columns: Columns | None) -> tuple[list[str], str, _Lines]:
    """The names of the columns, what parts them, and the lines below."""
    if columns is not None and columns.header:
        # Its first line is a row like others: a tab where nothing is said, as in what has no header most often.
        return [folded(each) for each in columns.header], columns.sign or "\t", _Lines(text, 0)
    first = text.readline(_MOST_HEADER).lstrip("\ufeff")
    delimiter = mapped_delimiter(first, columns) if columns else delimiter_of(first, named_csv=True)
    if delimiter is None:
        raise UnreadableInput(
            f"{name}: its first line names no column text or html; add a header line, or say by --columns what its "
            "columns are"
        )
    header = [folded(each) for each in next(csv.reader([first], delimiter=delimiter))]
    _taken(header, name, columns)
    return header, delimiter, _Lines(text, 1)


def _taken(header: list[str], name: str, columns: Columns | None) -> list[str]:
    """The columns, as the file writes them, that are looked for."""
    if len(header) > _MOST_COLUMNS:
        raise TooLarge(f"{name}: {len(header):,} columns, more than {_MOST_COLUMNS:,}; leave out those of no article")
    there = [folded(each) for each in header]
    if columns is not None:
        taken = columns.present(header, name)
    else:
        taken = [each for each in there if each in OURS]
        check_once(there, taken, name)
        if not {"text", "html"} & set(taken):
            raise UnreadableInput(f"{name}: it names no column text or html; say by --columns what its columns are")
    return [each for each in header if folded(each) in taken]


def _row(header: list[str], row: list[str], where: str, take: Take) -> Article | Failure:
    record = dict(zip(header, row, strict=False))
    problem = None
    if any(field.strip() for field in row[len(header) :]):
        # A comma outside quotation marks has cut a field in two: its rest must not be lost in silence.
        problem = f"{len(row)} columns where the header has {len(header)}; put quotation marks around its text"
    elif len(row) < len(header):
        # A line break outside quotation marks may have cut a text in two.
        problem = f"{len(row)} columns where the header has {len(header)}; fill it up, or quote a text of several lines"
    content = json.dumps(record, ensure_ascii=False)
    try:
        raw = content.encode()
    except UnicodeEncodeError:
        problem = "bytes that don't fit its encoding; write the file as UTF-8, or say its encoding by --columns"
        raw = content.encode("utf-8", "replace")
    if problem:
        return Failure.of(hash_id(raw), UnreadableInput(f"{where}: {problem}"))
    return article_or_failure(record, where, raw, take)


def _encoding_of(head: bytes) -> str:
    marked = bom_of(head)
    if marked:
        return marked
    try:
        head[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 8:
            return detect_encoding(head) or "cp1252"
    return "utf-8"


def _check_footer(file: BinaryIO, name: str) -> None:
    """Raises `TooLarge` before a list of columns and row groups is read that no table needs."""
    if not file.seekable():
        raise UnreadableInput(f"{name}: a Parquet file can't be read from a pipe or from gzip; give it as a file")
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - 8, 0))
    tail = file.read(8)
    if len(tail) < 8 or tail[4:] != PARQUET:
        raise UnreadableInput(f"{name}: the Parquet file breaks off; write it again")
    if struct.unpack("<L", tail[:4])[0] > _MOST_FOOTER:
        raise TooLarge(f"{name}: its list of columns has more than {_MOST_FOOTER // 1024**2} MB; write it in parts")


def _check_group(group: Any, taken: list[str], where: str) -> None:
    chunks = (group.column(each) for each in range(group.num_columns))
    size = sum(each.total_uncompressed_size for each in chunks if each.path_in_schema.split(".")[0] in taken)
    if size > MAX_GROUP:
        raise TooLarge(f"{where} has more than {MAX_GROUP // 1024**3} GiB; write the file in smaller row groups")


def _parquet_row(batch: Any, row: int, where: str, take: Take) -> Article | Failure:
    record: dict[str, object] = {}
    try:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            record[name] = _plain(column[row].as_py())
    except (ValueError, OverflowError) as error:
        return Failure.of(where, UnreadableInput(f"{where}: a cell can't be understood ({error}); write it as text"))
    raw = repr(sorted(record.items())).encode("utf-8", "replace")
    return article_or_failure(record, where, raw, take)


def _plain(value: object) -> object:
    """A cell as JSON would have it."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.decode() if isinstance(value, bytes) else value
