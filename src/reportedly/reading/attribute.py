"""Attribute: whose words are these? Each frame of a sentence gets the speech that it stands in, or none.

Within a sentence it is the last speech that begins before the frame, else the first behind it. A speech
runs on into following sentences where a quotation mark stays open or a word such as "he added" takes it
up again.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.reading.quotations import BOTH, MARKS, OPENING, open_behind, speakers_of_quotations
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame

_ANSWERS = ("claim_of_responsibility", "accusation", "denial")
_REACH = 3  # sentences over which "he added" may reach back to its speaker


class Attribution:
    """The speeches in force, sentence by sentence; feed it the sentences of a page in order."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._quoted = speakers_of_quotations(text, sentences)
        self._last: Frame | None = None  # the speech that "he added" would take up
        self._last_index = -1
        self._running: Frame | None = None  # a speech whose quotation is still open
        self._open = False
        self._seen = 0  # code points whose quotation marks are followed

    def speeches(self, sentence: Sentence) -> Sequence[Frame]:
        """The speeches that hold in this sentence: its own, else the one that runs on into it."""
        known = [s for s in sentence.speeches if s.voice is not None]
        self._follow_skipped(sentence)
        was_open = self._open
        self._follow_marks(sentence)
        if known:
            self._last, self._last_index = known[-1], sentence.index
        running = self._running if was_open and not known else None
        if not known:
            running = self._quoted.get(sentence.index) or running
        if running is None and not known and self._goes_on_in_marks(sentence):
            running = self._last
        self._running = (known[-1] if known else running) if self._open else None
        if known:
            return known
        if running is not None:
            self._last_index = sentence.index
            return [running]
        taken_up = bool(sentence.speeches) or sentence.has("SAME_SPEAKER")
        near = sentence.index - self._last_index <= _REACH and not sentence.in_title
        if taken_up and near and self._last is not None:
            self._last_index = sentence.index
            return [self._last]
        return []

    def _goes_on_in_marks(self, sentence: Sentence) -> bool:
        """Whether a quotation begins with the sentence, right behind one whose speaker is known."""
        begins = sentence.tokens[0].text in (*OPENING, BOTH)
        return begins and self._last is not None and sentence.index == self._last_index + 1 and not sentence.in_title

    def _follow_skipped(self, sentence: Sentence) -> None:
        """Sentences between that the screen left out may close a quotation too."""
        skipped = self._text[self._seen : sentence.start].strip()
        for mark in MARKS.findall(skipped):
            self._open = mark != "\n" and open_behind(mark, self._open)
        self._seen = sentence.end

    def _follow_marks(self, sentence: Sentence) -> None:
        marks = [token.text for token in sentence.tokens if token.kind == "mark"]
        for mark in marks:
            self._open = open_behind(mark, self._open)
        if self._text[sentence.end : sentence.end + 2].count("\n") and not any(mark in OPENING for mark in marks):
            self._open = False


def speech_of(frame: Frame, speeches: Sequence[Frame]) -> Frame | None:
    """The speech that a frame stands in: the last that begins before it, else the first behind it."""
    fitting = [s for s in speeches if not _inside_speaker(frame, s) and not _answers(frame, s)]
    if not fitting:
        return None
    before = [s for s in fitting if s.span[0] <= frame.span[0]]
    after = [s for s in fitting if s.span[0] > frame.span[0]]
    if before and after and min(s.span[0] for s in after) - frame.span[1] < 3:
        return after[0]
    return before[-1] if before else after[0]


def _answers(frame: Frame, speech: Frame) -> bool:
    """Whether a speech that comes behind the harm doesn't tell of it.

    A claim, an accusation or a denial answers to it, and the words of "said that" follow.
    """
    comes_behind = frame.kind == "harm" and speech.span[0] >= frame.span[1]
    return comes_behind and (speech.leads or speech.act in _ANSWERS)


def _inside_speaker(frame: Frame, speech: Frame) -> bool:
    voice = speech.voice
    if voice is None or frame.kind != "harm":
        return False
    return voice.span[0] <= frame.span[0] and frame.span[1] <= voice.span[1]
