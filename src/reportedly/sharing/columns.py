"""Tables with columns that others have laid down: each column with what fills it, in code and in words beside it."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from reportedly.model import Dossier
from reportedly.sharing.given import Given, LeftOut, chosen
from reportedly.sharing.listing import neutral

Cell = str | int | float | list[str] | datetime.date | None
"""What a cell holds; lists are joined by semicolons, yes is 1 and no is 0."""
_JOINS = "; "
Case = TypeVar("Case")


class Column(msgspec.Struct, Generic[Case], frozen=True):
    """A column. `rule` says in words what fills it, or why it stays empty; `fields` are those of ours that do.

    `value` gives the cell; None leaves the column empty. `hxl` is its tag of the Humanitarian Exchange Language.
    """

    name: str
    rule: str
    fields: str = ""
    value: Callable[[Case], Cell] | None = None
    hxl: str = ""


class Table(msgspec.Struct, Generic[Case], frozen=True):
    """A table: its columns, and of a dossier the cases that are its rows, or why it has none."""

    columns: tuple[Column[Case], ...]
    cases: Callable[[Dossier], Iterable[Case] | str]

    def lines(self, dossiers: Iterable[Dossier], given: Given, left_out: LeftOut) -> Iterator[bytes]:
        """The head, then the rows of each dossier that may go out; what has none is left out."""
        yield from head(self.columns, hxl=given.hxl)
        for dossier in chosen(dossiers, given, left_out):
            found = self.cases(dossier)
            if isinstance(found, str):
                left_out(dossier.incident, found)
            else:
                yield from (row(self.columns, case) for case in found)


def head(columns: Sequence[Column[Case]], *, hxl: bool) -> Iterator[bytes]:
    """The line of the columns' names and, where it's wanted, that of their tags."""
    yield line([column.name for column in columns])
    if hxl:
        yield line([column.hxl for column in columns])


def row(columns: Sequence[Column[Case]], case: Case) -> bytes:
    """The line of one case."""
    return line([column.value(case) if column.value else None for column in columns])


def line(cells: Iterable[Cell]) -> bytes:
    """One line as RFC 4180 has it (CRLF), UTF-8; texts that a spreadsheet would compute are made plain."""
    return lines([cells])


def lines(rows: Iterable[Iterable[Cell]]) -> bytes:
    """A line for each row."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(
        [cell if cell is None or type(cell) is int else _written(cell) for cell in cells] for cells in rows
    )
    return written.getvalue().encode("utf-8", "replace")


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, list):
        return neutral(_JOINS.join(cell))
    return cell.isoformat() if isinstance(cell, (datetime.date, datetime.datetime)) else cell


def plain(text: str | None) -> str | None:
    """A text as a cell has it: white space, line ends among it, is one blank."""
    return " ".join(text.split()) if text else None


def joined(texts: Iterable[str | None], by: str = "; ") -> str | None:
    """The texts, each once, in their order; what joins them is no part of any."""
    own = by.strip()
    found = [" ".join(text.replace(own, ",").split()) for text in texts if text]
    return by.join(dict.fromkeys(text for text in found if text)) or None
