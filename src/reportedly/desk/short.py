"""Ids and headlines, cut to what lists and sentences have room for."""

from __future__ import annotations

SHOWN_ID, MOST_ID = 12, 60  # code points of a hash, and of a name that a page was given
MOST_HEADLINE = 240  # code points of a headline in lists
_DIGITS = 64


def short_id(name: str) -> str:
    """An id as people see it: its first digits."""
    kind, colon, digits = name.partition(":")
    if colon and kind == "sha256":
        return f"{kind}:{digits[:SHOWN_ID]}"
    return name[:SHOWN_ID] if len(name) == _DIGITS else clip(name, MOST_ID)


def short_telling(name: str) -> str:
    """The same of what a page tells of one incident, "<page>#<incident>", or of a page."""
    page, mark, incident = name.rpartition("#")
    return f"{short_id(page)}{mark}{incident}" if mark else short_id(name)


def clip(text: str | None, most: int = MOST_HEADLINE) -> str:
    """The text, cut where it's longer than a line should be."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
