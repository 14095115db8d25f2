"""Asides: the earlier attack that a sentence sets its news after: "killed on Monday, a day after a bomb killed ten"."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from reportedly.languages import Chunk
from reportedly.model import When
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import People, Span
from reportedly.reading.when import before

_NO_SUBJECT = ("PLACE", "DIRECTION", "AMONG", "THAT", "WHO", "AND", "TIME", "IN", "BY", "ACCORD", "DE", "TO")
_TELLING = ("HARM", "ATTACK")
_OPENING = 2  # chunks before an aside that begins the sentence: "and just a day after …"
_FOLLOWING = ("gerund", "participle")  # "…, wounding three": goes on with what stands before the comma


class Aside(NamedTuple):
    """The part of a sentence that tells of an earlier attack, and the words that say how much earlier."""

    sentence: Sentence
    after: Chunk

    def when(self, day: datetime.date | None, text: str) -> When | None:
        """Its day, counted back from that of the news."""
        return before(self.after, text, day)


def parted(sentence: Sentence) -> tuple[Sentence, Aside | None]:
    """The sentence without its aside, and the aside; the whole and None where there is none.

    Where the news itself harms nobody, the earlier attack may be what the page is about: "the minister came to Kabul
    a day after a bomb killed ten".
    """
    if not sentence.may_hold("PAST"):
        return sentence, None
    at = next((n for n, c in enumerate(sentence.chunks) if _is_opening(c)), None)
    if at is None:
        return sentence, None
    after = sentence.chunks[at]
    start, end = after.start, _end(sentence, at)
    main, aside = _part(sentence, start, end, inside=False), _part(sentence, start, end, inside=True)
    if not _is_news(main, after) or any(f.late for f in aside.harms) or _is_of_someone_known(aside):
        return sentence, None
    known = any(p.definite for f in aside.harms for p in f.people)
    return main, None if known else Aside(aside, after)


def _is_opening(chunk: Chunk) -> bool:
    kind = chunk.feature("PAST", "kind")
    return kind == "before" or bool(kind and any(chunk.part(p) for p in ("span", "spans", "eve")))


def _is_news(main: Sentence, after: Chunk) -> bool:
    """Whether the rest tells of violence to others: not "he died two days after the shooting"."""
    if after.feature("PAST", "kind") != "before":
        return not main.harms or after.feature("PAST", "kind") == "anniversary"  # "the attack comes a day after"
    harms = [c for c in main.nested if "HARM" in c.senses.first]
    violent = any(c.feature("HARM", "violent") != "no" for c in harms) or any(c.sense("ATTACK") for c in main.nested)
    return violent and any(not (f.late or all(p.definite for p in f.people)) for f in main.harms)


def _is_of_someone_known(aside: Sentence) -> bool:
    """Whether it begins with somebody told of: "police shot him an hour after he wounded two"."""
    first = aside.chunks[1].value if len(aside.chunks) > 1 else None
    return isinstance(first, People) and first.definite


def _end(sentence: Sentence, at: int) -> int:
    """Where the aside ends: before the news that follows it, else before who says it, else with the sentence."""
    chunks, start = sentence.chunks, sentence.chunks[at].start
    if any(f.span[1] <= start for f in sentence.harms):
        last = max((f.span[1] for f in sentence.harms), default=start)
        said = (s.span[0] for s in sentence.speeches if s.span[0] >= max(last, start))
        return min(said, default=sentence.end)
    if at > _OPENING:
        return sentence.end  # "the attack came a day after …"
    told = False
    for comma in range(at + 1, len(chunks) - 1):
        told = told or any(s in chunks[comma].senses.first for s in _TELLING) or _is_casualty(sentence, chunks[comma])
        if told and chunks[comma].sense("COMMA") and _begins_clause(chunks[comma + 1]):
            end = chunks[comma].end
            if any(f.span[0] >= end for f in sentence.harms):
                return end
    return sentence.end


def _is_casualty(sentence: Sentence, chunk: Chunk) -> bool:
    return any(f.span[0] <= chunk.start < f.span[1] for f in sentence.harms)


def _begins_clause(chunk: Chunk) -> bool:
    if any(chunk.sense(symbol) for symbol in _NO_SUBJECT):
        return False
    harm = chunk.senses.first.get("HARM")
    return harm is None or harm.form not in _FOLLOWING


def _part(sentence: Sentence, start: int, end: int, *, inside: bool) -> Sentence:
    """The sentence with what lies between the offsets alone, or without it; who speaks in it stays with the rest."""

    def kept(span: Span) -> bool:
        return (start <= span[0] < end) == inside

    return Sentence(
        sentence.index, sentence.start, sentence.end, sentence.tokens, sentence.in_title,
        chunks=[c for c in sentence.chunks if kept((c.start, c.end))],
        trace=sentence.trace,
        frames=[f for f in sentence.frames if kept(f.span)],
        speeches=[] if inside else sentence.speeches,
        events=[c for c in sentence.events if kept((c.start, c.end))],
        symbols=sentence.symbols,
    )  # fmt: skip
