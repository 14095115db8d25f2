"""Told: whether a few sentences without a headline report violence, or only touch on violence known already.

"Gunmen killed two soldiers yesterday" reports; "the minister condemned the attack that killed two soldiers"
and "they fear an attack" don't. A page's headline says what it is about; an extract has none, and grammar
alone tells the two apart badly: it takes the word before, the verb's form, the article, who speaks, whether
the dead are counted, the other words of the sentence, all a little. So a logistic model weighs them, where a
language has one (`learned/told-xx.tsv`, by `training/told.py`); without one the rules of
`harmless.py` decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.languages import Chunk
from reportedly.languages.lexicon import Clitics
from reportedly.reading import lexis
from reportedly.reading.learned import Linear, learned
from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import Sentence
from reportedly.scripts import fold

NEWS = 0.38  # the least chance of news; .36 to .42 do as well in cross-validation
WORD = "word "  # begins the signs that are words
_BEFORE, _AFTER = 3, 2  # words or phrases around a word of violence that are signs
_LETTERS = 4  # of a word: its forms are alike, and few words have the same
_FLAGS = (
    "attack", "happened", "told_by_verb", "touches", "violent", "separate", "earlier", "cumulative", "near_day",
    "people", "agents", "spots", "old",
)  # fmt: skip
# Names and numbers say where and who, not whether it is news: they count as what they are.
_NAMES = frozenset({"GEO", "ACTOR", "DEMONYM", "NAME", "GIVEN", "COUNTRY", "DIGITS", "COUNT", "TIME", "PLACE"})


class Judge:
    """Tells news from mere mention, sentence by sentence, for languages that have weights."""

    def __init__(self, language: str, text: str) -> None:
        self._model: Linear | None = learned(f"told-{language}")
        self._text = text
        self._clitics = lexis.language_of(language).lexicon.clitics

    def __bool__(self) -> bool:
        return self._model is not None

    def news(self, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> frozenset[int]:
        """The indices of the sentences that report the violence that they speak of."""
        return frozenset(s.index for s in sentences if self._is_news(s, [m for m in mentions if m.sentence == s.index]))

    def _is_news(self, sentence: Sentence, own: Sequence[Mention]) -> bool:
        if self._model is None or not own:
            return False
        return self._model.chance(signs(sentence, own, self._text, self._clitics)) >= NEWS


def signs(sentence: Sentence, mentions: Sequence[Mention], text: str, clitics: Clitics) -> frozenset[str]:
    """What speaks for and against a sentence's violence being news, by name."""
    found = {f"{mark}:{sign}" for mark, sign in _around_heads(sentence, text)}
    found.update(_of_sentence(sentence, text))
    found.update(WORD + clitics.bare(t.norm)[:_LETTERS] for t in sentence.tokens if t.norm.isalpha())
    for mention in mentions:
        found.update(_of_mention(mention))
    return frozenset(found)


def _around_heads(sentence: Sentence, text: str) -> Iterator[tuple[str, str]]:
    """The words of violence with what stands around each; the first is told apart, all count as `any`."""
    chunks = sentence.chunks
    heads = [n for n, c in enumerate(chunks) if c.sense("ATTACK") or c.sense("HARM")]
    for at in heads:
        for sign in _around(chunks, at, text):
            yield "any", sign
            if at == heads[0]:
                yield "first", sign
    if heads:
        yield "head", fold(text[chunks[heads[0]].start : chunks[heads[0]].end])
        yield "head", f"at {min(heads[0] // 3, 8)}"
    yield "heads", str(min(len(heads), 6))


def _around(chunks: Sequence[Chunk], at: int, text: str) -> Iterator[str]:
    head = chunks[at]
    kind = "attack" if head.sense("ATTACK") else "harm"
    yield head.senses[0].key
    yield f"{kind} definite" if head.definite else kind
    if event := head.feature("ATTACK", "event"):
        yield f"{event} definite" if head.definite else event
    before = [_label(chunks, at - n, text) for n in range(1, _BEFORE + 1)]
    yield from (f"-{n}={label}" for n, label in enumerate(before, 1))
    yield f"-2-1={before[1]} {before[0]}"
    yield from (f"+{n}={_label(chunks, at + n, text)}" for n in range(1, _AFTER + 1))


def _label(chunks: Sequence[Chunk], at: int, text: str) -> str:
    """What a chunk is: a small word itself, else its sense; `edge` outside the sentence."""
    if not 0 <= at < len(chunks):
        return "edge"
    chunk = chunks[at]
    sense = chunk.senses[0]
    if sense.symbol == "LIGHT" or sense.symbol.startswith("="):
        return fold(text[chunk.start : chunk.end])
    return sense.key


def _of_sentence(sentence: Sentence, text: str) -> Iterator[str]:
    chunks = sentence.chunks
    yield from (f"has {c.senses[0].key}" for c in chunks)
    yield f"starts {_label(chunks, 0, text)}"
    yield f"starts {_label(chunks, 0, text)} {_label(chunks, 1, text)}"
    yield f"length {min(len(chunks) // 8, 8)}"
    for frame in sentence.frames:
        yield f"rule {frame.rule}"
        yield from (f"by {agent.type} {agent.status}" for agent in frame.agents)
        for people in frame.people:
            yield f"{people.outcome} {people.category}"
            yield f"{people.outcome} counted {people.low is not None} definite {people.definite}"
    for speech in sentence.speeches:
        yield f"act {speech.act} leads {speech.leads}"
        yield f"voice {speech.voice.type if speech.voice else None}"


def _of_mention(mention: Mention) -> Iterator[str]:
    yield from (f"{flag} {bool(getattr(mention, flag))}" for flag in _FLAGS)
    yield f"harmed {min(len(mention.people), 4)}"
    yield f"code {mention.code[0] if mention.code else None}"
    yield from (f"topic {topic}" for topic in mention.topics)
    yield from (f"place {spot.where.precision}" for spot in mention.spots[:1])
    yield from (f"day {when.precision}" for when in mention.whens[:1])
