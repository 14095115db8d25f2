"""Texts of made news (made_news.py): made names, words as frequent as in stories, drafts that know their quotes."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reportedly.linking.wording import common_words
from reportedly.model import Quote

_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "t", "w", "y", "z", "sh")
_VOWELS = ("a", "a", "i", "o", "u", "e")
_ARABIC = str.maketrans(dict(zip("abdefghiklmnorstuwyz ", "ابديفغهيكلمنورستووية ".replace("ة", "ز"), strict=True)))
_RARE = 30  # tenths of ln 1000: one page in twenty has the word
_UNKNOWN = 0.03  # of the words of a text
_TOPIC = 30  # words


def made_name(chance: random.Random) -> str:
    """A capitalised name of two or three syllables that is nobody's."""
    syllables = (chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.randint(2, 3)))
    return ("".join(syllables) + chance.choice(("", "n", "r", "l", ""))).capitalize()


def in_arabic(name: str) -> str:
    """The name, letter by letter."""
    return name.casefold().replace("sh", "ش").translate(_ARABIC)


class Vocabulary(NamedTuple):
    """A language's words with how often they are met, cumulated, and the rarer half of them."""

    known: Sequence[str]
    cumulated: Sequence[float]
    rare: Sequence[str]

    @classmethod
    def of_news(cls, language: str) -> Vocabulary:
        """The words that more than one page of news in a thousand has, as often as pages have them."""
        weights = common_words(language) or {}
        known = sorted(weights)
        often = (math.exp(-weights[word] / 10) for word in known)
        return cls(known, tuple(itertools.accumulate(often)), [word for word in known if weights[word] >= _RARE])

    def words(self, chance: random.Random, count: int) -> list[str]:
        """So many words, drawn one by one; some are in no table."""
        drawn = chance.choices(self.known, cum_weights=self.cumulated, k=count)
        return [self._unknown(chance) if chance.random() < _UNKNOWN else word for word in drawn]

    def topic(self, chance: random.Random) -> list[str]:
        """The rarer words that whoever writes of one matter may use."""
        return [*chance.sample(self.rare, _TOPIC), *(self._unknown(chance) for _ in range(_TOPIC // 5))]

    def _unknown(self, chance: random.Random) -> str:
        word = (made_name(chance) + made_name(chance)).casefold()
        return word if self.known[0].isascii() else in_arabic(word)


class _Sentence(NamedTuple):
    """A sentence with its slots filled: pieces of text, each with the slot that it fills, and what it tells."""

    pieces: tuple[tuple[str, str | None], ...]
    account: Any


class Draft:
    """A text in the making: a title, and sentences of which some are accounts."""

    def __init__(self, title: str, sentences: Sequence[_Sentence] = ()) -> None:
        self.title = title
        self._sentences = list(sentences)

    def say(self, sentence: str, slots: Mapping[str, str] | None = None, account: Any = None) -> None:
        """Add a sentence; "{slot}" in it is filled from `slots`, "{}" from the only one."""
        pieces: list[tuple[str, str | None]] = []
        for literal in sentence.replace("{}", "{" + next(iter(slots), "") + "}" if slots else "{}").split("{"):
            slot, closed, rest = literal.rpartition("}")
            if closed and slots:
                pieces.append((slots[slot], slot))
            pieces.append((rest if closed else literal, None))
        self._sentences.append(_Sentence(tuple(piece for piece in pieces if piece[0]), account))

    @property
    def text(self) -> str:
        """The title, a blank line, the sentences."""
        told = ("".join(words for words, _ in sentence.pieces) for sentence in self._sentences)
        return f"{self.title}\n\n{' '.join(told)}"

    def accounts(self) -> Iterator[tuple[Any, dict[str, Quote]]]:
        """What each telling sentence tells, with the quote of each of its slots; offsets are those of `text`."""
        start = len(self.title) + 2
        for sentence in self._sentences:
            quotes = {}
            for words, slot in sentence.pieces:
                if slot:
                    quotes[slot] = Quote(words, start, start + len(words))
                start += len(words)
            start += 1
            if sentence.account is not None:
                yield sentence.account, quotes

    def cut_and_reworded(self, chance: random.Random, vocabulary: Vocabulary) -> Draft:
        """The text as another outlet prints it: at least half, up to a tenth of its plain words replaced."""
        kept = self._sentences[: max(1, round(len(self._sentences) * chance.uniform(0.5, 1)))]
        share = chance.uniform(0, 0.1)
        return Draft(self.title, [_reworded(one, share, chance, vocabulary) for one in kept])


def _reworded(sentence: _Sentence, share: float, chance: random.Random, vocabulary: Vocabulary) -> _Sentence:
    if sentence.account is not None:
        return sentence
    words = " ".join(piece for piece, _ in sentence.pieces).split()
    changed = [vocabulary.words(chance, 1)[0] if chance.random() < share else word for word in words]
    return sentence._replace(pieces=((" ".join(changed), None),))
