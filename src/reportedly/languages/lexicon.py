"""The lexicon of a language: phrases -> senses, in a trie over folded tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from reportedly.languages.schema import PLAIN


class Sense(NamedTuple):
    """One meaning of a phrase: what the grammar calls it, and its features."""

    symbol: str
    form: str
    features: Mapping[str, str]

    @property
    def key(self) -> str:
        """Symbol and form, as a rule's pattern names them."""
        return f"{self.symbol}.{self.form}" if self.form else self.symbol


NUMBERS = frozenset({"DIGITS", "NUMBER", "VAGUE"})


class Senses(tuple[Sense, ...]):
    """The senses of a chunk, the likeliest first, with what is asked of them again and again."""

    @cached_property
    def first(self) -> Mapping[str, Sense]:
        """The first sense with each symbol."""
        return {sense.symbol: sense for sense in reversed(self)}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the senses, in order."""
        return tuple([sense.key for sense in self])

    @cached_property
    def are_of_number(self) -> bool:
        """Whether it is digits or a word that numbers are made of."""
        return not NUMBERS.isdisjoint(self.first)

    @cached_property
    def depend_on_case(self) -> bool:
        """Whether some of them hold in capitals only."""
        return any("case" in sense.features for sense in self)

    @cached_property
    def depend_on_article(self) -> bool:
        """Whether some of them never hold with an article that is written onto the word."""
        return len(self.with_article) < len(self)

    @cached_property
    def with_article(self) -> Senses:
        """Those that hold with an article that is written onto the word."""
        return Senses(sense for sense in self if sense.features.get("definite") != "no")

    @cached_property
    def are_plain(self) -> bool:
        """Whether the phrase is a plain word besides."""
        return is_plain(self.keys)

    @cached_property
    def letters(self) -> dict[object, str]:
        """The letter of the set in each alphabet that wrote it."""
        return {}

    def in_case(self, case: str) -> Senses:
        """Those that hold in small letters (""), with a capital too ("capital"), or only all in capitals ("upper")."""
        made = self._made.get(case)
        if made is None:
            kept = {"": (None,), "capital": (None, "capital"), "upper": ("upper",)}[case]
            made = self._made[case] = Senses(s for s in self if s.features.get("case") in kept)
        return made

    def behind(self, others: Senses) -> Senses:
        """The `others` with these behind them."""
        made = self._behind.get(others.keys)
        if made is None:
            made = self._behind[others.keys] = Senses((*others, *self))
        return made

    @cached_property
    def _made(self) -> dict[str, Senses]:
        return {}

    @cached_property
    def _behind(self) -> dict[tuple[str, ...], Senses]:
        return {}


@lru_cache(maxsize=1_000)
def bare(symbol: str, form: str = "") -> Senses:
    """One sense without features."""
    return Senses((Sense(symbol, form, {}),))


class Clitics(NamedTuple):
    """What is written onto words: conjunctions and prepositions before, pronouns behind (Arabic)."""

    split: Mapping[str, str]  # prefix -> symbol of the small word that it is
    absorb: tuple[str, ...]  # prefixes that only mark the word, such as the article
    suffixes: tuple[str, ...]
    changes: Mapping[str, str]  # last letter before a suffix -> the letter without it
    contracts: Mapping[str, str]  # a prefix and the article as they are written together -> the article

    @property
    def stand_before(self) -> bool:
        """Whether there are any before words, so that a word may be looked up in several ways."""
        return bool(self.split or self.absorb)

    def bare(self, norm: str) -> str:
        """A folded word without a small word and an article before it, as far as letters tell; three letters stay."""
        word = _without(norm, (*self.contracts, *self.absorb))
        return word if word != norm else _without(_without(norm, self.split), self.absorb)


def _without(word: str, prefixes: Iterable[str]) -> str:
    """The word without the first of the prefixes that it has, where three letters are left."""
    fitting = (p for p in prefixes if word.startswith(p) and len(word) >= len(p) + 3)
    return word[len(next(fitting, "")) :]


def is_plain(keys: Iterable[str]) -> bool:
    """Whether a phrase with these senses is a plain word besides: `PLAIN` symbols and words that rules spell out."""
    symbols = {key.split(".")[0] for key in keys if not key.startswith("=")}
    return bool(symbols) and symbols.issubset(PLAIN)


class Analysis(NamedTuple):
    """How a token can be looked up: `skip` code points of split prefixes with their symbols, then the stem."""

    stem: str
    skip: int
    symbols: tuple[str, ...]


Found = tuple[Analysis, int, Senses]
"""How a phrase begins, the token behind it, its senses."""
Following = frozenset[str]
_NONE = Senses()
NO_CLITICS = Clitics({}, (), (), {}, {})
_SENSES = "\0"  # the key of a node's senses; no folded token is that (one of tatweels alone is empty)


class Lexicon:
    """Phrases of one language and what they mean.

    Matching is longest first from the left; the senses of a phrase keep the order of the files.
    """

    def __init__(self, clitics: Clitics = NO_CLITICS) -> None:
        self.clitics = clitics
        self._prefixes = tuple(clitics.split)
        self._articles = clitics.absorb
        self.longest = 0  # tokens of a phrase
        self._root: dict[str, Any] = {}
        self._analyses: dict[str, tuple[Analysis, ...]] = {}

    def add(self, tokens: Sequence[str], sense: Sense) -> None:
        """Adds a phrase of folded tokens; the same sense twice is kept once.

        A sense with the feature `definite: yes` holds only with the article that `Clitics.absorb` would take off,
        one with `definite: no` never with it.
        """
        self.longest = max(self.longest, len(tokens))
        node = self._root
        for at, token in enumerate(tokens):
            as_written = at == 0 and sense.features.get("definite") == "yes"
            node = node.setdefault(token if as_written else self._bare(token), {})
        senses: Senses = node.get(_SENSES, _NONE)
        if all(s.key != sense.key for s in senses):
            node[_SENSES] = Senses((*senses, sense))
        self._analyses.clear()

    def sense_sets(self) -> Iterable[frozenset[str]]:
        """Every set of sense keys that one phrase can have."""
        stack = [self._root]
        while stack:
            node = stack.pop()
            for token, child in node.items():
                if token == _SENSES:
                    yield frozenset(s.key for s in child)
                else:
                    stack.append(child)

    def beginnings(self) -> Iterable[tuple[str, frozenset[str]]]:
        """Each first token with the sense keys of all phrases that begin with it."""
        for first, child in self._root.items():
            keys: set[str] = set()
            stack = [child]
            while stack:
                node = stack.pop()
                keys.update(s.key for s in node.get(_SENSES, ()))
                stack.extend(below for token, below in node.items() if token != _SENSES)
            yield first, frozenset(keys)

    def alone(self, norms: Sequence[str], at: int) -> Senses | None:
        """The senses of the folded word at `at` where no longer phrase begins, none for one that isn't known.

        None where the word behind it goes on with a phrase; for languages that write nothing onto words.
        """
        node = self._root.get(norms[at])
        if node is None:
            return _NONE
        if at + 1 < len(norms) and norms[at + 1] in node:
            return None
        senses: Senses = node.get(_SENSES, _NONE)
        return senses

    def following(self, norm: str) -> Following:
        """The folded words that go on with a phrase where this one begins it."""
        return frozenset(self._root.get(norm, ())) - {_SENSES}

    def match(self, norms: Sequence[str], at: int, end: int | None = None) -> Found | None:
        """The longest phrase that begins at the folded token `at` and ends before `end`, if that is given."""
        best: Found | None = None
        behind = len(norms) if end is None else end
        for analysis in self.analyses(norms[at]):
            node = self._root[analysis.stem]
            reached, senses = self._longest(node, norms, at + 1, behind)
            if senses.depend_on_article and self._bears_article(norms[at], analysis):
                senses = senses.with_article
            if senses and (best is None or reached > best[1]):
                best = (analysis, reached, senses)
        return best

    def _bears_article(self, norm: str, analysis: Analysis) -> bool:
        """Whether the article was taken off the word to look it up."""
        return norm.startswith(self.clitics.absorb, analysis.skip) and not analysis.stem.startswith(self.clitics.absorb)

    def _longest(self, node: dict[str, Any], norms: Sequence[str], at: int, behind: int) -> tuple[int, Senses]:
        end, senses = at, node.get(_SENSES, _NONE)
        while at < behind and (len(node) > 1 or _SENSES not in node):  # most phrases are words, and end at once
            norm = norms[at]
            following = node.get(norm)
            if following is None and norm.startswith(self._articles):
                following = node.get(self._bare(norm))
            if following is None:
                break
            node, at = following, at + 1
            if _SENSES in node:
                end, senses = at, node[_SENSES]
        return end, senses

    def analyses(self, norm: str) -> tuple[Analysis, ...]:
        """The ways to look up a folded token that begin some phrase, plainest first."""
        found = self._analyses.get(norm)
        if found is None:
            if len(self._analyses) > 200_000:
                self._analyses.clear()
            found = self._analyses[norm] = tuple(self._candidates(norm))
        return found

    def _bare(self, norm: str) -> str:
        for prefix in self.clitics.absorb:
            if norm.startswith(prefix) and len(norm) > len(prefix) + 2:
                return norm[len(prefix) :]
        return norm

    def _candidates(self, norm: str) -> list[Analysis]:
        root = self._root
        found = [Analysis(norm, 0, ())] if norm in root else []
        if not self._prefixes and not self._articles:
            return found
        heads: list[tuple[str, int, tuple[str, ...]]] = [(norm, 0, ())]
        if norm.startswith(self._prefixes):
            heads += self._heads(norm, 0, ())
        for rest, skip, symbols in heads:
            if skip and rest in root:
                found.append(Analysis(rest, skip, symbols))
            if rest.startswith(self._articles) and (bare := self._bare(rest)) != rest and bare in root:
                found.append(Analysis(bare, skip, symbols))
        for rest, skip, symbols in heads:
            if rest.endswith(self.clitics.suffixes):
                found += [Analysis(stem, skip, symbols) for stem in self._stems(rest) if stem in root]
        return found

    def _stems(self, word: str) -> Iterable[str]:
        """A word without each suffix that may be written onto it."""
        for suffix in self.clitics.suffixes:
            if word.endswith(suffix) and len(word) >= len(suffix) + 3:
                stem = word[: -len(suffix)]
                yield stem
                changed = self.clitics.changes.get(stem[-1])
                if changed:
                    yield stem[:-1] + changed

    def _heads(self, norm: str, skip: int, symbols: tuple[str, ...]) -> list[tuple[str, int, tuple[str, ...]]]:
        """The token without one or two split prefixes ("وب…": and, in), and with the article that one has swallowed."""
        heads: list[tuple[str, int, tuple[str, ...]]] = []
        for prefix, symbol in self.clitics.split.items():
            if norm.startswith(prefix) and len(norm) >= len(prefix) + 2:
                rest = norm[len(prefix) :]
                found = (*symbols, symbol)
                for written, article in self.clitics.contracts.items():
                    if written.startswith(prefix) and norm.startswith(written) and len(norm) >= len(written) + 2:
                        # Plainest first: "للخطف" is a kidnapping, though "الخطف" on its own is a light word.
                        stem = norm[len(written) :]
                        heads.append((stem, skip + len(written), found))
                        heads.append((article + stem, skip + len(written), found))
                heads.append((rest, skip + len(prefix), found))
                if not symbols and rest.startswith(self._prefixes):
                    heads += self._heads(rest, skip + len(prefix), found)
        return heads
