"""Casing: a page all in capitals gets the case that the language's common words and the lists of names suggest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportedly.languages import Language, Senses
from reportedly.scripts import Token
from reportedly.scripts.truecase import Listed, truecase
from reportedly.world.places import Gazetteer

_LONGEST_PLACE = 4  # tokens


def cased(tokens: Sequence[Token], language: Language, gazetteer: Gazetteer) -> list[Token]:
    """The tokens of a page in capitals as those of a page of both cases; their offsets and folds stay."""
    names = _Names(tokens, language, gazetteer)
    return truecase(tokens, language.common, names)


class _Names:
    """Which of a page's tokens from one on are a name of the lexicon or the gazetteer."""

    def __init__(self, tokens: Sequence[Token], language: Language, gazetteer: Gazetteer) -> None:
        self._norms = [token.norm for token in tokens]
        self._lexicon = language.lexicon
        self._common = language.common
        self._gazetteer = gazetteer

    def __call__(self, tokens: Sequence[Token], at: int) -> Listed:
        if tokens[at].kind != "word":
            return Listed(0)
        listed, place = self._listed(tokens, at), self._place(tokens, at)
        return listed if listed.length >= place else Listed(place)

    def _listed(self, tokens: Sequence[Token], at: int) -> Listed:
        found = self._lexicon.match(self._norms, at)
        if found is None:
            return Listed(0)
        _, end, senses = found
        cases = {sense.features.get("case") for sense in senses} - {None}
        if end > at + 1:
            return Listed(end - at if cases else 0, short=cases == {"upper"})
        return Listed(self._word(tokens, at, senses, cases) if cases else 0)

    def _word(self, tokens: Sequence[Token], at: int, senses: Senses, cases: Collection[str | None]) -> int:
        """1 where a word of the lexicon that bears capitals is a name, else 0."""
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        given = any(sense.symbol == "GIVEN" for sense in senses)
        named = given and behind is not None and behind.kind == "word" and behind.norm not in self._common
        if tokens[at].norm not in self._common:
            return int("upper" in cases and not named)  # "ANA DURANDAL" is no army
        if "capital" in cases and at and tokens[at - 1].kind == "number":
            return 1  # "18 MAR"
        return int(named)  # a given name that is a word too, "Mark", has a surname behind it

    def _place(self, tokens: Sequence[Token], at: int) -> int:
        """A place's name of several words, one at least of its ends no common word: "La Union"."""
        for length in range(min(_LONGEST_PLACE, len(tokens) - at), 1, -1):
            last = tokens[at + length - 1]
            if last.kind != "word" or (tokens[at].norm in self._common and last.norm in self._common):
                continue
            words = tokens[at : at + length]
            if all(t.kind == "word" for t in words) and self._gazetteer.knows(" ".join(t.text for t in words)):
                return length
        return 0
