"""The pages of the codebook are those of the program, and every filled column has its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.sharing.codebook import COLUMNS_OF, pages
from reportedly.sharing.columns import Column

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_up_to_date(name: str) -> None:
    made = "make docs, or: python -m reportedly.sharing.codebook docs/reference"
    assert (REFERENCE / f"{name}.md").read_text(encoding="utf-8") == pages()[name], made


@pytest.mark.parametrize("name", sorted(COLUMNS_OF))
def test_every_column_has_its_rule(name: str) -> None:
    columns: tuple[Column[object], ...] = COLUMNS_OF[name]
    assert len({column.name for column in columns}) == len(columns)
    for column in columns:
        assert column.rule.endswith("."), column.name
        assert (column.value is None) == column.rule.startswith("Stays empty"), column.name
