"""Screen: which sentences may matter. Most of the world's news says nothing of violence, and is left at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from weakref import WeakKeyDictionary

from reportedly.languages import Language
from reportedly.scripts import Token

_HARM = ("HARM", "PEOPLE.casualty")
_MATTERS = (*_HARM, "ATTACK", "SAY", "ACCORD", "SAME_SPEAKER", "PEOPLE", "WEAPON")


class Screen:
    """Looks at folded tokens only: one dictionary look-up for each word of a page."""

    _made: ClassVar[WeakKeyDictionary[Language, Screen]] = WeakKeyDictionary()

    def __init__(self, language: Language) -> None:
        self._harm = _first_words(language, _HARM)
        self._matters = _first_words(language, _MATTERS)
        self._attack = _first_words(language, ("ATTACK",))
        self._lexicon = language.lexicon
        self._seen: dict[str, int] = {}

    @classmethod
    def of(cls, language: Language) -> Screen:
        """The screen of a language, made once."""
        if language not in cls._made:
            cls._made[language] = cls(language)
        return cls._made[language]

    def any_harm(self, tokens: Iterable[Token]) -> bool:
        """Whether some word may tell that people were harmed."""
        return any(self._weight(token.norm) == 2 for token in tokens)

    def any_attack(self, tokens: Sequence[Token]) -> bool:
        """Whether some word may tell of an event that an extract reports with nobody harmed."""
        return any(a.stem in self._attack for t in tokens for a in self._lexicon.analyses(t.norm))

    def matters(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence may add to an account: harm, attacks, people, or someone speaking."""
        return any(self._weight(token.norm) for token in tokens)

    def _weight(self, norm: str) -> int:
        """2 for a word that may begin a phrase of harm, 1 for one that matters beside it, else 0."""
        weight = self._seen.get(norm)
        if weight is None:
            stems = {a.stem for a in self._lexicon.analyses(norm)}
            weight = 2 if stems & self._harm else 1 if stems & self._matters else 0
            if len(self._seen) < 200_000:
                self._seen[norm] = weight
        return weight


def _first_words(language: Language, wanted: tuple[str, ...]) -> frozenset[str]:
    """The first tokens of the phrases with one of these senses."""
    return frozenset(
        first
        for first, keys in language.lexicon.beginnings()
        if any(k in wanted or k.split(".")[0] in wanted for k in keys)
    )
