"""Files, folders and standard input to articles, lazily and in order.

What a file holds is decided by its content; its name decides only where content leaves it open.
Nothing here raises for a bad input: it becomes a `Failure` in its place, and the rest goes on.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from reportedly.gathering.article import Article
from reportedly.gathering.columns import Columns
from reportedly.gathering.decoding import refuse_binary
from reportedly.gathering.guards import MAX_PAGE_BYTES, check_size
from reportedly.gathering.inflating import Inflated, opened
from reportedly.gathering.packed import is_wacz, wacz_articles
from reportedly.gathering.records import Take, array_articles, line_articles, listed_record, mapped_record, own_record
from reportedly.gathering.shapes import Shape, shape_of
from reportedly.gathering.tables import csv_articles, parquet_articles
from reportedly.gathering.webarchives import MARKER, archive_articles
from reportedly.model import Failure
from reportedly.model.errors import EmptyInput, InputError, UnreadableInput

STANDARD_INPUT = "standard input"
HEAD = 65_536
"""Bytes of a file that decide what it is."""


class How(msgspec.Struct, frozen=True):
    """How records of tables become articles."""

    take: Take = own_record
    columns: Columns | None = None


def articles(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, columns: Columns | None = None
) -> Iterator[Article | Failure]:
    """Every article in `paths`, in order: files, folders (sorted, hidden ones skipped), "-" or nothing for
    standard input. What can't be read is a `Failure` in its place; nothing is raised for it.

    `columns` says what the columns of tables in them are.
    """
    how = How() if columns is None else How(functools.partial(mapped_record, columns), columns)
    yield from _all(paths, how, stdin)


def urls_of(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, columns: Columns | None = None
) -> Iterator[Article | Failure]:
    """The pages that tables list, to be fetched: articles with an address and without content, each address once.

    A row without an address of the web is a `Failure`, and so is what is no table.
    """
    how = How(functools.partial(listed_record, columns), columns)
    seen: set[bytes] = set()
    for outcome in _all(paths, how, stdin):
        if isinstance(outcome, Article) and outcome.content:
            yield _failure(outcome.name, UnreadableInput(f"{outcome.name}: a page and no table of addresses; read it"))
        elif isinstance(outcome, Failure):
            yield outcome
        elif (key := hashlib.sha256((outcome.url or "").encode()).digest()) not in seen:
            seen.add(key)
            yield outcome


def _all(paths: Sequence[str], how: How, stdin: BinaryIO | None) -> Iterator[Article | Failure]:
    for path in paths or ["-"]:
        if path == "-" and stdin is None and sys.stdin is None:
            closed = UnreadableInput(f"{STANDARD_INPUT}: it's closed; name files, or send it something")
            yield _failure(STANDARD_INPUT, closed)
        elif path == "-":
            yield from _guarded(stdin or sys.stdin.buffer, STANDARD_INPUT, how)
        else:
            yield from _from_path(path, how)


def _from_path(path: str, how: How) -> Iterator[Article | Failure]:
    name = shown(path)
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        yield _failure(name, UnreadableInput(f"{name}: there is no such file or folder; check the path"))
    except (OSError, ValueError) as error:
        yield _failure(name, _refused(name, error))
    else:
        if stat.S_ISDIR(mode):
            yield from _from_folder(path, how)
        else:
            yield from _from_file(path, how)


def _from_folder(top: str, how: How) -> Iterator[Article | Failure]:
    """The files under `top` by name, each folder once however many links lead to it."""
    seen: set[tuple[int, int]] = set()
    found = 0
    # Depth first with a stack of its own: a deep tree must not end in a RecursionError.
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = Path(path).stat()
            if stat.S_ISDIR(status.st_mode):
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    inside = (p for p in Path(path).iterdir() if not p.name.startswith("."))
                    waiting += sorted(map(str, inside), reverse=True)
                continue
        except OSError as error:
            found += 1
            yield _failure(shown(path), _refused(shown(path), error))
            continue
        if stat.S_ISREG(status.st_mode):
            found += 1
            yield from _from_file(path, how)
    if not found:
        yield _failure(shown(top), EmptyInput(f"{shown(top)}: no files in this folder; give one that holds articles"))


def _from_file(path: str, how: How) -> Iterator[Article | Failure]:
    name = shown(path)
    try:
        file = Path(path).open("rb")  # noqa: SIM115 (closed below)
    except (OSError, ValueError) as error:
        yield _failure(name, _refused(name, error))
        return
    with file:
        yield from _guarded(file, name, how)


def _guarded(file: BinaryIO, name: str, how: How) -> Iterator[Article | Failure]:
    """The articles of an open file; what goes wrong below becomes its last, a failure."""
    try:
        yield from _from_stream(file, name, how)
    except InputError as error:
        yield _failure(name, error)
    except OSError as error:
        yield _failure(name, _refused(name, error))


def _from_stream(file: BinaryIO, name: str, how: How) -> Iterator[Article | Failure]:
    stream = opened(file, name)
    with contextlib.closing(stream):
        head, damage = _head(stream)
        if damage is not None:
            yield _failure(name, damage)
        if not head.strip():
            # White space may fill a buffer; an empty file ends here.
            yield _page(stream, name)
            return
        whole = cast(BinaryIO, stream) if isinstance(stream.raw, Inflated) else file  # to go back in, where that can be
        if is_wacz(whole, head, name):
            yield from wacz_articles(whole, name)
            return
        shape = shape_of(head, name, how.columns)
        if shape not in (Shape.ARCHIVE, Shape.PARQUET):  # whose first bytes may be anything
            refuse_binary(name, head)
        if shape is Shape.LINES:
            yield from line_articles(stream, name, how.take)
        elif shape is Shape.ARRAY:
            yield from array_articles(stream, name, how.take)
        elif shape is Shape.CSV:
            yield from csv_articles(stream, name, how.take, how.columns)
        elif shape is Shape.PARQUET:
            yield from parquet_articles(whole, name, how.take, how.columns)
        elif shape is Shape.ARCHIVE:
            yield from archive_articles(stream, name, head)
        else:
            yield _page(stream, name)


def _head(stream: io.BufferedReader) -> tuple[bytes, InputError | None]:
    """The first bytes; where they are damaged but an archive goes on behind, its first, and what is wrong."""
    try:
        return stream.peek(HEAD), None
    except UnreadableInput as error:
        if not isinstance(stream.raw, Inflated) or not stream.raw.resume(MARKER):
            raise
        return MARKER, error


def _page(stream: io.BufferedReader, name: str) -> Article:
    content = stream.read(MAX_PAGE_BYTES + 1)
    check_size(name, len(content))
    if not content.strip():
        raise EmptyInput(f"{name}: empty; nothing to read in it")
    return Article(name=name, content=content)


def shown(path: str) -> str:
    """A path as messages show it: one line, printable, whatever the file is called."""
    decoded = os.fsencode(path).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in decoded)


def _refused(name: str, error: OSError | ValueError) -> UnreadableInput:
    if isinstance(error, PermissionError):
        return UnreadableInput(f"{name}: no permission to read it; change its permissions or run as its owner")
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreadableInput(f"{name}: can't be read ({' '.join(why.split()).lower()}); check the path and the disk")


def _failure(name: str, error: InputError) -> Failure:
    return Failure.of(name, error)
