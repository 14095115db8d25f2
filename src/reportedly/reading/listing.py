"""Listing: whom a list behind a colon tells of, place by place: "seven died: two in X and five soldiers in Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportedly.languages import Chunk
from reportedly.reading.harmed import as_people
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, People

_OPENING = ("COLON", "DASH")
_FEWEST = 2


def listed(sentence: Sentence) -> list[Frame]:
    """A frame for each of those listed, harmed as the people told before the colon are, where they add up to these."""
    chunks = sentence.chunks if sentence.frames and sentence.may_hold("PLACE", "GEO") else []
    at = next((n for n, c in enumerate(chunks) if any(c.sense(symbol) for symbol in _OPENING)), None)
    if at is None:
        return []
    before = [f for f in sentence.harms if f.span[1] <= chunks[at].start and len(f.people) == 1]
    items = list(_items(chunks, at + 1))
    counts = [people.low for _, people in items]
    for frame in reversed(before):
        whole = frame.people[0]
        if len(items) >= _FEWEST and None not in counts and sum(n or 0 for n in counts) == whole.low and whole.outcome:
            return [_as_told(frame, n, people.with_outcome(whole.outcome), chunks[n]) for n, people in items]
    return []


def _items(chunks: Sequence[Chunk], first: int) -> Iterator[tuple[int, People]]:
    """The people behind a colon each of whom is told with a place, up to the first who isn't."""
    begun: tuple[int, People] | None = None
    placed = False
    for at in range(first, len(chunks)):
        chunk = chunks[at]
        if isinstance(chunk.value, People) or chunk.sense("COUNT", "plain"):
            if begun and not placed:
                return
            begun, placed = (at, as_people(chunk)), False
        elif begun and not placed and (chunk.sense("PLACE") or chunk.sense("GEO")):
            yield begun
            placed = True


def _as_told(frame: Frame, at: int, people: People, chunk: Chunk) -> Frame:
    span = (chunk.start, chunk.end)
    return replace(frame, span=span, rule=f"{frame.rule}+listed", people=(replace(people, told=span),), agents=(),
                   anchor=span, first=at, last=at + 1)  # fmt: skip
