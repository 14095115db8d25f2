"""The way back to a list from which somebody judged: to the same place, with the row or the next one marked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from reportedly.model.search import Row

AT, DONE = "at", "done"
"""Of a list's address: the beginnings of ids of rows, the first that is there is marked; and what was judged last."""


def marked(rows: Sequence[Row], at: Sequence[str]) -> str | None:
    """The id of the row that is marked; None where none of those asked for is among them."""
    found = (row.id for beginning in at if beginning for row in rows if row.id.startswith(beginning))
    return next(found, None)


def telling(back: str, entry: str) -> str:
    """The address to go back to; that of a list with the entry that it tells of."""
    parts = urlsplit(back)
    pairs = parse_qsl(parts.query)
    if not any(name == AT for name, _ in pairs):
        return back
    pairs = [*((name, value) for name, value in pairs if name != DONE), (DONE, entry)]
    return parts._replace(query=urlencode(pairs)).geturl()
