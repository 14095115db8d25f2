"""A release's tables read back: bounded, whatever whoever wrote them meant to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec

from reportedly.model.errors import ReportedlyError
from reportedly.sharing.native_tables import TABLES, Field, Kind, Table

LONGEST_LINE = 10_000_000
"""Bytes of a row: of ours none comes near it."""
_ROWS = 50_000_000


class NotARelease(ReportedlyError):
    """What was given is no release, or one that this program can't read; the message names the file and the line."""

    code = "not_a_release"


Row = dict[str, Any]


def table_of(folder: Path, name: str) -> list[Row]:
    """The rows of a table of the release in `folder`; raises `NotARelease` where there's none, or it isn't sound."""
    table = next(each for each in TABLES if each.name == name)
    return list(_rows(folder / "native-jsonl" / f"{name}.jsonl", table))


def name_in(folder: Path) -> str:
    """The name that the release in `folder` has, whatever its folder is called."""
    try:
        with (folder / "datapackage.json").open("rb") as file:
            package = msgspec.json.decode(file.read(LONGEST_LINE), type=_Package)
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        raise NotARelease(f"{folder / 'datapackage.json'}: can't be read; is this a release's folder?") from error
    return package.name


class _Package(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(pattern=r"^release-[0-9a-f]{12}\Z")]


def _rows(path: Path, table: Table) -> Iterator[Row]:
    try:
        with path.open("rb") as file:
            number = 0
            while text := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(text) > LONGEST_LINE or number > _ROWS:
                    raise NotARelease(f"{path}:{number}: too long for a table of a release")
                yield _row(text, table, f"{path}:{number}")
    except OSError as error:
        raise NotARelease(f"{path}: can't be read ({error.strerror}); is this a release's folder?") from error


def _row(text: bytes, table: Table, where: str) -> Row:
    try:
        row = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotARelease(f"{where}: not JSON ({error})") from error
    if not isinstance(row, dict) or row.keys() != {field.name for field in table.fields}:
        raise NotARelease(f"{where}: not the columns of {table.name}")
    wrong = next((field.name for field in table.fields if not _fits(field, row[field.name])), None)
    if wrong is not None:
        raise NotARelease(f"{where}: {wrong} isn't what this column holds")
    return row


def _fits(field: Field, value: Any) -> bool:
    if value is None:
        return field.kind not in ("texts", "yes_no")
    if field.kind == "texts":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if field.kind == "day":
        return isinstance(value, str) and _is_day(value)
    kinds: dict[Kind, tuple[type, ...]] = {
        "text": (str,), "whole": (int,), "number": (int, float), "yes_no": (bool,), "time": (str,),
    }  # fmt: skip
    return isinstance(value, kinds[field.kind]) and (field.kind == "yes_no" or not isinstance(value, bool))


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True
