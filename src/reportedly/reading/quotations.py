"""Quotations that run over sentences: whose words are those between the marks?

A voice that stands right behind the closing mark says all of them (« … . … », said X); else one before the
opening mark, in its sentence or at the end of the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, Span

OPENING, CLOSING, BOTH = "«“", "»”", '"'
MARKS = re.compile(f"[{OPENING}{CLOSING}{BOTH}]|\n")
_LONGEST = 2_000  # code points; a longer one has lost its closing mark
_BEHIND = 40  # code points between the closing mark and the words of saying


def open_behind(token: str, is_open: bool) -> bool:
    """Whether a quotation is open behind a token, given whether one was before it."""
    if token == BOTH:
        return not is_open
    return token in OPENING or (is_open and token not in CLOSING)


def quotations(text: str) -> Iterator[Span]:
    """What stands between quotation marks; a paragraph's end closes what stayed open."""
    start: int | None = None
    for match in MARKS.finditer(text):
        mark = match.group()
        if mark in OPENING or (mark == BOTH and start is None):
            start = match.start()
        elif start is not None:
            if match.start() - start <= _LONGEST:
                yield start, match.end()
            start = None


def speakers_of_quotations(text: str, sentences: Sequence[Sentence]) -> dict[int, Frame]:
    """The speech of each sentence (by index) that lies in a quotation of several sentences and has none of its own."""
    found: dict[int, Frame] = {}
    starts = [sentence.start for sentence in sentences]
    for start, end in quotations(text):
        last = bisect_right(starts, end - 1) - 1
        if last < 0 or sentences[last].start <= start:
            continue  # it lies in one sentence, whose own speeches say whose it is
        speech = _behind(sentences[last], end)
        if speech is None:
            continue
        at = last - 1
        while at >= 0 and sentences[at].end > start:
            if not sentences[at].in_title:
                found[sentences[at].index] = speech
            at -= 1
    return found


def _behind(sentence: Sentence, end: int) -> Frame | None:
    """The speech right behind a quotation's closing mark."""
    near = (s for s in sentence.speeches if s.voice is not None and end <= s.span[0] + 1 <= end + _BEHIND)
    return next(near, None)
