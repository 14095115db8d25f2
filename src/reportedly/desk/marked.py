"""A report's text as pieces to show: paragraphs, with what is quoted of them marked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from reportedly.model import Reading
from reportedly.model.reading import quotes_of

MOST_SHOWN = 200_000  # code points of a page: the longest articles have a quarter of it
LONGEST_LINE = 20_000  # code points of one paragraph; a headline of a megabyte is cut and says so
LONGEST_HEADLINE = 240  # code points of what is set as a headline; a longer one is shown as a paragraph


class Piece(msgspec.Struct, frozen=True):
    """Some words of a paragraph; `marked` where a value quotes them, `now` where it is the value that was asked for."""

    text: str
    marked: bool = False
    now: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of the page: its headline (where it isn't longer than one) or text; `cut` counts what's left."""

    pieces: tuple[Piece, ...]
    headline: bool = False
    cut: int = 0


Span = tuple[int, int]


def paragraphs(reading: Reading, now: Span | None) -> list[Paragraph]:
    """The text of a reading in its paragraphs; `now` is the span, in code points, that was asked for."""
    text = reading.report.text
    spans = sorted({(quote.start, quote.end) for quote in quotes_of(reading.accounts)})
    headline_end = max(0, reading.report.body_start - 2)
    found = []
    for start, end in _lines(text[:MOST_SHOWN]):
        if start == end:
            continue
        shown = min(end, start + LONGEST_LINE)
        pieces = tuple(_pieces(text, (start, shown), spans, now))
        found.append(Paragraph(pieces, headline=start < headline_end <= LONGEST_HEADLINE, cut=end - shown))
    if len(text) > MOST_SHOWN:
        found.append(Paragraph((), cut=len(text) - MOST_SHOWN))
    return found


def span_of(asked: str) -> Span | None:
    """The span that an address gives as `START-END`; None where it gives none."""
    start, dash, end = asked.partition("-")
    digits = all(part.isascii() and part.isdigit() and len(part) < 10 for part in (start, end))
    return (int(start), int(end)) if dash and digits and int(start) < int(end) else None


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _pieces(text: str, line: Span, spans: Sequence[Span], now: Span | None) -> Iterator[Piece]:
    """The line cut where a span begins or ends."""
    start, end = line
    inside = [span for span in spans if span[0] < end and span[1] > start]
    asked = [now] if now is not None and now[0] < end and now[1] > start else []
    cuts = sorted({start, end, *(min(max(edge, start), end) for span in (*inside, *asked) for edge in span)})
    for one, other in itertools.pairwise(cuts):
        marked = any(span[0] <= one and other <= span[1] for span in inside)
        here = any(span[0] <= one and other <= span[1] for span in asked)
        yield Piece(text[one:other], marked or here, here)
