"""Words on a terminal: made safe, wrapped, and each direction of writing kept to itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.text import Text

BOLD, DIM, WARN = "bold", "dim", "yellow"

_FSI, _PDI = "\u2068", "\u2069"  # first strong isolate … pop directional isolate (UAX #9)
_JOINERS = "\u200c\u200d"  # Persian and emoji are spelt with these
# From the first letter written from right to left to the last, over what may stand inside a name.
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RTL_RUN = re.compile(f"({_RTL}(?:[^A-Za-z\u00c0-\u024f:;,()\\[\\]·]*{_RTL})?)")
_BLANKS = "\t\n\v\f\r\x85\u2028\u2029"


class Piece(NamedTuple):
    """Some words in one style; `foreign` ones come from a page and may run from right to left."""

    text: str
    style: str
    foreign: bool


def plain(text: str, style: str = "") -> Piece:
    """Our own words."""
    return Piece(safe(text), style, False)


def page(text: str, style: str = "") -> Piece:
    """A page's words."""
    return Piece(safe(text), style, True)


def mixed(text: str, style: str = "") -> list[Piece]:
    """Our own words with names of a page among them: each name that runs from right to left is kept to itself.

    Without that a figure between two such names would be shown beside the wrong one.
    """
    parts = enumerate(_RTL_RUN.split(text))
    return [page(part, style) if number % 2 else plain(part, style) for number, part in parts if part]


def safe(text: str) -> str:
    """The text with nothing in it that a terminal obeys.

    Escape sequences and other controls, and marks that turn the direction of the text around them,
    are spelt out (`\\x1b`, `\\u202e`); line ends and tabs become blanks.
    """
    return "".join(_safe(char) for char in text)


def _safe(char: str) -> str:
    if char in _BLANKS:
        return " "
    if char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def lines_of(pieces: Sequence[Piece], width: int) -> list[Text]:
    """The pieces as lines of at most `width` columns, broken between words where that can be.

    Right-to-left words of a page stand in isolates, opened and closed on each line, so that they
    order themselves and not the figures beside them.
    """
    lines: list[list[Piece]] = [[]]
    used = 0
    for word in _words(pieces, width):
        size = sum(cell_len(part.text) for part in word)
        blank = len(word[-1].text) - len(word[-1].text.rstrip())
        if lines[-1] and used + size - blank > width:
            lines.append([])
            used = 0
        if lines[-1] or any(part.text.strip() for part in word):  # no line begins with a blank
            lines[-1] += word
            used += size
    return [_line(words) for words in lines]


def _words(pieces: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """Words with the blanks behind them, each in one piece or several; a word wider than a line in parts."""
    word: list[Piece] = []
    for piece in pieces:
        for part in re.findall(r"\S+ *| +", piece.text):
            if word and sum(cell_len(before.text) for before in word) + cell_len(part.rstrip()) > width:
                yield word
                word = []
            *full, rest = chop_cells(part, width) if cell_len(part.rstrip()) > width else [part]
            for cut in full:
                yield [piece._replace(text=cut)]
            word.append(piece._replace(text=rest))
            if rest.endswith(" "):
                yield word
                word = []
    if word:
        yield word


def _line(words: Sequence[Piece]) -> Text:
    line = Text(end="")
    runs = [(style, foreign, "".join(part.text for part in run)) for (style, foreign), run in groupby(words, _kind)]
    for number, (style, foreign, run) in enumerate(runs, 1):
        text = run.rstrip()
        blanks = "" if number == len(runs) else run[len(text) :]
        turned = foreign and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
        line.append((f"{_FSI}{text}{_PDI}" if turned else text) + blanks, style=style or None)
    return line


def _kind(piece: Piece) -> tuple[str, bool]:
    return piece.style, piece.foreign
