"""Truecase: on a page all in capitals, which words would bear a capital elsewhere.

Old wire copy and some headlines are set in capitals, which then tell nothing. A word that isn't among the
language's common words is a name; a common one isn't, unless a list of names knows the phrase it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from reportedly.scripts.tokens import Token

_SHORTEST_STEM = 3


class Listed(NamedTuple):
    """How many tokens are a name that some list knows, 0 for none, and whether it is an abbreviation."""

    length: int
    short: bool = False


Named = Callable[[Sequence[Token], int], Listed]


class CommonWords:
    """Folded words that are no names, each with the endings that it may take."""

    def __init__(self, words: Collection[str], endings: Collection[tuple[str, str]] = ()) -> None:
        self._words = words
        self._endings = endings  # an ending with what stands instead of it in the listed word: "ied", "y"

    @classmethod
    def read(cls, lines: Iterable[str]) -> CommonWords:
        """From a word a line, "-ending" or "-ending instead" a line, and "# remarks"."""
        words, endings = set(), []
        for line in lines:
            if line.startswith("-"):
                ending, _, instead = line[1:].strip().partition(" ")
                endings.append((ending, instead))
            elif line and not line.startswith("#"):
                words.add(line.strip())
        return cls(words, endings)

    def __bool__(self) -> bool:
        return bool(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._words or any(stem in self._words for stem in self._stems(word))

    def _stems(self, word: str) -> Iterator[str]:
        for ending, instead in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                stem = word[: len(word) - len(ending)] + instead
                yield stem
                if not instead and stem[-1] == stem[-2]:
                    yield stem[:-1]  # "stopped": "stop"


def truecase(tokens: Sequence[Token], words: CommonWords, named: Named) -> list[Token]:
    """The same tokens, with their `text` in the case that a page of both cases would give it; offsets stay.

    `named(tokens, at)` says which tokens from `at` on are a name that some list knows; an abbreviation of the
    list stays in capitals, and so does a name of one token.
    """
    cased: list[Token] = []
    while len(cased) < len(tokens):
        listed = named(tokens, len(cased))
        for token in tokens[len(cased) : len(cased) + max(listed.length, 1)]:
            cased.append(token._replace(text=_written(token, words, listed)))
    return cased


def _written(token: Token, words: CommonWords, listed: Listed) -> str:
    if token.kind != "word" or listed.short or listed.length == 1:
        return token.text
    return token.text.lower() if not listed.length and token.norm in words else token.text.capitalize()
