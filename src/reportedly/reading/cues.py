"""Cues: the words by which someone is said to say, think or want something, each with those who may be its source.

Every candidate is a guess with features for a learned model; `citing.py` asks it and keeps the likely ones.
Token indices count within the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from reportedly.languages.attributing import AttributionWords, Verb
from reportedly.reading.quotations import BOTH, CLOSING, OPENING
from reportedly.reading.values import Span
from reportedly.scripts import Token

_LONGEST_NAME = 25  # tokens of a noun phrase
_LONGEST_ASIDE = 30  # tokens of what stands between two commas
_LONGEST_HEAD = 14  # tokens before the colon of a headline
_QUOTES = (*OPENING, *CLOSING, BOTH)
_DASHES = ("―", "—", "–")
_NO_NOUN = frozenset(
    {"auxiliary", "pronoun", "relative", "subordinator", "preposition", "to", "and", "adverb", "negation"}
)
_HELPERS = frozenset({"auxiliary", "adverb", "negation"})


class Candidate(Struct, frozen=True):
    """A cue and one who may be its source: token spans, how they stand to each other, what the model looks at."""

    cue: Span
    source: Span
    way: str
    features: frozenset[str]


class Row:
    """The tokens of a sentence with what the language says of each; `quoted` tells which stand in quotation marks."""

    def __init__(self, tokens: Sequence[Token], words: AttributionWords, quoted: Sequence[bool], first: bool) -> None:
        self.tokens, self.quoted, self.first = tokens, quoted, first
        self.classes = [words.of(t.norm) for t in tokens]
        self.verbs = [words.verbs.get(t.norm) for t in tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, at: int) -> str:
        """A token as written; empty beyond the edges."""
        return self.tokens[at].text if 0 <= at < len(self) else ""

    def norm(self, at: int) -> str:
        """A folded token; empty beyond the edges."""
        return self.tokens[at].norm if 0 <= at < len(self) else ""

    def isa(self, at: int, *names: str) -> bool:
        """Whether a token belongs to one of these classes."""
        return 0 <= at < len(self) and any(name in self.classes[at] for name in names)

    def noun_like(self, at: int) -> bool:
        """Whether a token may be part of a noun phrase."""
        if not 0 <= at < len(self) or self.tokens[at].kind == "mark" or self.norm(at)[0] in "'’":
            return False
        if self.classes[at] & _NO_NOUN and not (self.tokens[at].capital and at > 0 and not self.classes[at - 1]):
            return self.isa(at, "determiner") and not self.isa(at, "pronoun", "relative")
        return not self._clearly_verb(at)

    def _clearly_verb(self, at: int) -> bool:
        """A form such as "said", or "claims" before an article: no noun of a longer name."""
        verb = self.verbs[at]
        if verb is None or self.tokens[at].capital:
            return False
        past = self.norm(at) != verb.base and not self.norm(at).endswith(("s", "ing"))
        return past or self.isa(at + 1, "determiner", "pronoun")

    def phrase_ending(self, at: int) -> Span | None:
        """The noun phrase whose last token is `at`; a pronoun alone."""
        if at < 0:
            return None
        if self.isa(at, "pronoun", "relative"):
            return at, at + 1
        last = at
        if self.text(at) == ")":
            opening = next((k for k in range(at, max(-1, at - 9), -1) if self.text(k) == "("), at)
            at = opening - 1
        if not self.noun_like(at):
            return None
        start = at
        while at >= 0 and last - at < _LONGEST_NAME:
            if self.isa(at, "determiner") and not self.isa(at - 1, "link"):
                start = at
                break
            if self.noun_like(at):
                start = at
            elif not self._joins(at):
                break
            at -= 1
        return start, last + 1

    def _joins(self, at: int) -> bool:
        """Whether a token stands inside a noun phrase: "'s", a hyphen, the full stop of a title, "of"."""
        if self.norm(at) == "'s" or self.text(at) in ("-", "&", "'", "’"):
            return True
        if self.text(at) == ".":
            return self.noun_like(at - 1) and len(self.text(at - 1)) <= 4
        both = self.noun_like(at - 1) and self.noun_like(at + 1)
        if self.isa(at, "and"):
            return both and self.tokens[at - 1].capital and self.tokens[at + 1].capital
        return self.isa(at, "link") and both

    def phrase_starting(self, at: int) -> Span | None:
        """The noun phrase whose first token is `at`; a pronoun alone."""
        if self.isa(at, "pronoun"):
            return at, at + 1
        if not self.noun_like(at):
            return None
        end = at
        while end < len(self) and end - at < _LONGEST_NAME and (self.noun_like(end) or self._joins(end)):
            end += 1
        while end > at + 1 and not self.noun_like(end - 1):
            end -= 1
        return at, end

    def group_start(self, at: int) -> int:
        """Where the words that belong to a verb begin: "has also said"."""
        while at > 0 and (self.classes[at - 1] & _HELPERS or self._adverb(at - 1)):
            at -= 1
        return at

    def _adverb(self, at: int) -> bool:
        return self.norm(at).endswith("ly") and not self.tokens[at].capital

    @cached_property
    def subjects(self) -> list[tuple[int, Span]]:
        """Phrases right before a verb, with the index of that verb's group."""
        found: list[tuple[int, Span]] = []
        for at in range(1, len(self)):
            if not (self.isa(at, "auxiliary", "verb") or self.verbs[at] or self._past(at)):
                continue
            start = self.group_start(at)
            if self.isa(start - 1, "to", "determiner"):
                continue
            phrase = self.phrase_ending(start - 1)
            if phrase and (not found or found[-1][1] != phrase):
                found.append((start, phrase))
        return found

    @cached_property
    def deeds(self) -> dict[Span, str]:
        """What the subjects do, as the kind of their verb; "other" where it is none of speech or thought."""
        found: dict[Span, str] = {}
        for begins, phrase in self.subjects:
            at = begins
            while at < len(self) and (self.classes[at] & _HELPERS or self._adverb(at)):
                at += 1
            verb = self.verbs[at] if at < len(self) else None
            found.setdefault(phrase, verb.kind if verb else "other")
        return found

    def _past(self, at: int) -> bool:
        return self.norm(at).endswith("ed") and not self.tokens[at].capital


def candidates(row: Row, words: Iterable[int] | None = None) -> Iterator[Candidate]:
    """The candidates of a sentence, cue by cue: of every token that may be one, or of these `words`."""
    for at in range(len(row)) if words is None else words:
        if row.verbs[at] is not None or row.isa(at, "noun"):
            yield from _of_word(row, at)
        elif row.isa(at, "according") and row.isa(at + 1, "to"):
            yield from _plain(row, (at, at + 2), row.phrase_starting(at + 2), "according")
        elif row.text(at) == ":" and at <= _LONGEST_HEAD:
            yield from _plain(row, (at, at + 1), row.phrase_ending(at - 1), "colon")
        elif _is_dash(row, at):
            yield from _plain(row, (at, at + 1), row.phrase_starting(at + 1), "dash")


def _is_dash(row: Row, at: int) -> bool:
    """A dash behind a quotation or at the sentence's start: whose words it was follows."""
    doubled = row.text(at) == "-" and row.text(at - 1) == "-"
    before = at - 2 if doubled else at - 1
    return (row.text(at) in _DASHES or doubled) and (before < 0 or row.text(before) in _QUOTES)


def _plain(row: Row, cue: Span, source: Span | None, way: str) -> Iterator[Candidate]:
    if source is None:
        return
    kind = _source_kind(row, source)
    features = {way, f"{way} {kind}", f"{way} quoted {row.quoted[cue[0]]}", f"{way} first {row.first}"}
    features |= {f"{way} long {min(source[1] - source[0], 6)}", f"{way} next {_sort(row, cue[1])}"}
    features |= {f"{way} then {_sort(row, source[1])}", f"{way} at {min(cue[0], 6)}"}
    yield Candidate(cue, source, way, frozenset(features))


def _of_word(row: Row, at: int) -> Iterator[Candidate]:
    start = row.group_start(at)
    common = frozenset(_cue_features(row, start, at))
    seen: set[Span] = set()
    for way, source in _sources(row, start, at):
        if source is not None and (source not in seen) and not source[0] <= at < source[1]:
            seen.add(source)
            yield Candidate((start, at + 1), source, way, common | _pair_features(row, start, at, way, source))


def _sources(row: Row, start: int, at: int) -> Iterator[tuple[str, Span | None]]:
    """Who may be the source of the cue at `at`, whose helpers begin at `start`."""
    before = start - 1
    infinitive = row.isa(before, "to")
    if infinitive:
        before -= 1
    beside = row.phrase_ending(before)
    yield ("object" if infinitive else "left"), beside
    if beside and row.isa(beside[0] - 1, "preposition"):
        yield "past it", row.phrase_ending(beside[0] - 2)
    elif beside and row.isa(beside[0], "determiner"):
        yield "past it", row.phrase_ending(beside[0] - 1)
    if row.text(before) in (",", *_DASHES, "-", ")"):
        yield from _around_asides(row, before)
    owner = next((k for k in range(at - 1, max(-1, at - 4), -1) if row.norm(k) == "'s" or row.isa(k, "possessive")), -1)
    if owner >= 0:
        yield "owner", (owner, owner + 1) if row.isa(owner, "possessive") else row.phrase_ending(owner - 1)
    earlier = [phrase for begins, phrase in row.subjects if begins <= before and phrase[1] <= before + 1]
    yield from zip(("last", "before"), reversed(earlier), strict=False)
    if earlier:
        yield "first", earlier[0]
    elif row.norm(at).endswith("ing"):
        yield "later", next((phrase for begins, phrase in row.subjects if phrase[0] > at), None)
    if before < 0 or row.text(before) in (",", *_QUOTES, "?", "!", "."):
        yield "inverted", row.phrase_starting(at + 1)
    by = next((k for k in range(at + 1, min(len(row), at + 7)) if row.isa(k, "by")), -1)
    if by > 0:
        yield "by", row.phrase_starting(by + 1)
    if row.isa(at, "noun") and row.isa(at + 1, "link"):
        yield "of", row.phrase_starting(at + 2)


def _around_asides(row: Row, comma: int) -> Iterator[tuple[str, Span | None]]:
    """Phrases before an aside that ends at `comma`: "X, who was there, said"."""
    found = 0
    for at in range(comma - 1, max(0, comma - _LONGEST_ASIDE), -1):
        if row.text(at) in (",", *_DASHES, "-", "("):
            phrase = row.phrase_ending(at - 1)
            if phrase:
                found += 1
                yield f"aside {found}", phrase
            if found == 2:
                return


def _sort(row: Row, at: int) -> str:
    """What kind of token stands here, in one word."""
    if at < 0 or at >= len(row):
        return "edge"
    text, norm = row.text(at), row.norm(at)
    if text in _QUOTES:
        return "quote"
    if row.tokens[at].kind == "mark":
        return text
    for name in ("that", "pronoun", "relative", "to", "and", "by", "auxiliary", "possessive", "determiner",
                 "preposition", "subordinator", "adverb"):  # fmt: skip
        if row.isa(at, name):
            return norm if name in ("preposition", "that") else name
    if row.tokens[at].capital:
        return "capital"
    if row.verbs[at]:
        return "verb"
    ending = next((e for e in ("ing", "ed", "ly", "s") if norm.endswith(e)), "")
    return f"word {ending}"


def _shape(row: Row, at: int, verb: Verb | None) -> str:
    norm = row.norm(at)
    if verb is None or norm == verb.base:
        return "base"
    return "ing" if norm.endswith("ing") else "s" if norm.endswith("s") else "past"


def _cue_features(row: Row, start: int, at: int) -> Iterator[str]:
    verb = row.verbs[at]
    base, kind = verb or Verb(row.norm(at), "noun")
    shape = _shape(row, at, verb)
    after, then = _sort(row, at + 1), _sort(row, at + 2)
    left = _sort(row, start - 1)
    yield from (f"base {base}", f"kind {kind}", f"word {row.norm(at)}", f"shape {shape}", f"kind {kind} {shape}")
    yield from (f"after {after}", f"then {then}", f"left {left}", f"left {left} {shape}", f"kind {kind} left {left}")
    yield from (f"kind {kind} after {after}", f"base {base} after {after}", f"base {base} left {left}")
    yield from (f"base {base} {shape}", f"after {after} {then}", f"shape {shape} after {after}")
    helpers = range(start, at)
    for name in ("modal", "be", "negation"):
        if any(row.isa(k, name) for k in helpers):
            yield f"has {name}"
            yield f"has {name} {shape}"
            yield f"kind {kind} {name}"
    if row.isa(at, "noun"):
        yield f"noun left {_sort(row, at - 1)}"
    if row.tokens[at].capital:
        yield f"capital {row.first}"
    quotes = [k for k in range(len(row)) if row.text(k) in _QUOTES]
    if quotes:
        nearest = min(abs(k - at) for k in quotes)
        yield f"quote {min(nearest, 8) // 2}"
        yield f"kind {kind} quote {nearest < 4}"
        if any(at < k <= at + 12 for k in quotes):
            yield f"quote follows {kind}"
    yield f"quoted {row.quoted[at]}"
    yield f"quoted {row.quoted[at]} {kind}"
    if row.first:
        yield "headline"


def _pair_features(row: Row, start: int, at: int, way: str, source: Span) -> frozenset[str]:
    verb = row.verbs[at]
    base, kind = verb or Verb(row.norm(at), "noun")
    shape = _shape(row, at, verb)
    who = _source_kind(row, source)
    last = source[1] - 1
    head = row.norm(last) if row.isa(last, "group", "pronoun", "relative", "possessive") else "other"
    left, right = _sort(row, source[0] - 1), _sort(row, source[1])
    gap = start - source[1] if source[1] <= start else source[0] - at
    between = sum(1 for _, phrase in row.subjects if source[1] <= phrase[0] < start)
    passive = any(row.isa(k, "be") for k in range(start, at)) and shape == "past"
    found = {
        f"way {way}", f"way {way} {kind}", f"way {way} {shape}", f"way {way} {base}", f"way {way} {who}",
        f"who {who}", f"who {who} {kind}", f"head {head}", f"way {way} from {left}", f"way {way} to {right}",
        f"way {way} gap {min(gap, 12) // 2}", f"way {way} between {min(between, 3)}", f"way {way} passive {passive}",
        f"way {way} kind {kind} {shape} {who}", f"way {way} quoted {row.quoted[source[0]] == row.quoted[at]}",
        f"way {way} does {row.deeds.get(source)}", f"does {row.deeds.get(source)} {shape}",
        f"way {way} left {_sort(row, start - 1)}", f"way {way} after {_sort(row, at + 1)}",
    }  # fmt: skip
    return frozenset(found)


def _source_kind(row: Row, source: Span) -> str:
    start, end = source
    if row.isa(start, "pronoun", "relative", "possessive") and end - start == 1:
        return row.norm(start)
    if any(row.isa(k, "group") for k in range(start, end)):
        return "group"
    capitals = sum(row.tokens[k].capital and k > 0 for k in range(start, end))
    named = "named" if capitals else "plain"
    begun = "the" if row.isa(start, "determiner") else ""
    many = "s" if row.norm(end - 1).endswith("s") else ""
    return f"{named} {begun} {many}"
