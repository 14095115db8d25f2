"""Where sentences end.

Written here rather than taken from a library, because the page's tokens are at hand and the libraries
that were measured either split after French "M." or lose offsets (see docs/why/reading.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.scripts.tokens import Token

_ENDS = frozenset(".!?؟…。")
_CLOSERS = frozenset("\"'”’»)]")
_STRAIGHT = frozenset("\"'")
_LONGEST = 160  # tokens; a longer run without a stop is cut at a comma, to bound the work on hostile text


def split_sentences(text: str, tokens: Sequence[Token], abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Runs of tokens, as index pairs with exclusive ends; a line break always ends a sentence."""
    spans: list[tuple[int, int]] = []
    first = 0
    line_end = text.find("\n")
    for at, token in enumerate(tokens):
        while 0 <= line_end < token.end:
            line_end = text.find("\n", token.end)
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or at - first >= 4 * _LONGEST or 0 <= line_end < following.start:
            over = True
        elif token.kind != "mark":
            continue
        elif following.text in _CLOSERS and (following.start == token.end or following.text not in _STRAIGHT):
            over = False  # the closing mark belongs to the sentence that it closes; French sets a space before it
        elif token.text in _CLOSERS and at > 0:
            over = _ends(tokens, at - 1, abbreviations) and _starts(following, token)
        elif at - first >= _LONGEST and token.text in (",", "،"):
            over = True
        else:
            over = _ends(tokens, at, abbreviations) and _starts(following, token)
        if over:
            spans.append((first, at + 1))
            first = at + 1
    return spans


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
