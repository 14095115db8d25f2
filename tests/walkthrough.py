"""The tutorial as steps that a test can take: its commands, what they print, its forms, the words of its screens.

Commands stand in `sh` blocks, what the last of them prints in the `text` block behind (an … skips anything). Comments
say which screen is told of: `on PATH`, `open "QUOTE"` (a value on that screen), `form PATH` with what is filled in as
the table that follows. What is **bold** stands on the screen. {Gaya} in a path is the id of the incident there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import NamedTuple

_COMMENT = re.compile(r'<!-- (on|form|open) "?(.+?)"? -->')
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ROW = re.compile(r"\| (.+?) \| (.+?) \|$")


class Step(NamedTuple):
    """One step: at which line of the page, what it is (run, print, on, open, form, see), and of what."""

    line: int
    kind: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()  # of a form: labels, and what is filled in


def steps(page: Path) -> Iterator[Step]:
    """The steps of a page of the tutorial, in their order."""
    lines = list(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    at = 0
    while at < len(lines):
        number, line = lines[at]
        at += 1
        if line.startswith("```"):
            body = []
            while lines[at][1] != "```":
                body.append(lines[at][1])
                at += 1
            at += 1
            yield from _block(number, line.removeprefix("```"), body)
        elif (found := _COMMENT.fullmatch(line)) and found[1] == "form":
            yield Step(number, "form", found[2], _filled([text for _, text in lines[at:]]))
        elif found:
            yield Step(number, found[1], found[2])
        else:
            yield from (Step(number, "see", words) for words in _BOLD.findall(line))


def _block(number: int, kind: str, body: list[str]) -> Iterator[Step]:
    if kind == "sh":
        yield from (Step(number + at, "run", command) for at, command in enumerate(body, 1))
    elif kind == "text":
        yield Step(number, "print", "\n".join(body))
    else:
        raise ValueError(f"line {number}: a block of {kind or 'nothing'} is neither run nor compared")


def _filled(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """The first table of these lines: labels, and what is filled in."""
    rows = list(takewhile(lambda line: line.startswith("|"), dropwhile(lambda line: not line.startswith("|"), lines)))
    return tuple((row[1], row[2]) for line in rows[2:] if (row := _ROW.fullmatch(line)))
