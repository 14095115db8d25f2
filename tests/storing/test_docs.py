"""`docs/store.md` names every table, and its query runs."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from reportedly.storing import open_store
from reportedly.storing.schema import metadata
from tests import samples

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


def test_every_table_is_told_of() -> None:
    assert [name for name in metadata.tables if f"| `{name}` |" not in PAGE] == []


def test_the_query_gives_figures_with_their_words(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_store(path) as store:
        store.add(samples.reading())
    query, _ = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    connection = sqlite3.connect(path)
    rows = connection.execute(query).fetchall()
    connection.close()
    assert [(row[2], row[4], row[5]) for row in rows] == [
        ("ministère de la Défense", 3, "Trois soldats"),
        ("ministère de la Défense", 1, "un civil"),
        ('groupe "Étoile"', 5, "cinq soldats"),
    ]
