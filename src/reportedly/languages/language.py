"""A language, compiled: its folder's data as a tokenizer, a lexicon and a grammar."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportedly.languages import folder as files
from reportedly.languages.grammar import Alphabet, Rule, Rules
from reportedly.languages.lexicon import Clitics, Following, Lexicon, Sense, Senses, is_plain
from reportedly.languages.schema import COLLECTING, FRAMES, MADE, PLAIN, REDUCING, SYMBOLS
from reportedly.model.errors import LanguageError, UnknownLanguage
from reportedly.scripts import Stops, Tokenizer, fold

# A name that some list outside the language gives to something: phrase, symbol, form, features.
Name = tuple[str, str, str, Mapping[str, str]]


_WORDS = (frozenset({"W.plain"}), frozenset({"W.capital"}), frozenset({"W.plain", "W.shout"}))
_MOST_SENSES = 6  # of one phrase; beyond it the subsets of its senses would be many


class Language:
    """One language, ready to read with. Made by `load_language`."""

    def __init__(self, folder: Path, names: Iterable[Name] = ()) -> None:
        profile = files.profile(folder)
        self.code = folder.name
        self.folder = folder
        self.name: str = profile.get("name", folder.name)
        self.keep_accents = profile.get("accents") == "keep"
        self.has_case = profile.get("case") != "no"
        self.stops = Stops(
            *(
                frozenset(fold(w, self.keep_accents) for w in files.words_of(profile.get(key)))
                for key in ("abbreviations", "days_behind_clocks")
            )
        )
        self.countries = tuple(files.words_of(profile.get("countries")))
        self.tokenize = Tokenizer(
            tuple(files.words_of(profile.get("elisions_before"))),
            tuple(files.words_of(profile.get("elisions_after"))),
            tuple(files.words_of(profile.get("ordinals"))),
            self.keep_accents,
        )
        self.common = files.common_words(folder)
        self.lexicon = Lexicon(_clitics(profile))
        entries = sorted(
            files.lexicon_entries(folder), key=lambda entry: entry[1] in PLAIN
        )  # a word's plain sense last
        for phrase, symbol, form, features in (*entries, *names):
            self._learn(phrase, Sense(symbol, form, features))
        raw = {file: list(files.grammar_rules(folder, file)) for file in (*REDUCING, *COLLECTING)}
        self._learn_literals(raw)
        self.alphabet = Alphabet(self._sense_sets())
        # The tagger's: what words are wherever none of those follows that go on with a phrase, with its letter
        self.words_met: dict[str, tuple[Senses, str, Following]] = {}
        self.grammar: dict[str, Rules] = {
            file: Rules(self._rule(file, rule) for rule in rules) for file, rules in raw.items()
        }

    def phrase(self, words: str) -> list[str]:
        """A phrase of the lexicon as folded tokens."""
        return [token.norm for token in self.tokenize(words)]

    def _learn(self, phrase: str, sense: Sense) -> None:
        tokens = self.phrase(phrase)
        if tokens:
            self.lexicon.add(tokens, sense)
            self._learn_without_accents(phrase, tokens, sense)

    def _learn_without_accents(self, phrase: str, tokens: list[str], sense: Sense) -> None:
        """Also as the press writes it where a capital has lost its accent: "Etat" for "État"."""
        if self.keep_accents and not phrase.isascii():
            capital = [fold(t[:1].upper(), True) + t[1:] for t in tokens]
            if capital != tokens:
                self.lexicon.add(capital, sense._replace(features={**sense.features, "case": "capital"}))

    def _learn_literals(self, raw: Mapping[str, list[dict[str, Any]]]) -> None:
        for rules in raw.values():
            for rule in rules:
                for piece in rule["pattern"].split("'")[1::2]:
                    self._learn(piece, Sense("=" + piece, "", {}))

    def _sense_sets(self) -> Iterable[frozenset[str]]:
        for keys in sorted(self.lexicon.sense_sets(), key=sorted):
            yield keys
            if is_plain(keys):
                yield from (keys | word for word in _WORDS)
            # Senses that hold in capitals only leave subsets behind (see reading/tag.py).
            if 1 < len(keys) <= _MOST_SENSES:
                members = sorted(keys)
                for size in range(1, len(members)):
                    yield from map(frozenset, itertools.combinations(members, size))
        for symbol, forms in {**{s: f for s, (f, _) in SYMBOLS.items()}, **MADE}.items():
            yield from (frozenset((f"{symbol}.{form}",)) for form in forms)
            yield frozenset((symbol,))
        yield frozenset(("V.fighter", "V.noun"))
        yield frozenset(("W.plain", "W.shout"))
        yield frozenset(("V.state", "V.noun"))

    def _rule(self, file: str, raw: Mapping[str, Any]) -> Rule:
        where = f"{self.code}/grammar/{file}.yml: {raw['rule']}"
        if (raw["makes"] in FRAMES) != (file in COLLECTING):
            raise LanguageError(f"{where}: {raw['makes']} isn't made in {file}.yml")
        matcher = self.alphabet.compile(raw["pattern"], where)
        return Rule(
            name=f"{self.code}.{file}.{raw['rule']}",
            makes=raw["makes"],
            form=raw.get("form", ""),
            pattern=raw["pattern"],
            sets=dict(raw.get("sets") or {}),
            examples=tuple(raw["examples"]),
            counter_examples=tuple(raw["counter_examples"]),
            file=file,
            matcher=matcher,
            made={},
            parts=tuple(matcher.groupindex.items()),
            needs=self.alphabet.needs(raw["pattern"]),
        )


def _clitics(profile: Mapping[str, Any]) -> Clitics:
    return Clitics(
        split={fold(k): v for k, v in (profile.get("clitics_split") or {}).items()},
        absorb=tuple(fold(w) for w in files.words_of(profile.get("clitics_absorb"))),
        suffixes=tuple(fold(w) for w in files.words_of(profile.get("clitics_suffixes"))),
        contracts={fold(k): fold(v) for k, v in (profile.get("clitics_contracts") or {}).items()},
        changes={fold(k): fold(v) for k, v in (profile.get("clitics_changes") or {}).items()},
    )


def load_language(code: str, names: Iterable[Name] = (), root: Path | None = None) -> Language:
    """The language with this ISO 639-1 code; `names` join its lexicon (those of actors, from the world).

    Raises `UnknownLanguage` where there is no folder for it, `LanguageError` where the folder doesn't hold together.
    """
    if root is None and code not in files.known_languages():
        known = ", ".join(files.known_languages())
        raise UnknownLanguage(f"there is no language folder for {code!r} (there are {known}); see docs/languages.md")
    return Language((root or files.ROOT) / code, names)
