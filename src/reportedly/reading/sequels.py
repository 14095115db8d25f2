"""Sequels: what came after the harm (a burial, a verdict, a march), whose days and places aren't the harm's."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from reportedly.languages import Chunk
from reportedly.model import Quote, When
from reportedly.reading.build import count_range
from reportedly.reading.sentence import TOP, Sentence
from reportedly.reading.values import Frame, People, Span
from reportedly.reading.when import before, is_of_late_deaths, months_before

_BETWEEN = frozenset({"PLACE", "LIGHT", "DAYPART", "TO"})
_BETWEEN_PLACES = frozenset({"TIME", "LIGHT", "DAYPART", "AND", "COMMA", "V"})
_HARM = frozenset({"HARM", "ATTACK"})
_NAMING = frozenset({"W", "DASH", "GEO", "NAME", "PLACE_CUE", "DAYPART", "ADJ"})  # before "shooting", which one
_REACH = 4  # chunks: "the Phoenix-area nightclub shooting"
_CLAUSE = frozenset({"THAT", "WHO", "SEMICOLON"})
_MOST_YEARS = 150


def times_of(sentence: Sentence) -> set[Span]:
    """The times of what came after the harm: "was charged on Thursday", "on Tuesday identified the dead"."""
    return _own(sentence, "TIME", _BETWEEN)


def places_of(sentence: Sentence) -> set[Span]:
    """The places of what came after the harm: "were arrested in Lyon", "a vigil on the main square of Nîmes"."""
    return _own(sentence, "PLACE", _BETWEEN_PLACES)


def tells_sequel(sentences: Iterable[Sentence], *, apart: bool = False) -> bool:
    """Whether the headline or lead tells of what came after an attack: a burial, a charge, a death in hospital.

    `apart`: of what comes days after; a suspect is arrested, or the dead named, on the day itself too.
    """
    form = "apart" if apart else None
    return any(s.index < TOP and (s.has("SEQUEL", form) or any(_is_later(f) for f in s.harms)) for s in sentences)


def _is_later(harm: Frame) -> bool:
    """Whether someone died days after: an attacker is mostly killed on the spot."""
    return harm.late and not any("attacker" in p.roles for p in harm.people)


def first_of(spans: set[Span], whens: Iterable[When]) -> datetime.date | None:
    """The first day of those told by these spans."""
    return next((w.start for w in whens if w.quote and (w.quote.start, w.quote.end) in spans), None)


def counted_back(
    sentence: Sentence, text: str, told: Sequence[When], sequel: datetime.date | None, published: datetime.date | None
) -> When | None:
    """The day of the attack that the sentence counts from: "three days after the ambush", "on its first anniversary".

    `told` are its other times. It counts from the day of the `sequel` or, of one who died late, of the death, else
    from the page's. None where no words count so, and where the harm that it tells of may be of the later day.
    """
    harms, late = sentence.harms, is_of_late_deaths(sentence)
    if told and not late:
        return None
    died = next((w.start for w in told if w.precision == "day"), None)
    day = sequel or (died if late else published)
    if day is None:
        return None
    for chunk in sentence.chunks:
        kind = chunk.feature("PAST", "kind")
        if kind == "anniversary":
            when = _years_before(chunk, text, day, exactly=sequel is not None or sentence.index < TOP)
        else:
            when = before(chunk, text, day) if kind == "before" and (late or sequel or not harms) else None
        if when is not None:
            return when
    return None


def _years_before(chunk: Chunk, text: str, day: datetime.date, *, exactly: bool) -> When | None:
    """The day an anniversary is of; of years that are only counted ("two years after"), the year.

    Not `exactly` where the page, on some other day, comes to speak of it: then an anniversary tells none.
    """
    years = chunk.feature("PAST", "years")
    low, high = count_range(chunk.part("amount"))
    number = int(years) if years else low if low == high else None
    if number is None or (years and not exactly) or not 0 < number < min(_MOST_YEARS, day.year):
        return None
    quote = Quote.of(text, chunk.start, chunk.end)
    if years or (exactly and (chunk.part("exact") or chunk.part("marked"))):
        then = months_before(day, 12 * number)
        return When(start=then, end=then, precision="day", quote=quote, rule=chunk.rule)
    start, end = datetime.date(day.year - number, 1, 1), datetime.date(day.year - number, 12, 31)
    return When(start=start, end=end, precision="year", quote=quote, rule=chunk.rule)


def _own(sentence: Sentence, symbol: str, between: frozenset[str]) -> set[Span]:
    if not sentence.may_hold("SEQUEL", "PAST"):
        return set()
    return _right_beside(sentence, symbol, between) | _in_clause(sentence, symbol)


def _right_beside(sentence: Sentence, symbol: str, between: frozenset[str]) -> set[Span]:
    """Those behind a sequel, with no chunks but these between, and those right before it.

    Not "charged in Sunday's attack", which is the attack's.
    """
    found: set[Span] = set()
    reached = False
    chunks = sentence.chunks
    for at, chunk in enumerate(chunks):
        if symbol in chunk.senses.first:
            leads = symbol == "TIME" and at + 1 < len(chunks) and chunks[at + 1].sense("SEQUEL") is not None
            if (reached or leads) and not _is_the_harms(chunks[at + 1 :]):
                found.add((chunk.start, chunk.end))
            reached = reached and symbol == "PLACE"
        elif "SEQUEL" in chunk.senses.first:
            reached = True
        elif between.isdisjoint(chunk.senses.first):
            reached = False
    return found


def _in_clause(sentence: Sentence, symbol: str) -> set[Span]:
    """Those in one clause with what comes days after, before any word of harm: "were buried in Lyon on Friday"."""
    found: set[Span] = set()
    waiting: set[Span] = set()  # told before any word says whose they are
    sequel = harm = False
    for at, chunk in enumerate(sentence.chunks):
        if _is_apart(chunk):
            if not harm:
                sequel = True
                found |= waiting
        elif _tells_harm(chunk):
            sequel, harm = False, True
            waiting = set()
        elif not _CLAUSE.isdisjoint(chunk.senses.first):
            sequel = False
        elif symbol in chunk.senses.first and not _is_the_harms(sentence.chunks[at + 1 :]):
            if sequel:
                found.add((chunk.start, chunk.end))
            elif not harm:
                waiting.add((chunk.start, chunk.end))
    return found


def _is_apart(chunk: Chunk) -> bool:
    """Whether it is of days after: a burial, an anniversary, coffins."""
    noun = chunk.part("noun")
    return any(c is not None and c.sense("SEQUEL", "apart") for c in (chunk, noun)) or chunk.part("marked") is not None


def _tells_harm(chunk: Chunk) -> bool:
    if "SEQUEL" in chunk.senses.first:
        return False
    return not _HARM.isdisjoint(chunk.senses.first) or (isinstance(chunk.value, People) and bool(chunk.value.outcome))


def _is_the_harms(behind: Sequence[Chunk]) -> bool:
    """Whether what follows a time or place makes it the attack's: "Sunday's attack", "the Tyr market shooting"."""
    for chunk in behind[:_REACH]:
        if "POSS" in chunk.senses.first or not _HARM.isdisjoint(chunk.senses.first):
            return True
        if _NAMING.isdisjoint(chunk.senses.first):
            return False
    return False
