"""Where sentences end.

Written here rather than taken from a library, because the page's tokens are at hand and the libraries
that were measured either split after French "M." or lose offsets (see docs/why/reading.md).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reportedly.scripts.tokens import Token

_ENDS = frozenset(".!?؟…。")
_CLOSERS = frozenset("\"'”’»)]")
_STRAIGHT = frozenset("\"'")
_LONGEST = 160  # tokens; a longer run without a stop is cut at a comma, to bound the work on hostile text
_FAR_TOO_LONG = 4 * _LONGEST  # cut anywhere


def split_sentences(text: str, tokens: Sequence[Token], abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Runs of tokens, as index pairs with exclusive ends; a line break always ends a sentence."""
    spans: list[tuple[int, int]] = []
    first, last = 0, len(tokens) - 1
    line_ends = _before_line_breaks(text, tokens)
    marks = [at for at, token in enumerate(tokens) if token.kind == "mark"]
    for at in sorted({*marks, *line_ends, *([last] if tokens else [])}):
        while at - first > _FAR_TOO_LONG:
            spans.append((first, first + _FAR_TOO_LONG + 1))
            first += _FAR_TOO_LONG + 1
        if at == last or at - first == _FAR_TOO_LONG or at in line_ends or _ends_at(tokens, at, first, abbreviations):
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


def _ends_at(tokens: Sequence[Token], at: int, first: int, abbreviations: frozenset[str]) -> bool:
    """Whether the sentence that begins at `first` ends with the mark at `at`, which isn't the last token."""
    token, following = tokens[at], tokens[at + 1]
    if following.text in _CLOSERS and (following.start == token.end or following.text not in _STRAIGHT):
        return False  # the closing mark belongs to the sentence that it closes; French sets a space before it
    if token.text in _CLOSERS and at > 0:
        return _ends(tokens, at - 1, abbreviations) and _starts(following, token)
    if at - first >= _LONGEST and token.text in (",", "،"):
        return True
    return _ends(tokens, at, abbreviations) and _starts(following, token)


def _ends(tokens: Sequence[Token], at: int, abbreviations: frozenset[str]) -> bool:
    token = tokens[at]
    if not (token.text in _ENDS or token.text.startswith("..")):
        return False
    if token.text != "." or at == 0:
        return True
    before = tokens[at - 1]
    if before.end != token.start:
        return True
    initial = len(before.text) == 1 and before.capital
    return not (before.norm in abbreviations or initial)


def _starts(following: Token, token: Token) -> bool:
    """Whether the next token can begin a sentence: a capital, a script without case, a digit, an opening mark."""
    letter = following.text[0]
    if following.start == token.end:  # no space: only scripts without case run on like that
        return letter.isalpha() and not letter.isupper() and not letter.islower()
    return not letter.islower()
