"""Screen: which sentences may matter. Most of the world's news says nothing of violence, and is left at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from weakref import WeakKeyDictionary

from reportedly.languages import Language
from reportedly.scripts import Token

_HARM = frozenset({"HARM", "PEOPLE.casualty"})
_ATTACK = frozenset({"ATTACK"})
# A sentence also matters where someone speaks: what they say of the harm told before is an account.
_SPEECH = frozenset({"SAY", "ACCORD", "SAME_SPEAKER"})
_EVENT = frozenset({"ATTACK", "MOVE"})


class Screen:
    """Looks at folded tokens: one dictionary look-up for each word, and a phrase look-up where that gives hope."""

    _made: ClassVar[WeakKeyDictionary[Language, Screen]] = WeakKeyDictionary()

    def __init__(self, language: Language) -> None:
        self._lexicon = language.lexicon
        self._firsts = {wanted: _first_words(language, wanted) for wanted in (_HARM, _ATTACK, _SPEECH, _EVENT)}
        self._stems: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, language: Language) -> Screen:
        """The screen of a language, made once."""
        if language not in cls._made:
            cls._made[language] = cls(language)
        return cls._made[language]

    def any_harm(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell that people were harmed."""
        return self._any(tokens, _HARM)

    def any_attack(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell of an attack."""
        return self._any(tokens, _ATTACK)

    def any_event(self, tokens: Sequence[Token]) -> bool:
        """Whether some phrase may tell of an event that an extract reports with nobody harmed."""
        return self._any(tokens, _EVENT)

    def matters(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence may add to an account: harm, an attack, or someone speaking."""
        return any(self._any(tokens, wanted) for wanted in (_HARM, _ATTACK, _SPEECH))

    def _any(self, tokens: Sequence[Token], wanted: frozenset[str]) -> bool:
        firsts = self._firsts[wanted]
        for at, token in enumerate(tokens):
            if firsts.isdisjoint(self._stems_of(token.norm)):
                continue
            found = self._lexicon.match(tokens, at)
            if found and any(s.key in wanted or s.symbol in wanted for s in found[2]):
                return True
        return False

    def _stems_of(self, norm: str) -> frozenset[str]:
        stems = self._stems.get(norm)
        if stems is None:
            stems = frozenset(a.stem for a in self._lexicon.analyses(norm))
            if len(self._stems) < 200_000:
                self._stems[norm] = stems
        return stems


def _first_words(language: Language, wanted: frozenset[str]) -> frozenset[str]:
    """The first tokens of the phrases with one of these senses."""
    return frozenset(
        first
        for first, keys in language.lexicon.beginnings()
        if any(key in wanted or key.split(".")[0] in wanted for key in keys)
    )
