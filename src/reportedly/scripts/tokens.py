"""Tokens of a page, with the offsets of the page's own code points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from operator import add
from typing import Literal, NamedTuple

from reportedly.scripts.folding import fold_anew
from reportedly.scripts.remembered import Remembered

TokenKind = Literal["word", "number", "ordinal", "mark"]

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d"
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc"
_ARABIC = rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*"  # an Arabic word ends before a digit: "و43" is "and 43"
_WORD = rf"{_ARABIC}|[^\W\d_\u0640][^\W_]*(?:[{_MARKS}]+[^\W_]*)*"  # letters in one go: marks among them are rare
_SIGNS_OF_LINKS = ("://", "www.", ".com/")  # looked for first: the pattern costs a quarter of the cutting
_LINK = r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>()\"'،]+"
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


_make = partial(tuple.__new__, Token)


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


def _may_hold_link(text: str) -> bool:
    return any(sign in text for sign in _SIGNS_OF_LINKS)


class Tokenizer:
    """Cuts a page into tokens as a language writes them."""

    def __init__(
        self,
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
        ordinals: tuple[str, ...] = (),
        keep_accents: bool = False,
    ) -> None:
        self._scanner = _scanner(before, after, ordinals)
        plain, flags = _GROUP.sub("(?:", self._scanner.pattern), self._scanner.flags
        self._words = re.compile(plain, flags).findall
        self._words_and_links = re.compile(f"{_LINK}|{plain}", flags).findall
        self._norms = Remembered(partial(fold_anew, keep_accents=keep_accents)).__getitem__
        self._kinds = Remembered(self._kind).__getitem__

    def words(self, text: str) -> list[str]:
        """The tokens of `text` as they are written, in order, for a fifth of the work of making tokens of them.

        An address is one: the words in it tell nothing.
        """
        return self._words_and_links(text) if _may_hold_link(text) else self._words(text)

    def norm(self, word: str) -> str:
        """The form under which a token is looked up."""
        return self._norms(word)

    def norms(self, words: Iterable[str]) -> list[str]:
        """The folded forms of these words."""
        return list(map(self._norms, words))

    def _kind(self, word: str) -> TokenKind:
        if word.isascii() and word.isalpha():
            return "word"
        match = self._scanner.fullmatch(word)
        if match is None:  # an ending such as "'s" is one only behind a word
            return "mark" if _may_hold_link(word) else "word"
        return _KINDS[match.lastgroup]

    def tokens(self, text: str, words: Sequence[str]) -> list[Token]:
        """The tokens of `text`, whose `words` are known: between them is nothing but white space."""
        find, starts, end = text.find, [], 0
        for word in words:
            start = find(word, end)
            starts.append(start)
            end = start + len(word)
        ends = map(add, starts, map(len, words))
        # A named tuple's own way to make one takes twice as long
        return list(map(_make, zip(starts, ends, words, map(self._norms, words), map(self._kinds, words), strict=True)))

    def __call__(self, text: str) -> list[Token]:
        """The tokens of `text` in order; white space is none."""
        return self.tokens(text, self.words(text))
