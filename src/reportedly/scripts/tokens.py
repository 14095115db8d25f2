"""Tokens of a page, with the offsets of the page's own code points."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from reportedly.scripts.folding import fold

TokenKind = Literal["word", "number", "ordinal", "mark"]

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d"
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC = rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*"  # an Arabic word ends before a digit: "و43" is "and 43"
_WORD = rf"{_ARABIC}|[^\W\d_\u0640](?:[^\W_]|[{_MARKS}])*"
_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f\u2009٬ ]\d{3})+(?![\d])|\d+(?:[.,٫]\d+)?"


_GROUP = re.compile(r"\(\?P<\w+>")
_KINDS: dict[str | None, TokenKind] = {
    "word": "word", "before": "word", "after": "word", "number": "number", "ordinal": "ordinal", "mark": "mark",
}  # fmt: skip


class Token(NamedTuple):
    """A word, number or mark: `start` and `end` count code points of the page, `end` exclusive."""

    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=32)
def _scanner(before: tuple[str, ...], after: tuple[str, ...], ordinals: tuple[str, ...]) -> re.Pattern[str]:
    """One scanner for a language's elisions ("l'", "qu'") and endings ("'s")."""
    parts = []
    if ordinals:
        parts.append(rf"(?P<ordinal>\d+(?:{'|'.join(map(re.escape, ordinals))})(?![^\W\d_]))")
    if before:
        parts.append(rf"(?P<before>(?<![^\W_])(?:{'|'.join(map(re.escape, before))})['’ʼ](?=\w|$))")
    if after:
        parts.append(rf"(?P<after>(?<=\w)['’ʼ](?:{'|'.join(map(re.escape, after))})(?![^\W_]))")
    parts += [rf"(?P<word>{_WORD})", rf"(?P<number>{_NUMBER})", r"(?P<mark>\.{2,}|\S)"]
    return re.compile("|".join(parts), re.IGNORECASE)


class Tokenizer:
    """Cuts a page into tokens as a language writes them."""

    def __init__(
        self,
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
        ordinals: tuple[str, ...] = (),
        keep_accents: bool = False,
    ) -> None:
        scanner = _scanner(before, after, ordinals)
        self._scan = scanner.finditer
        self._list = re.compile(_GROUP.sub("(?:", scanner.pattern), scanner.flags).findall
        self._keep = keep_accents

    def words(self, text: str) -> set[str]:
        """The different tokens of `text` as they are written, for a fifth of the work of making tokens of them."""
        return set(self._list(text))

    def fold(self, word: str) -> str:
        """The form under which a token is looked up."""
        return fold(word, self._keep)

    def __call__(self, text: str) -> list[Token]:
        """The tokens of `text` in order; white space is none."""
        keep, make = self._keep, tuple.__new__  # a named tuple's own way to make one takes twice as long
        tokens = []
        for match in self._scan(text):
            word = match.group()
            tokens.append(make(Token, (*match.span(), word, fold(word, keep), _KINDS[match.lastgroup])))
        return tokens
