"""Marks: what the small words of a sentence say of its harm: another incident, one told before, one of long ago."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reportedly.languages import Chunk
from reportedly.reading.build import count_range
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, People
from reportedly.reading.when import days_later

_REACH_OF_A_SPAN = 300  # code points from the harm told first; "since the war began" further on is of something else
_FIRST_HARMS = 2
_LONG_SENTENCE = 700  # code points; beyond that it's a paragraph
_OF_PLACES = ("PLACE", "IN", "COMMA")  # what may stand between an attack and "where three were killed"
_BETWEEN = ("IN", "BY", "COMMA", "AND")
_KNOWN = frozenset(("PLACE_CUE", "OBJECT"))  # of places that a sentence may speak of as known
_COUNTED = frozenset(("ATTACK", "PLACE", "OBJECT"))  # of attacks and of what is attacked
_CLAUSE = frozenset(("WHILE", "SEMICOLON", "BREAK"))
_OF_SERIES = (*_CLAUSE, "SEVERAL", "ATTACK", "TIME")
_OTHERS = ("ADJ", "PEOPLE", "V")
_ARTICLE = 2  # chunks before a noun: "the deadly attack"
_MOST_ATTACKS = 9  # that are told one by one
_OPENING = 3  # chunks: "and in the evening"


class Series(NamedTuple):
    """What the small words of a sentence say of attacks that are told one by one."""

    plural: bool = False  # attacks in the plural: "in raids"
    one_of: bool = False  # it begins with one of several: "the third, which left two dead", "the deadliest attack"
    another: bool = False  # it begins with another: "another raid"
    clauses: tuple[int, ...] = ()  # where clauses of their own begin: "while in X two died", "in another attack"
    days_later: int = 0  # than what was told before: "the next day"


NO_SERIES = Series()


def breaks_off(sentence: Sentence) -> bool:
    """Whether another incident begins ("in a separate attack") before the sentence tells of any harm."""
    breaks = sentence.chunks if sentence.may_hold("BREAK") else ()
    at = next((c.start for c in breaks if c.sense("BREAK")), None)
    return at is not None and not any(end <= at for _, end in sentence.anchors)


def resumes(sentence: Sentence) -> bool:
    """Whether it speaks of a known attack, by an article up to two chunks before the noun or one written onto it."""
    chunks = sentence.chunks if sentence.may_hold("ATTACK") else []
    for at, chunk in enumerate(chunks):
        if "ATTACK" in chunk.senses.first and chunk.sense("ATTACK", "noun"):
            before = chunks[max(0, at - _ARTICLE) : at]
            if (chunk.definite or any(c.sense("DEF") for c in before)) and not _says_of_what(chunks[at + 1 : at + 3]):
                return True
    return False


def _says_of_what(behind: Sequence[Chunk]) -> bool:
    """Whether "of" behind an attack says which is meant: "in the shelling of a market", not "the attack of Friday"."""
    return len(behind) > 1 and behind[0].sense("DE") is not None and behind[1].sense("TIME") is None


def speaks_of_known_place(sentence: Sentence) -> bool:
    """Whether it speaks of a place told of before: "a second attack on the base", not "the base of X"."""
    if not sentence.may_hold("PLACE_CUE", "OBJECT"):
        return False
    chunks = sentence.chunks
    return any(
        _is_known_place(before, chunk, after)
        for before, chunk, after in zip([None, *chunks], chunks, [*chunks[1:], None], strict=False)
        if not _KNOWN.isdisjoint(chunk.senses.first)  # few are: the rest isn't asked
    )


def _is_known_place(before: Chunk | None, chunk: Chunk, after: Chunk | None) -> bool:
    place = chunk.sense("PLACE_CUE") or chunk.sense("OBJECT", "land") or chunk.sense("OBJECT", "base")
    named = after is not None and (after.sense("DE") or after.sense("GEO") or after.sense("NAME"))
    known = chunk.definite or (before is not None and before.sense("DEF"))
    return bool(place and known and not named)


def is_undisputed(sentence: Sentence, speech: Frame, harm: Frame) -> bool:
    """Whether a denial takes the harm for granted: "denied the shelling that killed three" denies who did it.

    Also behind the place that was shelled: "denied shelling the quarter of X, where three were killed".
    """
    if speech.blame:
        return True
    if speech.act != "denial" or not sentence.may_hold("ATTACK"):
        return False
    end = (harm.anchor or harm.span)[0]
    told = [c for c in sentence.chunks if speech.span[0] <= c.start < end]
    between = [c for c in told if not any(c.sense(symbol) for symbol in _OF_PLACES)]
    joined = pairwise(between)
    return any(a.sense("ATTACK", "noun") and (b.sense("WHO") or b.sense("THAT")) for a, b in joined)


def counts_attacks(sentence: Sentence) -> bool:
    """Whether it tells of a number of attacks, or of places attacked: "in two separate attacks", "two villages"."""
    several = sentence.chunks if sentence.may_hold("SEVERAL") else ()
    words = any(c.sense("SEVERAL") and not c.feature("SEVERAL", "kind") for c in several)
    if (words and not adds_up(sentence)) or _tells_another(sentence):
        return True
    chunks = sentence.chunks if sentence.may_hold("ATTACK", "OBJECT", "PLACE_CUE") else []
    for at, chunk in enumerate(chunks):
        if _COUNTED.isdisjoint(chunk.senses.first):
            continue
        reach = _ARTICLE if "ATTACK" in chunk.senses.first and chunk.sense("ATTACK", "noun") else _is_land(chunk)
        before = chunks[max(0, at - reach) : at] if reach else []
        if before and any(before[-1].sense(symbol) for symbol in _BETWEEN):
            before = []  # "three in an attack": they are the dead
        if any(1 < (count_range(c)[0] or 0) <= _MOST_ATTACKS for c in before if c.sense("COUNT", "plain")):
            return True
    return False


def adds_up(sentence: Sentence) -> bool:
    """Whether its harm is that of attacks here and there: "in shootings across the city", "in separate attacks"."""
    near = by_the_harm(sentence) if sentence.may_hold("PAST") else ()
    return any(c.feature("PAST", "kind") == "scattered" for c in near)


def _tells_another(sentence: Sentence) -> bool:
    """ "Five died in a raid on X and three in another on Y"."""
    breaks = sentence.chunks if sentence.anchors and sentence.may_hold("BREAK") else ()
    return any(c.sense("BREAK") and c.start > sentence.anchors[0][1] for c in breaks)


def _is_land(chunk: Chunk) -> bool:
    """ "Villages", also with the name behind it of what they lie in."""
    cue = chunk.part("cue") if chunk.sense("PLACE") else None
    return bool(chunk.sense("OBJECT", "land")) or (cue is not None and cue.start == chunk.start)


def takes_turn(sentence: Sentence) -> bool:
    """Whether it begins with a part of the day, or with hours gone by: "in the evening", "two hours later"."""
    opening = sentence.chunks[:_OPENING] if sentence.may_hold("DAYPART", "SPAN") else ()
    return any(_is_of_the_clock(c) for c in opening)


def series_of(sentence: Sentence) -> Series:
    """What the small words of a sentence say of attacks told one by one."""
    if not sentence.may_hold(*_OF_SERIES):
        return NO_SERIES
    kinds = sentence.features("SEVERAL", "kind")
    opening = sentence.chunks[:_OPENING]
    one_of = "one" in kinds and any(c.feature("SEVERAL", "kind") == "one" for c in opening)
    told = pairwise(opening) if sentence.may_hold("ATTACK") and not one_of else ()
    clauses = sentence.chunks if sentence.may_hold(*_CLAUSE) else ()
    return Series(
        plural="plural" in kinds,
        one_of=one_of,
        another=any(_is_another(pair) for pair in told),
        clauses=tuple(c.start for c in clauses if not _CLAUSE.isdisjoint(c.senses.first)),
        days_later=days_later(sentence),
    )


def _is_another(pair: tuple[Chunk, Chunk]) -> bool:
    """Whether two chunks are "another raid", the word before the noun or behind it."""
    attack = any(c.sense("ATTACK", "noun") for c in pair)
    return attack and any(c.sense(symbol, "other") for c in pair for symbol in _OTHERS)


def _is_of_the_clock(chunk: Chunk) -> bool:
    day, span = chunk.part("day"), chunk.part("span") or chunk
    part_of_day = chunk.sense("DAYPART") or (day and day.sense("DAYPART"))
    return bool(part_of_day) or span.feature("SPAN", "unit") == "hour"


def past_kinds(sentence: Sentence) -> list[str]:
    """What its words say of an earlier time; those of a clause behind the words of attack say it of something else.

    "It happened in X, which had seen other attacks before."
    """
    if not sentence.may_hold("PAST"):
        return []
    chunks = sentence.chunks
    told = next((n for n, c in enumerate(chunks) if c.sense("ATTACK") or c.sense("HARM")), len(chunks))
    behind = (n for n in range(told, len(chunks)) if chunks[n].sense("SEMICOLON") or chunks[n].sense("WHO"))
    end = next(behind, len(chunks))
    near = {id(c) for c in by_the_harm(sentence)}
    own = [(at, kind) for at, c in enumerate(chunks[:end]) if (kind := c.feature("PAST", "kind")) and id(c) in near]
    return [kind for at, kind in own if not _dates_another(sentence, at)]


def _dates_another(sentence: Sentence, at: int) -> bool:
    """Whether words of an earlier time belong to other harm than the sentence's first.

    That is the harm right before them ("killed five of eight people abducted earlier this month"), or none, in an
    aside ("his troops, which have fought there in recent weeks, killed ten").
    """
    chunks, anchors = sentence.chunks, sentence.anchors
    if not anchors or at == 0:
        return False
    if _behind_other_harm(sentence, at):
        return True
    commas = [n for n, c in enumerate(chunks) if c.sense("COMMA")]
    opens = max((n for n in commas if n < at), default=None)
    closes = min((n for n in commas if n > at), default=None)
    if opens is None or closes is None or not (chunks[opens + 1].sense("THAT") or chunks[opens + 1].sense("WHO")):
        return False
    return not any(chunks[opens].start < start < chunks[closes].start for start, _ in anchors)


def _behind_other_harm(sentence: Sentence, at: int) -> bool:
    """Whether the chunk stands right behind a word of harm that isn't the sentence's first."""
    before = sentence.chunks[at - 1]
    harms = before.sense("HARM") or (isinstance(before.value, People) and before.value.outcome)
    return bool(harms) and before.end > max(min(sentence.anchors))


def of_one_time(sentence: Sentence) -> list[Frame]:
    """Its frames but for harm that words right behind it set in another time than the rest."""
    others = _dated_otherwise(sentence)
    if not others:
        return sentence.frames
    return [
        f for f in sentence.frames if not (f.kind == "harm" and others & {f.span[1], *(p.span[1] for p in f.people)})
    ]


def _dated_otherwise(sentence: Sentence) -> set[int]:
    """Where words of harm end that alone are told as earlier: "two died in a town that saw fifty deaths this year"."""
    if not sentence.anchors or not sentence.may_hold("PAST"):
        return set()
    chunks = sentence.chunks
    past = (n for n, c in enumerate(chunks) if n and c.feature("PAST", "kind") in ("earlier", "cumulative"))
    return {chunks[n - 1].end for n in past if _behind_other_harm(sentence, n)}


def by_the_harm(sentence: Sentence) -> list[Chunk]:
    """The chunks that may date its words of harm: all, but for those far behind them in a paragraph without stops."""
    anchors = sentence.anchors
    if not anchors or sentence.end - sentence.start < _LONG_SENTENCE:
        return sentence.chunks
    reached = max(end for _, end in anchors[:_FIRST_HARMS]) + _REACH_OF_A_SPAN
    return [c for c in sentence.chunks if c.start <= reached]
