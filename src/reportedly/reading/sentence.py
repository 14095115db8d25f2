"""A sentence as the later stages see it: its chunks, frames and what else was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.languages import Chunk
from reportedly.reading.values import Frame, People, Span
from reportedly.scripts import Token

TOP = 3  # sentences: the headline and the lead proper
LEAD = 4  # sentences from the top that say what a page is about, the headline included


@dataclass(slots=True)
class Sentence:
    """One sentence of the page; `index` counts from 0, the headline's sentences first."""

    index: int
    start: int
    end: int
    tokens: Sequence[Token]
    in_title: bool
    chunks: list[Chunk] = field(default_factory=list)
    trace: list[Chunk] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    speeches: list[Frame] = field(default_factory=list)
    events: list[Chunk] = field(default_factory=list)  # what rules of `events.yml` found, as words of attack
    symbols: frozenset[str] = frozenset()  # those of its chunks and of all that was put together in them, at least
    _nested: list[Chunk] | None = None
    _valued: list[Chunk] | None = None

    def has(self, symbol: str, form: str | None = None) -> bool:
        """Whether some chunk of the sentence has this sense (chunks inside phrases are not looked into)."""
        return symbol in self.symbols and any(c.sense(symbol, form) for c in self.chunks)

    def features(self, symbol: str, name: str) -> list[str]:
        """The values of a feature over all chunks that have it, in order."""
        if symbol not in self.symbols:
            return []
        return [value for c in self.chunks if (value := c.feature(symbol, name))]

    def may_hold(self, *symbols: str) -> bool:
        """Whether a chunk with one of the symbols may be among its chunks or inside of them."""
        return not self.symbols.isdisjoint(symbols)

    @property
    def nested(self) -> list[Chunk]:
        """Its chunks, each with all that rules put together in it; they must have been read."""
        if self._nested is None:
            self._nested = deep(self.chunks)
        return self._nested

    @property
    def valued(self) -> list[Chunk]:
        """Those of its chunks that are people, a group or a speaker; they must have been read."""
        if self._valued is None:
            self._valued = [chunk for chunk in self.chunks if chunk.value is not None]
        return self._valued

    @property
    def harms(self) -> list[Frame]:
        """What befell whom in it: its frames of harm."""
        return [frame for frame in self.frames if frame.kind == "harm"]

    @property
    def anchors(self) -> list[Span]:
        """Where its words of harm stand."""
        return [frame.anchor for frame in self.harms if frame.anchor]

    @property
    def named_people(self) -> Iterator[Span]:
        """The names of those harmed, of who did it alone, and of those who speak in it."""
        for frame in self.frames:
            yield from (people.name for people in frame.people if people.name)
            yield from (agent.span for agent in frame.agents if agent.type == "individual")
        yield from (s.voice.name for s in self.speeches if s.voice and s.voice.named)

    @property
    def is_anaphoric(self) -> bool:
        """Whether it speaks of people as known: "the victims"."""
        return any(isinstance(c.value, People) and c.value.definite for c in self.valued)


def deep(chunks: Iterable[Chunk]) -> list[Chunk]:
    """The chunks, each with all that rules put together in it."""
    found: list[Chunk] = []
    for chunk in chunks:
        found.append(chunk)
        if chunk.parts:
            for part in chunk.parts.values():
                found += deep(part)
    return found


def phrases_of(symbol: str, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The phrases of a symbol among the chunks, those inside other phrases too."""
    for chunk in chunks:
        if symbol in chunk.senses.first:
            yield chunk
        elif chunk.parts:
            for part in chunk.parts.values():
                yield from phrases_of(symbol, part)
