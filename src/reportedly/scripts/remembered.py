"""Something of each word, made when the word is first met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MOST_WORDS = 200_000
"""A language's news has about so many; further ones are made anew each time. Words that are often met come early."""


class Remembered(dict[str, T]):
    """What `make` gives for a word, by the word: one look into a dictionary where it is known."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> T:
        made = self._make(word)
        if len(self) < MOST_WORDS:
            self[word] = made
        return made
