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
from reportedly.sharing.native_tables import TABLES, Kind

_LEFT_OUT = """\
Left out, and counted where the file is written: what is withheld for safety; what nobody has reviewed (its state is
neither *ready* nor *sealed*), unless that is asked for, and then each row says so; what is *cancelled*."""

_CELLS = """\
A second line can have the tags of the Humanitarian Exchange Language (HXL). A text that a spreadsheet would compute
begins with an apostrophe; numbers are numbers. A cell that names reports or speakers names the first hundred. An empty
cell is “nobody says”, or a column that needs a person: nothing is guessed."""

_OPENING = {
    "acled": f"""\
# ACLED-compatible CSV

The format `acled` has the columns and value sets of ACLED's files, so that what reads those reads ours: UTF-8, CRLF, a
head line, 31 columns. It is no data of ACLED's, and no row has an id of its form.

{_LEFT_OUT} Besides: what has none of ACLED's types, what is known to the year only, and background that nobody has
reviewed.

{_CELLS}
""",
    "ged": f"""\
# UCDP-GED-compatible CSV

The format `ged` has the columns and value sets of UCDP's Georeferenced Event Dataset: UTF-8, CRLF, a head line, 49
columns. It is no data of UCDP's: its numbers of conflicts, dyads, actors and states stay empty until a person looks
them up. `best` is always the sum of `deaths_a`, `deaths_b`, `deaths_civilians` and `deaths_unknown`, and `low` ≤ `best`
≤ `high`; the three are figures that were reported, not the bounds of an error. Injuries can't be expressed: our own
tables have them.

{_LEFT_OUT} Besides: where nobody is reported killed, whose day isn't known to the year at least, and background that
nobody has reviewed.

{_CELLS}
""",
    "gtd": f"""\
# GTD-compatible CSV

The format `gtd` has the columns of the Global Terrorism Database: UTF-8, CRLF, a head line, 135 columns. It holds no
data of GTD's, whose licence limits its passing on, and doesn't say that anything is terrorism: `crit1` to `crit3` and
`doubtterr` stay empty. What isn't known has GTD's codes: -9 for yes or no, -99 for a number of people; a number of dead
or hurt that nobody tells stays empty.

{_LEFT_OUT} Besides: what is of no known year, and background that nobody has reviewed.

{_CELLS}
""",
    "native": f"""\
# Our own tables

The format `native-parquet` has them typed, `native-csv` for spreadsheets, `native-jsonl` with a JSON Schema
(`tables.schema.json`). Ids are keys between them, and nothing is made into another standard's codes here.

{_LEFT_OUT}

No page's text goes out, only its address, day and hashes, and quotes of 300 code points at most: a longer one is cut at
its end, `cut` says so, and `start` and `end` are those of what is left. Offsets count code points of the report's text,
whose SHA-256 is `text_sha256`. Nobody who was harmed is named; where a name stands in a quote blocks (█) stand for it,
one for each code point. In CSV lists are joined by semicolons, yes is 1 and no is 0, and a text that a spreadsheet
would compute begins with an apostrophe; in Parquet and JSON Lines all is as it is. An empty cell is “nobody says”,
never zero. A figure beyond 9,223,372,036,854,775,807 is left out.
""",
}
_KINDS: dict[Kind, str] = {
    "text": "text", "texts": "list of texts", "whole": "whole number", "number": "number", "yes_no": "yes or no",
    "day": "day", "time": "time",
}  # fmt: skip
COLUMNS_OF: dict[str, tuple[Column[Any], ...]] = {"acled": acled.COLUMNS, "ged": ged.COLUMNS, "gtd": gtd.COLUMNS}
"""The columns of each table that others have laid down."""


def pages() -> dict[str, str]:
    """The pages of the codebook by their file's name, without its ending."""
    return {name: _of_columns(name, columns) for name, columns in COLUMNS_OF.items()} | {"native": _native()}


def _of_columns(name: str, columns: Sequence[Column[Any]]) -> str:
    lines = [_OPENING[name], "| column | rule | from | HXL |", "|-|-|-|-|"]
    for column in columns:
        lines.append(_row(f"`{column.name}`", column.rule, column.fields and f"`{column.fields}`", column.hxl))
    return "\n".join([*lines, ""])


def _native() -> str:
    lines = [_OPENING["native"]]
    for table in TABLES:
        lines += [f"## {table.name}", "", f"A row is {table.row}.", "", "| column | what it is | |", "|-|-|-|"]
        for field in table.fields:
            leads = f" Leads to [{field.leads_to}](#{field.leads_to})." if field.leads_to else ""
            lines.append(_row(f"`{field.name}`", _KINDS[field.kind], field.rule + leads))
        lines.append("")
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    for name, page in pages().items():
        (Path(sys.argv[1]) / f"{name}.md").write_text(page, encoding="utf-8")
