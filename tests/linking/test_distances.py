"""How far apart two places are, as the comparisons ask it; unknown where one has no coordinates."""

from __future__ import annotations

import duckdb
import pytest

from reportedly.linking.comparing import MACROS


@pytest.mark.parametrize(
    ("coordinates", "kilometres"),
    [
        ("16.27, -0.04, 15.67, 0.5", 88),  # Gao and Ansongo
        ("16.27, -0.04, 16.27, -0.04", 0),
        ("16.27, -0.04, null, null", None),
        ("null, null, null, null", None),
    ],
)
def test_kilometres(coordinates: str, kilometres: int | None) -> None:
    connection = duckdb.connect()
    for macro in MACROS:
        connection.execute(f"create macro {macro}")
    rows = connection.execute(f"select kilometres({coordinates})").fetchall()
    assert [None if km is None else round(km) for (km,) in rows] == [kilometres]
