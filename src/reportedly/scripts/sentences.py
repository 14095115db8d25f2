"""Where sentences end.

Written here rather than taken from a library, because the page's tokens are at hand and the libraries
that were measured either split after French "M." or lose offsets (see docs/why/reading.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reportedly.scripts.tokens import Token

_ENDS = frozenset(".!?؟…。")
_CLOSERS = frozenset("\"'”’»)]")
_STRAIGHT = frozenset("\"'")
_LONGEST = 160  # tokens; a longer run without a stop is cut at a comma, to bound the work on hostile text
_A_WORD = 3  # letters; shorter ones may be abbreviations
_FAR_TOO_LONG = 4 * _LONGEST  # cut anywhere


class Stops(NamedTuple):
    """Folded words that say of a full stop that it ends no sentence."""

    behind: frozenset[str]  # abbreviations: none behind these does
    before: frozenset[str] = frozenset()  # days: none between a small letter and these does ("at 2 p.m. Monday")


def split_sentences(text: str, tokens: Sequence[Token], stops: Stops) -> list[tuple[int, int]]:
    """Runs of tokens, as index pairs with exclusive ends; a line break always ends a sentence."""
    spans: list[tuple[int, int]] = []
    first, last = 0, len(tokens) - 1
    line_ends = _before_line_breaks(text, tokens)
    marks = [at for at, token in enumerate(tokens) if token.kind == "mark"]
    for at in sorted({*marks, *line_ends, *([last] if tokens else [])}):
        while at - first > _FAR_TOO_LONG:
            spans.append((first, first + _FAR_TOO_LONG + 1))
            first += _FAR_TOO_LONG + 1
        if at == last or at - first == _FAR_TOO_LONG or at in line_ends or _ends_at(tokens, at, first, stops):
            spans.append((first, at + 1))
            first = at + 1
    return spans


def _before_line_breaks(text: str, tokens: Sequence[Token]) -> set[int]:
    """The tokens behind which a line breaks."""
    starts = [token.start for token in tokens]
    found: set[int] = set()
    line_end = text.find("\n")
    while line_end >= 0:
        found.add(bisect_left(starts, line_end) - 1)
        line_end = text.find("\n", line_end + 1)
    return found - {-1}


def _ends_at(tokens: Sequence[Token], at: int, first: int, stops: Stops) -> bool:
    """Whether the sentence that begins at `first` ends with the mark at `at`, which isn't the last token."""
    token, following = tokens[at], tokens[at + 1]
    if following.text in _CLOSERS and (following.start == token.end or following.text not in _STRAIGHT):
        return False  # the closing mark belongs to the sentence that it closes; French sets a space before it
    if token.text in _CLOSERS and at > 0:
        return _ends(tokens, at - 1, stops) and _starts(tokens, at)
    if at - first >= _LONGEST and token.text in (",", "،"):
        return True
    return _ends(tokens, at, stops) and _starts(tokens, at)


def _ends(tokens: Sequence[Token], at: int, stops: Stops) -> bool:
    token = tokens[at]
    if not (token.text in _ENDS or token.text.startswith("..")):
        return False
    if token.text != "." or at == 0:
        return True
    before = tokens[at - 1]
    if before.end != token.start:
        return True
    if len(before.text) == 1 and (before.capital or tokens[at + 1].norm in stops.before):
        return False
    return before.norm not in stops.behind


def _starts(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next token can begin a sentence: a capital, a script without case, a digit, an opening mark."""
    token, following = tokens[at], tokens[at + 1]
    letter = following.text[0]
    if following.start == token.end:  # no space: scripts without case run on like that, and pages whose lines were lost
        return letter.isalpha() and not letter.islower() and (not letter.isupper() or _runs_on(tokens, at))
    return not letter.islower()


def _runs_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in small letters, a full stop and a capitalised word stand without space: "was hurt.Police"."""
    before, following = tokens[at - 1], tokens[at + 1].text
    return at > 0 and len(before.text) >= _A_WORD and before.text.islower() and following[1:].islower()
