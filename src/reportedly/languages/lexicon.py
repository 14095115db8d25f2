"""The lexicon of a language: phrases -> senses, in a trie over folded tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reportedly.scripts import Token


class Sense(NamedTuple):
    """One meaning of a phrase: what the grammar calls it, and its features."""

    symbol: str
    form: str
    features: Mapping[str, str]

    @property
    def key(self) -> str:
        """Symbol and form, as a rule's pattern names them."""
        return f"{self.symbol}.{self.form}" if self.form else self.symbol


class Clitics(NamedTuple):
    """What is written onto words: conjunctions and prepositions before, pronouns behind (Arabic)."""

    split: Mapping[str, str]  # prefix -> symbol of the small word that it is
    absorb: tuple[str, ...]  # prefixes that only mark the word, such as the article
    suffixes: tuple[str, ...]
    changes: Mapping[str, str]  # last letter before a suffix -> the letter without it
    contracts: Mapping[str, str]  # a prefix and the article as they are written together -> the article

    def bare(self, norm: str) -> str:
        """A folded word without a small word and an article before it, as far as letters tell; three letters stay."""
        word = _without(norm, (*self.contracts, *self.absorb))
        return word if word != norm else _without(_without(norm, self.split), self.absorb)


def _without(word: str, prefixes: Iterable[str]) -> str:
    """The word without the first of the prefixes that it has, where three letters are left."""
    fitting = (p for p in prefixes if word.startswith(p) and len(word) >= len(p) + 3)
    return word[len(next(fitting, "")) :]


class Analysis(NamedTuple):
    """How a token can be looked up: `skip` code points of split prefixes with their symbols, then the stem."""

    stem: str
    skip: int
    symbols: tuple[str, ...]


NO_CLITICS = Clitics({}, (), (), {}, {})
_SENSES = "\0"  # the key of a node's senses; no folded token is that (one of tatweels alone is empty)


class Lexicon:
    """Phrases of one language and what they mean.

    Matching is longest first from the left; the senses of a phrase keep the order of the files.
    """

    def __init__(self, clitics: Clitics = NO_CLITICS) -> None:
        self.clitics = clitics
        self._root: dict[str, Any] = {}
        self._analyses: dict[str, tuple[Analysis, ...]] = {}

    def add(self, tokens: Sequence[str], sense: Sense) -> None:
        """Adds a phrase of folded tokens; the same sense twice is kept once.

        A sense with the feature `definite: yes` holds only with the article that `Clitics.absorb` would take off,
        one with `definite: no` never with it.
        """
        node = self._root
        for at, token in enumerate(tokens):
            as_written = at == 0 and sense.features.get("definite") == "yes"
            node = node.setdefault(token if as_written else self._bare(token), {})
        senses: list[Sense] = node.setdefault(_SENSES, [])
        if all(s.key != sense.key for s in senses):
            senses.append(sense)
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

    def match(self, tokens: Sequence[Token], at: int) -> tuple[Analysis, int, tuple[Sense, ...]] | None:
        """The longest phrase that begins at token `at`: how it begins, the token behind it, its senses."""
        best: tuple[Analysis, int, tuple[Sense, ...]] | None = None
        for analysis in self.analyses(tokens[at].norm):
            node = self._root.get(analysis.stem)
            if node is None:
                continue
            end, senses = self._longest(node, tokens, at + 1)
            if self._bears_article(tokens[at].norm, analysis):
                senses = [s for s in senses if s.features.get("definite") != "no"]
            if senses and (best is None or end > best[1]):
                best = (analysis, end, tuple(senses))
        return best

    def _bears_article(self, norm: str, analysis: Analysis) -> bool:
        """Whether the article was taken off the word to look it up."""
        return norm.startswith(self.clitics.absorb, analysis.skip) and not analysis.stem.startswith(self.clitics.absorb)

    def _longest(self, node: dict[str, Any], tokens: Sequence[Token], at: int) -> tuple[int, list[Sense]]:
        end, senses = at, node.get(_SENSES, [])
        while at < len(tokens):
            following = node.get(tokens[at].norm) or node.get(self._bare(tokens[at].norm))
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

    def _candidates(self, norm: str) -> Iterable[Analysis]:
        root = self._root
        if norm in root:
            yield Analysis(norm, 0, ())
        if not self.clitics.split and not self.clitics.absorb:
            return
        heads = [(norm, 0, ()), *self._heads(norm, 0, ())]
        for rest, skip, symbols in heads:
            bare = self._bare(rest)
            if skip and rest in root:
                yield Analysis(rest, skip, symbols)
            if bare != rest and bare in root:
                yield Analysis(bare, skip, symbols)
        for rest, skip, symbols in heads:
            yield from (Analysis(stem, skip, symbols) for stem in self._stems(rest) if stem in root)

    def _stems(self, word: str) -> Iterable[str]:
        """A word without each suffix that may be written onto it."""
        if not word.endswith(self.clitics.suffixes):
            return
        for suffix in self.clitics.suffixes:
            if word.endswith(suffix) and len(word) >= len(suffix) + 3:
                stem = word[: -len(suffix)]
                yield stem
                changed = self.clitics.changes.get(stem[-1])
                if changed:
                    yield stem[:-1] + changed

    def _heads(self, norm: str, skip: int, symbols: tuple[str, ...]) -> Iterable[tuple[str, int, tuple[str, ...]]]:
        """The token without one or two split prefixes ("وب…": and, in), and with the article that one has swallowed."""
        for prefix, symbol in self.clitics.split.items():
            if norm.startswith(prefix) and len(norm) >= len(prefix) + 2 and len(symbols) < 2:
                rest = norm[len(prefix) :]
                found = (*symbols, symbol)
                for written, article in self.clitics.contracts.items():
                    if written.startswith(prefix) and norm.startswith(written) and len(norm) >= len(written) + 2:
                        # Plainest first: "للخطف" is a kidnapping, though "الخطف" on its own is a light word.
                        stem = norm[len(written) :]
                        yield stem, skip + len(written), found
                        yield article + stem, skip + len(written), found
                yield rest, skip + len(prefix), found
                yield from self._heads(rest, skip + len(prefix), found)
