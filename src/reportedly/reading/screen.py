"""Screen: which sentences may matter. Most of the world's news says nothing of violence, and is left at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar
from weakref import WeakKeyDictionary

from reportedly.languages import Language
from reportedly.scripts import Token

_HARM = frozenset({"HARM", "PEOPLE.casualty"})
_LITERAL = re.compile(r"'([^']+)'")
_ATTACK = frozenset({"ATTACK"})
# A sentence also matters where someone speaks: what they say of the harm told before is an account.
_SPEECH = frozenset({"SAY", "ACCORD", "SAME_SPEAKER"})
_EVENT = frozenset({"ATTACK", "MOVE"})


_MOST_WORDS = 200_000  # remembered; a language's news has about as many forms


class Screen:
    """Looks at folded tokens: one dictionary look-up for each word, and a phrase look-up where that gives hope."""

    _made: ClassVar[WeakKeyDictionary[Language, Screen]] = WeakKeyDictionary()

    def __init__(self, language: Language) -> None:
        self._lexicon = language.lexicon
        self._tokenize = language.tokenize
        self._telling = _HARM | _literals_of(language, "harm")
        self._naming = _literals_of(language, "naming")
        kinds = (_HARM, _ATTACK, _SPEECH, _EVENT, self._telling, self._naming)
        self._firsts = {wanted: _first_words(language, wanted) for wanted in kinds}
        # Whether a phrase of the kind may begin with a word, for the words met so far: folded, and as written
        self._hopes: dict[frozenset[str], dict[str, bool]] = {wanted: {} for wanted in self._firsts}
        self._written: dict[frozenset[str], dict[str, bool]] = {wanted: {} for wanted in self._firsts}

    @classmethod
    def of(cls, language: Language) -> Screen:
        """The screen of a language, made once."""
        if language not in cls._made:
            cls._made[language] = cls(language)
        return cls._made[language]

    def may_tell(self, text: str, *, untitled: bool) -> bool:
        """Whether some word may begin a phrase of harm, or of an event where the text has no headline.

        Half of the pages end here, for a third of what making tokens of them costs.
        """
        return any(self._any_hope(text, wanted) for wanted in ((_HARM, _EVENT) if untitled else (_HARM,)))

    def _any_hope(self, text: str, wanted: frozenset[str]) -> bool:
        hopes = self._written[wanted]
        for word in self._tokenize.words(text):
            hope = hopes.get(word)
            if hope is None:
                hope = self._hope(self._tokenize.fold(word), wanted)
                if len(hopes) < _MOST_WORDS:
                    hopes[word] = hope
            if hope:
                return True
        return False

    def any_harm(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell that people were harmed."""
        return self._any(tokens, _HARM)

    def any_attack(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell of an attack."""
        return self._any(tokens, _ATTACK)

    def any_event(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell of an event that an extract reports with nobody harmed."""
        return self._any(tokens, _EVENT)

    def may_harm(self, tokens: Sequence[Token]) -> bool:
        """Whether some rule of harm may match in a sentence: the others only add to what such a one tells."""
        return self._any(tokens, self._telling)

    def matters(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence may add to an account: harm, an attack, someone speaking, or names of the harmed."""
        return any(self._any(tokens, wanted) for wanted in (_HARM, _ATTACK, _SPEECH, self._naming))

    def _any(self, tokens: Sequence[Token], wanted: frozenset[str]) -> bool:
        hopes = self._hopes[wanted]
        for at, token in enumerate(tokens):
            hope = hopes.get(token.norm)
            if hope is None:
                hope = self._hope(token.norm, wanted)
            if hope:
                found = self._lexicon.match(tokens, at)
                if found and any(s.key in wanted or s.symbol in wanted for s in found[2]):
                    return True
        return False

    def _hope(self, norm: str, wanted: frozenset[str]) -> bool:
        firsts, hopes = self._firsts[wanted], self._hopes[wanted]
        hope = any(a.stem in firsts for a in self._lexicon.analyses(norm))
        if len(hopes) < _MOST_WORDS:
            hopes[norm] = hope
        return hope


def _literals_of(language: Language, makes: str) -> frozenset[str]:
    """The words that tell of harm, or who was harmed, in rules that ask for no word of harm ("a bullet struck him")."""
    rules = (rule.pattern for rule in language.grammar["frames"] if rule.makes == makes)
    plain = (p for p in rules if not any(key in p for key in ("HARM", "V.casualty")))
    return frozenset("=" + word for pattern in plain for word in _LITERAL.findall(pattern))


def _first_words(language: Language, wanted: frozenset[str]) -> frozenset[str]:
    """The first tokens of the phrases with one of these senses."""
    return frozenset(
        first
        for first, keys in language.lexicon.beginnings()
        if any(key in wanted or key.split(".")[0] in wanted for key in keys)
    )
