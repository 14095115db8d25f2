"""The codebook: every column of every table, what fills it and by which rule, or why it stays empty.

`make docs` writes it from the tables of the writers themselves, so that no cell is filled without a rule that is
told; a test holds the pages to the program.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportedly.sharing import acled, ged, gtd
from reportedly.sharing.columns import Column
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.geography import properties
from reportedly.sharing.native_tables import TABLES, Kind

_OPENINGS = Path(__file__).with_name("openings")
"""What is written by hand: the beginning of each page, and what several of them say."""

_PAGES = {
    "native-parquet": "native", "native-csv": "native", "native-jsonl": "native", "geojson": "places",
    "geoparquet": "places",
}  # fmt: skip
_KINDS: dict[Kind, str] = {
    "text": "text", "texts": "list of texts", "whole": "whole number", "number": "number", "yes_no": "yes or no",
    "day": "day", "time": "time",
}  # fmt: skip
COLUMNS_OF: dict[str, tuple[Column[Any], ...]] = {"acled": acled.COLUMNS, "ged": ged.COLUMNS, "gtd": gtd.COLUMNS}
"""The columns of each table that others have laid down."""


def pages() -> dict[str, str]:
    """The pages of the codebook by their file's name, without its ending."""
    return {name: _of_columns(name, columns) for name, columns in COLUMNS_OF.items()} | {
        "native": _native(),
        "places": _places(),
        "ftm": _opening("ftm"),
        "annotations": _opening("annotations"),
        "formats": _formats(),
    }


def _opening(name: str) -> str:
    text = (_OPENINGS / f"{name}.md").read_text(encoding="utf-8")
    for part in ("left_out", "cells"):
        text = text.replace(f"{{{part}}}", (_OPENINGS / f"{part}.md").read_text(encoding="utf-8").strip())
    return text


def _of_columns(name: str, columns: Sequence[Column[Any]]) -> str:
    lines = [_opening(name), "| column | rule | from | HXL |", "|-|-|-|-|"]
    for column in columns:
        lines.append(_row(f"`{column.name}`", column.rule, column.fields and f"`{column.fields}`", column.hxl))
    return "\n".join([*lines, ""])


def _native() -> str:
    lines = [_opening("native")]
    for table in TABLES:
        lines += [f"## {table.name}", "", f"A row is {table.row}.", "", "| column | what it is | |", "|-|-|-|"]
        for field in table.fields:
            leads = f" Leads to [{field.leads_to}](#{field.leads_to})." if field.leads_to else ""
            lines.append(_row(f"`{field.name}`", _KINDS[field.kind], field.rule + leads))
        lines.append("")
    return "\n".join(lines)


def _places() -> str:
    lines = [_opening("places"), "| property | what it is | |", "|-|-|-|"]
    lines += [_row(f"`{field.name}`", _KINDS[field.kind], field.rule) for field in properties()]
    return "\n".join([*lines, ""])


def _formats() -> str:
    lines = [_opening("formats"), "| format | what it is | file |", "|-|-|-|"]
    for each in FORMATS.values():
        page = _PAGES.get(each.name, each.name)
        lines.append(_row(f"[`{each.name}`]({page}.md)", each.about, f"`{each.ending}`" if each.ending else "a folder"))
    return "\n".join([*lines, ""])


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for name, page in pages().items():
        (Path(sys.argv[1]) / f"{name}.md").write_text(page, encoding="utf-8")
