"""A sentence as the later stages see it: its chunks, frames and what else was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.languages import Chunk
from reportedly.reading.values import Frame
from reportedly.scripts import Token

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
    events: list[Chunk] = field(
        default_factory=list
    )  # the words of what rules of `events.yml` found, as words of attack
    _symbols: frozenset[str] | None = None  # all symbols of its chunks, once they're asked for

    def has(self, symbol: str, form: str | None = None) -> bool:
        """Whether some chunk of the sentence has this sense (chunks inside phrases are not looked into)."""
        return self._may_have(symbol) and any(c.sense(symbol, form) for c in self.chunks)

    def features(self, symbol: str, name: str) -> list[str]:
        """The values of a feature over all chunks that have it, in order."""
        if not self._may_have(symbol):
            return []
        return [value for c in self.chunks if (value := c.feature(symbol, name))]

    def _may_have(self, symbol: str) -> bool:
        """Whether some chunk has the symbol, as they stood when this was first asked: once they are reduced."""
        if self._symbols is None:
            self._symbols = frozenset([sense.symbol for chunk in self.chunks for sense in chunk.senses])
        return symbol in self._symbols
