"""Texts of made news (made_news.py): made names, words as frequent as in stories, drafts that know their quotes."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from reportedly.languages.folder import ROOT as LANGUAGES
from reportedly.model import Quote

_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "t", "w", "y", "z", "sh")
_VOWELS = ("a", "a", "i", "o", "u", "e")
_ARABIC = str.maketrans(dict(zip("abdefghiklmnorstuwyz ", "ابديفغهيكلمنورستووية ".replace("ة", "ز"), strict=True)))
_LOWER = "-.,;:!?()«»\"'“”’0123456789%"


def made_name(chance: random.Random) -> str:
    """A capitalised name of two or three syllables that is nobody's."""
    syllables = (chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(chance.randint(2, 3)))
    return ("".join(syllables) + chance.choice(("", "n", "r", "l", ""))).capitalize()


def in_arabic(name: str) -> str:
    """The name, letter by letter."""
    return name.casefold().replace("sh", "ش").translate(_ARABIC)


class Vocabulary(NamedTuple):
    """A language's words with their cumulated frequencies in its own stories."""

    known: Sequence[str]
    cumulated: Sequence[int]

    @classmethod
    def of_stories(cls, language: str) -> Vocabulary:
        """From the stories of the language's folder, names and numbers left out."""
        counted: Counter[str] = Counter()
        for path in sorted((LANGUAGES / language / "stories").glob("*.yml")):
            story = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["story"]  # noqa: S506
            words = (word.strip(_LOWER) for word in story.split())
            counted.update(word for word in words if word.isalpha() and not word[0].isupper())
        known = sorted(counted)
        return cls(known, tuple(itertools.accumulate(counted[word] for word in known)))

    def words(self, chance: random.Random, count: int) -> list[str]:
        """So many words, drawn one by one."""
        return chance.choices(self.known, cum_weights=self.cumulated, k=count)


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
