"""Voices that no rule of speech found: who is cited in a sentence of harm, by the model of `citing.py`.

The rules know who speaks in the news; the model knows how anybody is cited ("an Iraqi security official said",
"a press freedom group says"). Only plain telling is taken from it, by a word that the lexicon too knows for saying:
claims, accusations and denials are the rules' alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.languages import Chunk, Language
from reportedly.languages.attributing import attribution_words
from reportedly.model.vocabulary import Category, Role, SpeakerType
from reportedly.reading.citing import content_of, kept, quoted, span_of
from reportedly.reading.cues import Candidate, Row
from reportedly.reading.learned import learned
from reportedly.reading.sentence import Sentence
from reportedly.reading.speech import voice_of
from reportedly.reading.values import Frame, People, Span, Voice

RULE = "citing"
SURE = 0.6  # chance from which a citation gives a page a speaker; nearly all that are wrong lie below
_WAYS = ("left", "inverted", "according")  # the source right beside its cue
_TYPE_OF_ROLE: dict[Role, SpeakerType] = {
    "official": "government", "medical": "medical", "aid_worker": "ngo", "journalist": "media",
}  # fmt: skip
_TYPE_OF_CATEGORY: dict[Category, SpeakerType] = {
    "military": "military", "police": "police", "security_forces": "police", "armed_group": "armed_group",
}  # fmt: skip


class Voices:
    """Adds to the sentences of a page the speeches that rules missed; nothing in a language without a model."""

    def __init__(self, language: Language, text: str) -> None:
        self._model = learned(f"citing-{language.code}")
        self._words = attribution_words(language.code)
        self._text = text

    def add_to(self, sentence: Sentence) -> None:
        """Appends to `speeches` of a framed sentence that tells of harm in nobody's voice."""
        harms = sentence.anchors
        if self._model is None or self._words is None or not harms or sentence.in_title:
            return
        if any(s.voice for s in sentence.speeches):
            return
        words = _words_of_telling(sentence)
        if not words:
            return
        row = Row(sentence.tokens, self._words, quoted(self._text, sentence.tokens), first=sentence.index == 0)
        for candidate, chance in kept(row, self._model, words):
            content = content_of(row, candidate)
            covered = all(any(a <= harm[0] < b for a, b in content) for harm in harms)
            if chance >= SURE and covered and _is_plain(row, candidate):
                self._add(sentence, row, candidate)

    def _add(self, sentence: Sentence, row: Row, candidate: Candidate) -> None:
        chunks, cue = sentence.chunks, span_of(row, candidate.cue)
        voice = self._voice(chunks, row, candidate)
        if voice is None:
            return
        source = span_of(row, candidate.source)
        first, last = min(source[0], cue[0]), max(source[1], cue[1])
        behind = next((n for n, c in enumerate(chunks) if c.start >= last), len(chunks))
        frame = Frame(
            "speech", (first, last), RULE, voice=voice, act="statement",
            first=next(n for n, c in enumerate(chunks) if c.end > first), last=behind, anchor=cue,
            leads=any(c.sense(symbol) for c in chunks[behind : behind + 1] for symbol in ("THAT", "COLON")),
        )  # fmt: skip
        sentence.speeches.append(frame)

    def _voice(self, chunks: Sequence[Chunk], row: Row, candidate: Candidate) -> Voice | None:
        """The voice of a source: what the chunks under it say of it, else its own words as the name."""
        first, last = candidate.source
        under = list(_under(chunks, span_of(row, candidate.source)))
        while under and (under[0].sense("DEF") or under[0].sense("TIME")):  # "the", "on Monday" stand before a name
            end = under.pop(0).end
            first = next((n for n in range(first, last) if row.tokens[n].start >= end), last)
        if not under or first == last:
            return None
        span = span_of(row, (first, last))
        known = voice_of(under[0]) if len(under) == 1 else None
        if known is not None:
            return known
        named = all(row.tokens[n].capital for n in range(first, last))
        return Voice(span, span, "unknown" if named else _type(under), rule=RULE, named=named)


def _words_of_telling(sentence: Sentence) -> list[int]:
    """The tokens that the lexicon knows as words of saying, but for claims, accusations and denials."""
    told = sentence.chunks if sentence.may_hold("ACCORD", "SAY") else ()
    chunks = [c for c in told if "ACCORD" in c.senses.first or c.sense("SAY", "verb")]
    plain = [c for c in chunks if c.feature("SAY", "act") in (None, "", "statement")]
    if not plain:
        return []
    return [n for n, t in enumerate(sentence.tokens) if any(c.start <= t.start < c.end for c in plain)]


def _is_plain(row: Row, candidate: Candidate) -> bool:
    """Whether the source is beside its cue and tells it: not "didn't say", "was told", "who said", "responded to"."""
    start, behind = candidate.source[0], candidate.cue[1]
    cue = range(*candidate.cue)
    return (
        candidate.way in _WAYS
        and row.text(cue[0])[0].isalpha()  # not "X's family said"
        and not any(row.isa(at, "negation", "be") for at in cue)
        and not row.isa(start, "pronoun", "relative", "possessive")  # "he said": whoever spoke last, if anyone
        and not (row.isa(start, "determiner") and row.isa(candidate.source[1] - 1, "noun"))  # so "the statement said"
        and not row.isa(start - 1, "and", "preposition")
        and not (candidate.way == "left" and row.isa(behind, "to", "by", "and"))
    )


def _under(chunks: Sequence[Chunk], span: Span) -> Iterator[Chunk]:
    return (c for c in chunks if c.start < span[1] and span[0] < c.end)


def _type(chunks: Sequence[Chunk]) -> SpeakerType:
    """What kind of speaker the chunks of a source tell of, the last that knows it first."""
    for chunk in reversed(chunks):
        if isinstance(chunk.value, People):
            people = chunk.value
            of_role = next((_TYPE_OF_ROLE[role] for role in people.roles if role in _TYPE_OF_ROLE), None)
            return people.speaker or _TYPE_OF_CATEGORY.get(people.category) or of_role or "unnamed"
        voice = None if chunk.sense("DEMONYM") else voice_of(chunk)
        if voice is not None and voice.type != "unknown":
            return voice.type
    return "unknown"
