"""Citing: every attribution of a text, violence or not: who is cited, the cue, what they are said to say or think.

`citations` takes every sentence and every source, "he" and "critics" as well as ministries; `voices.py` asks
the same model for the speakers of a page whom the rules of speech missed. Its words are `attribution.yml` of
the language, which of the candidates it keeps is learned (`training/citing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reportedly.languages.attributing import attribution_words
from reportedly.model.errors import UnknownLanguage
from reportedly.reading.cues import Candidate, Row, candidates
from reportedly.reading.learned import Linear, learned
from reportedly.reading.lexis import language_of
from reportedly.reading.quotations import BOTH, CLOSING, OPENING, open_behind
from reportedly.reading.values import Span
from reportedly.scripts import Token, split_sentences

LIKELY = 0.4  # chance from which a candidate is kept; by five folds over all annotated texts, F is flat from .35 to .45
_MARKS = re.compile(f"[{OPENING}{CLOSING}{BOTH}]")
_ENDS_QUOTE = (*CLOSING, BOTH, "'", "?", "!")
_FOLLOWING = ("according", "dash", "by")  # ways of citing that come behind what is said
_LEADING = (",", ":", "that", "-", "—", "–", "―")
_LONGEST_AFTERTHOUGHT = 6  # tokens behind "she said" that tell when and where, not what


class Citation(Struct, frozen=True):
    """Who says what: spans count code points of the text, `content` may be in several parts or empty."""

    source: Span
    cue: Span
    content: tuple[Span, ...]
    chance: float


def citations(text: str, code: str) -> list[Citation]:
    """Every attribution of a text in this language, in the order of their cues.

    Raises `UnknownLanguage` where the language has no `attribution.yml` or no model has been trained for it.
    """
    model = learned(f"citing-{code}")
    if model is None:
        raise UnknownLanguage(f"who says what can't be read in {code!r}; training/citing.py makes a model")
    rows = list(rows_of(text, code))
    found: list[Citation] = []
    for at, row in enumerate(rows):
        found += [_citation(rows, at, each, chance) for each, chance in kept(row, model)]
    return sorted(found, key=lambda c: (c.cue, c.source))


def rows_of(text: str, code: str) -> Iterator[Row]:
    """The sentences of a text, ready for `candidates`."""
    words = attribution_words(code)
    if words is None:
        raise UnknownLanguage(f"who says what can't be read in {code!r}: its folder has no attribution.yml")
    language = language_of(code)
    tokens = language.tokenize(text)
    flags = quoted(text, tokens)
    for number, (first, last) in enumerate(split_sentences(text, tokens, language.stops)):
        yield Row(tokens[first:last], words, flags[first:last], first=number == 0)


def quoted(text: str, tokens: Sequence[Token]) -> list[bool]:
    """Which of these tokens stand inside quotation marks; a paragraph's end closes what stayed open."""
    first = tokens[0].start if tokens else 0
    paragraph = text.rfind("\n", 0, first) + 1
    is_open = False
    for mark in _MARKS.findall(text, paragraph, first):
        is_open = open_behind(mark, is_open)
    flags, reached = [], first
    for token in tokens:
        if "\n" in text[reached : token.start]:
            is_open = False
        is_open = open_behind(token.text, is_open)
        flags.append(is_open)
        reached = token.end
    return flags


def kept(row: Row, model: Linear, words: Iterable[int] | None = None) -> Iterator[tuple[Candidate, float]]:
    """For each cue of a sentence its likeliest source, where that is likely enough; of all `words`, or of these."""
    best: dict[int, tuple[int, Candidate]] = {}
    for candidate in candidates(row, words):
        odds = model.odds(candidate.features)
        word = candidate.cue[1]
        if word not in best or odds > best[word][0]:
            best[word] = (odds, candidate)
    for _, candidate in best.values():
        chance = model.chance(candidate.features)
        if chance >= LIKELY:
            yield candidate, chance


def _citation(rows: Sequence[Row], at: int, candidate: Candidate, chance: float) -> Citation:
    row, following = rows[at], rows[at + 1 :]
    content = content_of(row, candidate)
    content += _running_on(row, following, candidate)
    if not content and at > 0 and rows[at - 1].tokens[-1].text in _ENDS_QUOTE:
        content = [span_of(rows[at - 1], (0, len(rows[at - 1])))]  # "…" in a sentence of its own, then who said it
    return Citation(span_of(row, candidate.source), span_of(row, candidate.cue), tuple(content), chance)


def span_of(row: Row, part: Span) -> Span:
    """Code points of a stretch of a sentence's tokens."""
    return row.tokens[part[0]].start, row.tokens[part[1] - 1].end


def content_of(row: Row, candidate: Candidate) -> list[Span]:
    """What is said in the cue's own sentence, as spans of the text."""
    return [span_of(row, part) for part in _content(row, candidate)]


def _content(row: Row, candidate: Candidate) -> Iterator[Span]:
    """Before the cue and its source, behind them, or both ("…", he said, "…")."""
    first = min(candidate.cue[0], candidate.source[0])
    last = max(candidate.cue[1], candidate.source[1])
    before, after = _trimmed(row, 0, first), _trimmed(row, last, len(row))
    if not before or not _comes_before(row, candidate, first, last):
        yield from [after] if after else []
        return
    yield before
    quote = next((k for k in range(last, len(row)) if row.text(k) in (*OPENING, BOTH)), None)
    if after and quote is not None and quote - last <= _LONGEST_AFTERTHOUGHT:
        yield quote, after[1]


def _comes_before(row: Row, candidate: Candidate, first: int, last: int) -> bool:
    """Whether what is said stands before who says it: a quotation, or words that nothing behind could be."""
    if candidate.way in _FOLLOWING:
        return True
    if candidate.way not in ("left", "inverted", "past it") and not candidate.way.startswith("aside"):
        return False
    closing = row.text(first - 1)
    nothing_behind = last >= len(row) or row.tokens[last].kind == "mark" or row.isa(last, "preposition")
    return closing in _ENDS_QUOTE or (closing == "," and nothing_behind)


def _trimmed(row: Row, first: int, last: int) -> Span | None:
    """A stretch without the marks and the "that" at its edges; None where nothing is left."""
    while first < last and row.norm(first) in _LEADING:
        first += 1
    while first < last and row.text(last - 1) in (",", ".", ":"):
        last -= 1
    return (first, last) if first < last else None


def _running_on(row: Row, following: Sequence[Row], candidate: Candidate) -> list[Span]:
    """A quotation that begins with the next sentence, up to its closing mark, where this one ends with the cue."""
    begins = bool(following) and following[0].text(0) in (*OPENING, BOTH)
    speaks = row.text(len(row) - 1) == ":" or candidate.cue[1] + _LONGEST_AFTERTHOUGHT >= len(row)
    if not begins or not speaks or row.quoted[candidate.cue[0]]:
        return []
    start, end = following[0].tokens[0].start, following[0].tokens[-1].end
    for later in following:
        end = later.tokens[-1].end
        if not later.quoted[-1]:
            break
    return [(start, end)]
