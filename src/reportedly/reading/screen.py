"""Screen: which sentences may matter. Most of the world's news says nothing of violence, and is left at once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import ClassVar
from weakref import WeakKeyDictionary

from reportedly.languages import Language

_HARM, _ATTACK, _SPEECH, _EVENT, _LITERAL, _NAMING = 1, 2, 4, 8, 16, 32  # kinds of phrases, a bit each
# A sentence also matters where someone speaks: what they say of the harm told before is an account.
_KINDS = {
    "HARM": _HARM, "PEOPLE.casualty": _HARM, "ATTACK": _ATTACK | _EVENT, "MOVE": _EVENT,
    "SAY": _SPEECH, "ACCORD": _SPEECH, "SAME_SPEAKER": _SPEECH,
}  # fmt: skip
_A_LITERAL = re.compile(r"'([^']+)'")
_MOST_WORDS = 200_000  # remembered; a language's news has about as many forms


class _Words(dict[str, int]):
    """The kinds of the phrases that may begin with a word, as written, for the words of a language met so far."""

    _made: ClassVar[WeakKeyDictionary[Language, _Words]] = WeakKeyDictionary()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._kinds = _KINDS | dict.fromkeys(_literals_of(language, "harm"), _LITERAL)
        for literal in _literals_of(language, "naming"):
            self._kinds[literal] = self._kinds.get(literal, 0) | _NAMING
        self._of_keys: dict[tuple[str, ...], int] = {}
        self._lexicon = language.lexicon
        self._written_on = language.lexicon.clitics.stand_before
        self._norm, self._norms = language.tokenize.norm, language.tokenize.norms
        firsts = ((first, self._of(keys)) for first, keys in language.lexicon.beginnings())
        self._firsts = {first: kinds for first, kinds in firsts if kinds}

    @classmethod
    def of(cls, language: Language) -> _Words:
        """Those of a language, made once."""
        if language not in cls._made:
            cls._made[language] = cls(language)
        return cls._made[language]

    def __missing__(self, word: str) -> int:
        kinds = 0
        for analysis in self._lexicon.analyses(self._norm(word)):
            kinds |= self._firsts.get(analysis.stem, 0)
        if len(self) < _MOST_WORDS:
            self[word] = kinds
        return kinds

    def _of(self, keys: Iterable[str]) -> int:
        kinds = 0
        for key in keys:
            kinds |= self._kinds.get(key, 0) | self._kinds.get(key.partition(".")[0], 0)
        return kinds

    def begin(self, words: Sequence[str]) -> int:
        """The kinds of the phrase that these words, as written, begin with."""
        senses = None if self._written_on else self._lexicon.alone(self._norms(words[:2]), 0)
        if senses is None:
            found = self._lexicon.match(self._norms(words), 0)
            if found is None:
                return 0
            senses = found[2]
        keys = senses.keys
        kinds = self._of_keys.get(keys)
        if kinds is None:
            kinds = self._of_keys[keys] = self._of(keys)
        return kinds


class Screen:
    """Looks at a page's words as they are written: one look-up for each, and a phrase's where that gives hope.

    Nothing else is made of the words of most pages.
    """

    def __init__(self, language: Language, words: Sequence[str]) -> None:
        self._known = _Words.of(language)
        self._words = words
        self._longest = language.lexicon.longest
        self._begun: dict[tuple[int, int], int] = {}
        kinds = list(map(self._known.__getitem__, words))
        self._hopes = list(compress(enumerate(kinds), kinds))  # of most words there is none: all of this is done in C

    def any_harm(self) -> bool:
        """Whether some phrase may tell that people were harmed."""
        return self._any(_HARM, 0, len(self._words))

    def any_attack(self) -> bool:
        """Whether some phrase may tell of an attack."""
        return self._any(_ATTACK, 0, len(self._words))

    def any_event(self) -> bool:
        """Whether some phrase may tell of an event that an extract reports with nobody harmed."""
        return self._any(_EVENT, 0, len(self._words))

    def may_harm(self, first: int, end: int) -> bool:
        """Whether some rule of harm may match in a sentence: the others only add to what such a one tells."""
        return self._any(_HARM | _LITERAL, first, end)

    def matters(self, first: int, end: int) -> bool:
        """Whether a sentence may add to an account: harm, an attack, someone speaking, or names of the harmed."""
        return self._any(_HARM | _ATTACK | _SPEECH | _NAMING, first, end)

    def _any(self, kinds: int, first: int, end: int) -> bool:
        """Whether a phrase of one of the kinds stands between two of the page's words."""
        for n in range(bisect_left(self._hopes, (first, 0)), len(self._hopes)):
            at, hope = self._hopes[n]
            if at >= end:
                return False
            if hope & kinds and self._begin(at, min(end, at + self._longest)) & kinds:
                return True
        return False

    def _begin(self, at: int, end: int) -> int:
        """The kinds of the phrase that begins at a word and ends before `end`."""
        kinds = self._begun.get((at, end))
        if kinds is None:
            kinds = self._begun[at, end] = self._known.begin(self._words[at:end])
        return kinds


def _literals_of(language: Language, makes: str) -> frozenset[str]:
    """The words that tell of harm, or who was harmed, in rules that ask for no word of harm ("a bullet struck him")."""
    rules = (rule.pattern for rule in language.grammar["frames"] if rule.makes == makes)
    plain = (p for p in rules if not any(key in p for key in ("HARM", "V.casualty")))
    return frozenset("=" + word for pattern in plain for word in _A_LITERAL.findall(pattern))
