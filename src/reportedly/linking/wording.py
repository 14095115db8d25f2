"""The rare words and names of a text: two reports of one incident share some that few others have.

What is rare stands in a table for each language, `common/xx.tsv`: the words that more than one page of news in 1000
has, with how rare they are still, in tenths of the natural logarithm of (pages / pages with the word). A word that
isn't in the table weighs most. The tables are made by `training/common_words.py`, not from what is being linked: what
two reports share doesn't change when a third arrives.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from itertools import compress, pairwise
from operator import and_
from pathlib import Path

from reportedly.scripts import Remembered, fold

RAREST = 69
"""The weight of words outside the table: tenths of ln 1000."""

WEIGHT_BITS = 7
"""A word is kept as one number: the word's own above, its weight in the lowest bits."""

_NUMBER_BITS = 48 + WEIGHT_BITS

WEIGHT = (1 << WEIGHT_BITS) - 1
"""The bits of such a number that are the weight."""

MOST_WORDS = 120  # of a text; the rarest
MOST_NAMES = 60  # of a text; the first
RARE_NAME = 75  # the least that two words in a row weigh together for being a name
_LEAST_WEIGHT = 20  # words that more than one page in seven has say nothing
_LEAST_IN_NAME = 15  # "The Wahran", "In Gusau" are no names
_MOST_LETTERS = 30_000  # code points of a text that are looked at
_MOST_REMEMBERED = 200_000  # words of a language
_WORDS = re.compile(r"[^\W\d_]{3,30}")
_PARTS = re.compile(r"[^\W\d_]{2,30}")
_NAME_PARTS = re.compile(r"[^\W\d_]{2,30}|[^\w\s'’-]|\d+")
_TABLES = Path(__file__).parent / "common"


@cache
def common_words(language: str) -> dict[str, int] | None:
    """Folded words with their weights, for "fr-CA" those of "fr"; None for a language without a table."""
    language = language.partition("-")[0]
    path = _TABLES / f"{language}.tsv"
    if not language.isalpha() or not path.is_file():
        return None
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(weight) for word, weight in lines}


def number_of(word: str) -> int:
    """A number of 48 bits that stands for a word or a name, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=6).digest())


def words_in(text: str) -> set[str]:
    """The words of three letters and more, as they stand there."""
    return set(_WORDS.findall(text[:_MOST_LETTERS]))


def parts_of(text: str) -> set[str]:
    """The folded words of two letters and more: names have shorter parts ("El Obeid")."""
    return set(map(fold, _PARTS.findall(text[:_MOST_LETTERS])))


def proper_of(words: Iterable[str]) -> set[str]:
    """Those that begin with a capital: none in scripts that have no capitals."""
    return {word for word in words if word[0].isupper()}


def rare_words(words: Iterable[str], language: str | None) -> tuple[int, ...]:
    """The rarest of these words with their weights, as numbers in rising order; empty where there's no table."""
    spoken = (language or "").partition("-")[0]
    if common_words(spoken) is None:
        return ()
    weighed = set(map(_weights(spoken).__getitem__, words))
    rare = [word for word in weighed if word & WEIGHT >= _LEAST_WEIGHT]
    if len(rare) > MOST_WORDS:
        ranked = sorted([((word & WEIGHT) << _NUMBER_BITS | word, word) for word in rare], reverse=True)
        rare = [word for _, word in ranked[:MOST_WORDS]]
    return tuple(sorted(rare))


@cache
def _weights(language: str) -> Remembered[int]:
    """Words as numbers with their weights; remembered, so that a word is one object in all texts."""
    common = common_words(language) or {}

    def weighed(word: str) -> int:
        folded = fold(word)
        return number_of(folded) << WEIGHT_BITS | common.get(folded, RAREST)

    return Remembered(weighed)


def weight_of(word: int) -> int:
    """The weight of a word that is kept as a number."""
    return word & WEIGHT


def rare_names(text: str, language: str | None) -> tuple[str, ...]:
    """Two words in a row, both with a capital, that are rare together: the first names of a text, folded.

    Empty where there is no table, and in scripts without capitals.
    """
    table = common_words(language or "")
    if table is None:
        return ()
    parts = _NAME_PARTS.findall(text[:_MOST_LETTERS])
    capitals = [part[0].isupper() for part in parts]
    pairs = compress(pairwise(parts), map(and_, capitals, capitals[1:]))
    names: dict[str, None] = {}
    for first, second in pairs:
        folded = fold(first), fold(second)
        weights = [table.get(word, RAREST) for word in folded]
        if sum(weights) >= RARE_NAME and min(weights) >= _LEAST_IN_NAME:
            names.setdefault(" ".join(folded))
    return tuple(sorted(list(names)[:MOST_NAMES]))


def is_name(words: Iterable[str], language: str | None) -> bool:
    """Whether folded words may be a person's name: at least two, rare together ("the gunman" isn't one)."""
    table = common_words(language or "") or {}
    weights = [table.get(word, RAREST) for word in words]
    return len(weights) > 1 and sum(sorted(weights)[-2:]) >= RARE_NAME and min(weights) >= _LEAST_IN_NAME


def length_of(words: Iterable[int]) -> float:
    """The square root of the sum of the squared weights: what a likeness of words is measured against."""
    return float(sum(weight_of(word) ** 2 for word in words) ** 0.5)
