"""Grammar: rules over chunks, compiled to regular expressions over an alphabet of sense sets.

A chunk is written as one character that stands for the set of its senses, so a sentence becomes a short
string and a rule an ordinary regular expression: fast, bounded, and able to say which rule matched what.

A pattern is a row of items. `SYMBOL` or `SYMBOL.form` is a chunk with that sense; `'word'` a literal;
`name:ITEM` names a part; `( … | … )`, `?`, `*`, `+`, `{m,n}` are as in regular expressions; `~n` is up to
n chunks of no account for harm (neither people, harm nor a stronger mark than a comma), as few as fit, and
not ending in a `BY`; `~~n` is up to n chunks that are neither people, sides nor such a mark, as few as fit;
`>( … )` must follow but isn't taken; `^` and `$` are the sentence's edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from reportedly.languages.lexicon import Sense, Senses
from reportedly.model.errors import LanguageError

_ITEM = re.compile(
    r"(?P<part>[a-z_]+):|(?P<symbol>[A-Z][A-Z_]*(?:\.[a-z]+)?)|'(?P<literal>[^']+)'|~(?P<gap>~?\d+)"
    r"|(?P<sign>>\(|[()|?*+^$]|\{\d+,\d+\})|(?P<space>\s+)"
)
_TIMES = re.compile(r"(?:[?*+]|\{\d+,\d+\})\??")
_NO_FILLER = ("HARM", "V", "COUNT", "SEMICOLON", "STOP", "BREAK")
_NO_SIDES = ("V", "GROUP", "SEMICOLON", "STOP", "BREAK")
_MOST_KNOWN = 2_000  # sets of needs, of the rules of one file
_FIRST_LETTER = 0x4E00  # any block of letters will do: none of them is special in a regular expression


_NO_PARTS: Mapping[str, tuple[Chunk, ...]] = MappingProxyType({})


class Chunk(Struct, eq=False):
    """A stretch of the page with its senses; `parts` are the named parts that a rule found in it.

    A chunk is itself alone, whatever another one holds.
    """

    start: int
    end: int
    senses: Senses
    parts: Mapping[str, tuple[Chunk, ...]] = _NO_PARTS
    rule: str = ""
    definite: bool = False  # its word bears an article that is written onto it
    letter: str = ""  # that of its set of senses in its language's alphabet, once written
    value: object = None  # what the reading makes of it: people, a group, a speaker

    def sense(self, symbol: str, form: str | None = None) -> Sense | None:
        """The first sense with this symbol (and form)."""
        found = self.senses.first.get(symbol)
        if form is None or found is None or found.form == form:
            return found
        return next((s for s in self.senses if s.symbol == symbol and s.form == form), None)

    def feature(self, symbol: str, name: str) -> str:
        """A feature of its sense with this symbol; empty where there is none."""
        sense = self.senses.first.get(symbol)
        return sense.features.get(name, "") if sense else ""

    def part(self, name: str) -> Chunk | None:
        """The (first) chunk of a named part."""
        found = self.parts.get(name)
        return found[0] if found else None

    def __repr__(self) -> str:
        return f"<{'|'.join(s.key for s in self.senses)} {self.start}:{self.end} {self.rule}>"


class Rule(NamedTuple):
    """One rule as its file has it, with the compiled pattern."""

    name: str
    makes: str
    form: str
    pattern: str
    sets: Mapping[str, str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    file: str
    matcher: re.Pattern[str]
    made: dict[str, Senses]  # the senses of what it makes, in each form met so far
    parts: tuple[tuple[str, int], ...]  # the named ones, with their numbers in the pattern
    needs: int = 0  # what a sentence must have for it to match, a bit each (`Alphabet.needs`)

    def senses(self, form: str) -> Senses:
        """The senses of what it makes, in this form."""
        found = self.made.get(form)
        if found is None:
            found = self.made[form] = Senses((Sense(self.makes, form, self.sets),))
        return found


class Rules(tuple[Rule, ...]):
    """The rules of one file, in order."""

    @cached_property
    def _needs(self) -> int:
        """What some of them need."""
        return reduce(or_, [rule.needs for rule in self], 0)

    @cached_property
    def _by_needs(self) -> tuple[tuple[int, Rule], ...]:
        return tuple((rule.needs, rule) for rule in self)

    @cached_property
    def _known(self) -> dict[int, tuple[Rule, ...]]:
        return {}

    def that_may_match(self, has: int) -> tuple[Rule, ...]:
        """Those whose needs are met; most sentences meet the same needs as some sentence before."""
        met = has & self._needs
        found = self._known.get(met)
        if found is None:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            found = self._known[met] = tuple([rule for needs, rule in self._by_needs if needs & met == needs])
        return found


class Match:
    """Where a rule matched: chunk indices (end exclusive) and its named parts."""

    __slots__ = ("_chunks", "_found", "_parts", "first", "last", "rule")

    def __init__(self, first: int, last: int, rule: Rule, found: re.Match[str], chunks: Sequence[Chunk]) -> None:
        self.first, self.last, self.rule = first, last, rule
        self._found, self._chunks = found, chunks
        self._parts: dict[str, tuple[Chunk, ...]] | None = None

    @property
    def parts(self) -> Mapping[str, tuple[Chunk, ...]]:
        """The chunks of each named part; taken when first asked for, since most matches give way to others."""
        parts = self._parts
        if parts is None:
            parts = self._parts = {}
            spans = self._found.regs
            for name, number in self.rule.parts:
                first, last = spans[number]
                if first < last:
                    parts[name] = tuple(self._chunks[first:last])
        return parts


class Row(NamedTuple):
    """Chunks, written down for the rules to be asked of them."""

    chunks: Sequence[Chunk]
    written: str  # a letter for each
    has: int  # a bit for each need of rules that one of them meets, at least


class Alphabet:
    """One letter for each set of senses that a chunk can have."""

    def __init__(self, sets: Iterable[frozenset[str]]) -> None:
        self._letters: dict[frozenset[str], str] = {}
        for keys in sets:
            self._letters.setdefault(keys, chr(_FIRST_LETTER + len(self._letters)))
        self._of_senses: dict[tuple[str, ...], str] = {}
        self._of_symbol: dict[str, list[str]] = {}
        self._bits: dict[frozenset[str], int] = {}  # of sets of letters that some rule needs one of
        self._met_by: dict[str, int] = {}  # the bits of all sets that a letter is in

    def letter(self, senses: Senses) -> str:
        """The letter of a chunk with these senses; that of its first sense for a set not met before."""
        keys = senses.keys
        letter = self._of_senses.get(keys)
        if letter is None:
            whole = self._letters.get(frozenset(keys))
            letter = self._of_senses[keys] = whole or self._letters[frozenset(keys[:1])]
        return letter

    def row(self, chunks: Sequence[Chunk]) -> Row:
        """The chunks, written down."""
        written = "".join([c.letter or self._lettered(c) for c in chunks])
        return Row(chunks, written, self.has(written))

    def reduced(self, row: Row, made: Sequence[tuple[int, Chunk, int]]) -> Row:
        """The row with these chunks, each in place of those from one index up to another, in order.

        What those met that are gone stays in `has`: a rule more is asked, and to count anew would take longer.
        """
        chunks: list[Chunk] = []
        written, has, at = "", row.has, 0
        for first, chunk, last in made:
            letter = self._lettered(chunk)
            chunks += row.chunks[at:first]
            chunks.append(chunk)
            written += row.written[at:first] + letter
            has |= self._met_by.get(letter, 0)
            at = last
        chunks += row.chunks[at:]
        return Row(chunks, written + row.written[at:], has)

    def _lettered(self, chunk: Chunk) -> str:
        letters = chunk.senses.letters
        letter = letters.get(self)
        if letter is None:
            letter = letters[self] = self.letter(chunk.senses)
        chunk.letter = letter
        return letter

    def letters_of(self, symbol: str) -> str:
        """The letters of all sets that hold the symbol (any form of it, where it names none)."""
        if not self._of_symbol:
            self._index()
        return "".join(self._of_symbol.get(symbol, ()))

    def _index(self) -> None:
        for keys, letter in self._letters.items():
            named = {k for key in keys for k in (key, key.split(".")[0])}
            if all(key.startswith("=") for key in keys):
                named |= {"W", "W.plain"}  # a word that only some rule's literal names is plain to every other rule
            for symbol in named:
                self._of_symbol.setdefault(symbol, []).append(letter)

    def compile(self, pattern: str, where: str) -> re.Pattern[str]:
        """The regular expression of a rule's pattern; raises `LanguageError` that names `where` it stands."""
        out, at = [], 0
        opens = False  # a part's name waits for its item
        while at < len(pattern):
            item = _ITEM.match(pattern, at)
            if item is None:
                raise LanguageError(f"{where}: can't read the pattern from {pattern[at : at + 20]!r} on")
            at = item.end()
            kind, value = item.lastgroup, item.group(item.lastgroup or 0)
            if kind == "part":
                out.append(f"(?P<{value}>")
                opens = True
                continue
            piece = self._piece(kind or "", value, where)
            times = _TIMES.match(pattern, at) if opens and kind in ("symbol", "literal") else None
            if times:  # the part is all of them: "adj:ADJ*" holds every adjective
                piece, at = piece + times.group(), times.end()
            if opens and kind == "sign" and value == "(":
                out.append("")  # the part's own bracket opens; the closing sign below is the item's
                opens = False
                continue
            out.append(piece + ")" if opens and kind != "space" else piece)
            opens = opens and kind == "space"
        try:
            return re.compile("".join(out))
        except re.error as problem:
            raise LanguageError(f"{where}: {problem} in the pattern {pattern!r}") from problem

    def needs(self, pattern: str) -> int:
        """What a sentence must have for the pattern to match: a letter of each of its items. A bit each.

        Most rules end at this question, which costs a tenth of asking the regular expression; see `has`.
        """
        items = [(m.lastgroup or "", m.group(m.lastgroup or 0)) for m in _ITEM.finditer(pattern)]
        found, _ = self._needs_from([item for item in items if item[0] not in ("space", "part", "gap")], 0)
        return sum({self._bit(need) for need in found})

    def has(self, written: str) -> int:
        """The needs that a sentence meets, a bit each."""
        met, met_by = 0, self._met_by.get
        for letter in set(written):
            met |= met_by(letter, 0)
        return met

    def _bit(self, need: frozenset[str]) -> int:
        bit = self._bits.get(need)
        if bit is None:
            bit = self._bits[need] = 1 << len(self._bits)
            for letter in need:
                self._met_by[letter] = self._met_by.get(letter, 0) | bit
        return bit

    def _needs_from(self, items: Sequence[tuple[str, str]], at: int) -> tuple[list[frozenset[str]], int]:
        """What the alternatives from `at` to their closing bracket need, and where that stands."""
        alternatives: list[list[frozenset[str]]] = [[]]
        while at < len(items) and items[at] != ("sign", ")"):
            kind, value = items[at]
            own: list[frozenset[str]] = []
            if kind in ("symbol", "literal"):
                own = [frozenset(self.letters_of("=" + value if kind == "literal" else value))]
            elif value in ("(", ">("):
                own, at = self._needs_from(items, at + 1)
            elif value == "|":
                alternatives.append([])
            following = items[at + 1][1] if at + 1 < len(items) and items[at + 1][0] == "sign" else ""
            if following not in ("?", "*") and not following.startswith("{0"):
                alternatives[-1] += own
            at += 1
        if len(alternatives) == 1:
            return alternatives[0], at
        if not all(alternatives):
            return [], at
        any_of: frozenset[str] = frozenset().union(*(min(needs, key=len) for needs in alternatives))
        return [any_of], at

    def _piece(self, kind: str, value: str, where: str) -> str:
        if kind == "space":
            return ""
        if kind == "gap" and value.startswith("~"):
            sides = "".join(self.letters_of(s) for s in _NO_SIDES)
            return f"[^{sides}]{{0,{int(value[1:])}}}?"
        if kind == "gap":
            stops = "".join(self.letters_of(s) for s in _NO_FILLER)
            # Who stands behind "by" did it: a gap never ends there, or "killed by gunmen" would tell of dead gunmen.
            return f"(?:[^{stops}]{{0,{int(value) - 1}}}?[^{stops}{self.letters_of('BY')}])??"
        if kind == "sign":
            return {"(": "(?:", ">(": "(?="}.get(value, value)
        letters = self.letters_of("=" + value if kind == "literal" else value)
        if not letters:
            raise LanguageError(f"{where}: nothing in the lexicon is {value}; add an entry or mend the pattern")
        return f"[{letters}]"


def find(rules: Sequence[Rule], chunks: Sequence[Chunk], alphabet: Alphabet) -> list[Match]:
    """Every match of every rule, in the order of the rules."""
    return find_in(alphabet.row(chunks), rules if isinstance(rules, Rules) else Rules(rules))


def find_in(row: Row, rules: Rules) -> list[Match]:
    """The same, of chunks that are written down."""
    chunks, written, has = row
    found = []
    for rule in rules.that_may_match(has):
        search = rule.matcher.search  # three in four end at the first, and `finditer` takes longer to say so
        match = search(written)
        while match is not None:
            first, last = match.span()
            if first < last:
                found.append(Match(first, last, rule, match, chunks))
            match = search(written, max(last, first + 1))
    return found


def leftmost_longest(matches: Iterable[Match]) -> list[Match]:
    """Matches that don't overlap: from the left, the longest first, then in the order of the rules."""
    matches = list(matches)
    if len(matches) < 2:
        return matches
    chosen: list[Match] = []
    reached = 0
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if match.first >= reached:
            chosen.append(match)
            reached = match.last
    return chosen
