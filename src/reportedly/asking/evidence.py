"""What a page says at the words that a second reader quotes: where they stand, and what our reader makes of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportedly.asking.prompt import beginning, plain
from reportedly.languages import Chunk, Language
from reportedly.model import Report, When, Where
from reportedly.reading import lexis
from reportedly.reading.build import count_range, group_of
from reportedly.reading.numbers import digits_value
from reportedly.reading.page import parse_sentence, tagger_of
from reportedly.reading.sentence import Sentence, deep, phrases_of
from reportedly.reading.speech import voice_of
from reportedly.reading.values import Group, People, Span, Voice
from reportedly.reading.when import when_of
from reportedly.reading.where import PlaceReader
from reportedly.scripts import split_sentences

LONGEST = 300
"""Code points of a quote. "At least 12 people, among them three children of one family" has 60; a quote of half the
page would bear anything out."""
_MOST_PLACES = 200  # at which the same words are looked for
_DIGITS = re.compile(r"\d(?:[\d.,\u00a0\u202f ]*\d)?")


class Figure(NamedTuple):
    """A number of people as our own reader reads it, `words` its own; `numbers` are all that are written in it."""

    low: int | None
    high: int | None
    words: Span | None
    numbers: frozenset[int]


class Page:
    """What a second reader was shown of a page, with our own reading of it; `language` None where we have none."""

    def __init__(self, report: Report, language: Language | None) -> None:
        self.text = beginning(report.text)
        self._plain = plain(self.text)
        self._body = report.body_start
        self._published: datetime.date | None = report.published
        self._language = language
        self._sentences = _parsed(self.text, language) if language else []
        clitics, own = (language.lexicon.clitics, language.countries) if language else (None, ())
        self._places = PlaceReader(lexis.gazetteer(), self.text, clitics, own)
        self._places.survey(self._sentences)

    def occurrences(self, words: str) -> list[Span]:
        """Where these words stand on the page, as whole words, within one paragraph."""
        needle = plain(words).strip()
        found: list[Span] = []
        at = self._plain.find(needle) if 0 < len(needle) <= LONGEST else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                break
            end = at + len(needle)
            if "\n" not in self.text[at:end] and not self._inside_word(at) and not self._inside_word(end):
                found.append((at, end))
            at = self._plain.find(needle, at + 1)
        return found

    def find(self, words: str, near: int | None) -> Span | None:
        """Where these words stand, in the body if they do: the place nearest to `near`, without it the first."""
        at = near or 0
        return min(self.occurrences(words), key=lambda s: (s[0] < self._body, abs(s[0] - at)), default=None)

    def anchor(self, quotes: Iterable[str]) -> int | None:
        """Where an account is told: the place of that of its quotes which stands in the fewest."""
        found = [places for quote in quotes if (places := self.occurrences(quote))]
        rarest = min(found, key=len, default=None)
        if rarest is None:
            return None
        return next((start for start, _ in rarest if start >= self._body), rarest[0][0])

    def figures(self, span: Span) -> list[Figure]:
        """The numbers in these words, the fullest phrase first ("at least 12" before "12")."""
        if self._language is None:
            return list(self._digits(span))
        return [figure for chunk in self._top_chunks(span) for figure in _figures(chunk, span)]

    def when(self, span: Span) -> When | None:
        """The day that stands in these words; None where our reader finds none."""
        for chunk in phrases_of("TIME", self._top_chunks(span)):
            if _overlap(chunk, span) and (when := when_of(chunk, self.text, self._published)):
                return when
        return None

    def where(self, span: Span) -> Where | None:
        """The finest place that stands in these words, as the gazetteer knows it."""
        spots = [s.where for sentence in self._at(span) for s in self._places.spots(sentence)]
        fitting = [w for w in spots if w.quote and w.quote.start < span[1] and span[0] < w.quote.end]
        return max(fitting, key=lambda w: w.fineness, default=None)

    def group(self, span: Span) -> Group | None:
        """The side that these words name, where the language or the actor list knows it."""
        inside = [c for c in deep(self._top_chunks(span)) if span[0] <= c.start and c.end <= span[1]]
        groups = [g for c in inside if (g := group_of(c))]
        return next((g for g in groups if g.actor), next(iter(groups), None))

    def voice(self, span: Span) -> Voice | None:
        """The kind of speaker that these words name, where our reader knows it."""
        chunks = list(deep(self._top_chunks(span)))
        named = [c.value for c in chunks if isinstance(c.value, Voice) and _overlap(c, span)]
        inside = [c for c in chunks if span[0] <= c.start and c.end <= span[1]]
        return next((v for v in (*named, *map(voice_of, inside)) if v), None)

    def _inside_word(self, at: int) -> bool:
        """Whether a word or number goes on across this place; in a script without case, small words join the next."""
        before, behind = self.text[at - 1 : at], self.text[at : at + 1]
        if not (before.isalnum() and behind.isalnum()):
            return False
        return before.isdigit() or before.lower() != before.upper() or (behind.isdigit() and not before.isalpha())

    def _at(self, span: Span) -> list[Sentence]:
        return [s for s in self._sentences if s.start < span[1] and span[0] < s.end]

    def _top_chunks(self, span: Span) -> list[Chunk]:
        return [c for sentence in self._at(span) for c in sentence.chunks if _overlap(c, span)]

    def _digits(self, span: Span) -> Iterator[Figure]:
        for match in _DIGITS.finditer(self.text, *span):
            value = digits_value(match.group())
            if value is not None and value == int(value):
                yield Figure(int(value), int(value), match.span(), frozenset({int(value)}))


def _parsed(text: str, language: Language) -> list[Sentence]:
    """Every sentence, chunked: the screen leaves out those whose words of harm it doesn't know."""
    tagger, tokens = tagger_of(text, language.tokenize(text), language)
    sentences: list[Sentence] = []
    last: Group | None = None
    for index, (first, end) in enumerate(split_sentences(text, tokens, language.stops)):
        own = tokens[first:end]
        sentence = Sentence(index, own[0].start, own[-1].end, own, in_title=False)
        last = parse_sentence(sentence, tagger, language, text, last)
        sentences.append(sentence)
    return sentences


def _overlap(chunk: Chunk, span: Span) -> bool:
    return chunk.start < span[1] and span[0] < chunk.end


def _figures(chunk: Chunk, span: Span) -> Iterator[Figure]:
    people = chunk.value
    if isinstance(people, People) and (people.low is not None or people.high is not None):
        words = people.words
        if _overlap(chunk, span) and (words is None or (span[0] <= words[0] and words[1] <= span[1])):
            yield Figure(
                people.low, people.high, words, _numbers(chunk.parts.get("count", ()), people.low, people.high)
            )
    elif chunk.sense("COUNT") and not chunk.sense("COUNT", "year") and span[0] <= chunk.start and chunk.end <= span[1]:
        yield Figure(*count_range(chunk), (chunk.start, chunk.end), _numbers((chunk,)))
    for part in chunk.parts.values():
        for inner in part:
            yield from _figures(inner, span)


def _numbers(counts: Sequence[Chunk], *others: int | None) -> frozenset[int]:
    """All numbers that are written in a phrase of number: "more than 12" is 13, and 12 is what stands there."""
    written = [n for c in deep(counts) for n in count_range(c)]
    return frozenset(n for n in (*written, *others) if n is not None)
