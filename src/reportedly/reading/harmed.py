"""Harmed: the people that the parts of a harm frame name, by a phrase, a number, a name or an office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.languages import Chunk, bare
from reportedly.model.vocabulary import Outcome
from reportedly.reading.build import count_range
from reportedly.reading.persons import office_holder
from reportedly.reading.values import Group, People, Span, Voice
from reportedly.scripts import fold

_OF_OFFICE = ("DE", "DEF", "COUNT", "ADJ", "POSS", "W", "NAME", "GEO", "DEMONYM", "ORDINAL", "PLACE_CUE", "FORCE")
_LONGEST_OFFICE = 9  # chunks
_WORD = re.compile(r"\w{2,}")


def index_of(chunk: Chunk, chunks: Sequence[Chunk]) -> int | None:
    """Where this very chunk stands among the chunks; None where it is inside of one."""
    return chunks.index(chunk) if chunk in chunks else None


def with_name_beside(people: People, chunk: Chunk, chunks: Sequence[Chunk]) -> People:
    """One person with the name in apposition: "Paul Durandal, a clerk in X, was", "a clerk, Paul Durandal, was"."""
    at = index_of(chunk, chunks)
    if at is None or people.name or not people.is_one or people.items or people.bare:
        return people
    before, behind = chunks[max(0, at - 3) : at], chunks[at + 1 : at + 4]
    named = None
    closed = _is_bare_noun(people) or _closes(chunks[at + 1 :])
    if len(before) > 1 and before[-1].sense("COMMA") and _is_free(before[:-2]) and closed:
        named = before[-2]
    elif len(behind) > 1 and behind[0].sense("COMMA") and all(_ends_aside(c) for c in behind[2:]):
        named = behind[1]
    if named is None or not (named.sense("NAME", "full") or isinstance(named.value, Voice)):
        return people
    person = as_people(named)
    if not person.name:
        return people
    return replace(people, name=person.name, description=person.description or people.description)


def with_office(people: People, chunk: Chunk, chunks: Sequence[Chunk]) -> People:
    """The description with what the noun is of: "the leader" of "the leader of a peasant union", on to its end."""
    if (
        people.description is None
        or people.generic
        or people.items
        or people.name
        or people.description[1] != chunk.end
    ):
        return people
    at = index_of(chunk, chunks)
    if at is None or at + 1 >= len(chunks) or not chunks[at + 1].sense("DE"):
        return people
    end = at + 1
    while end < min(len(chunks), at + _LONGEST_OFFICE) and _is_of_office(chunks[end]):
        end += 1
    while end > at + 1 and _only_leads_on(chunks[end - 1]):
        end -= 1
    if end == at + 1:
        return people
    return replace(people, description=(people.description[0], chunks[end - 1].end))


def _is_of_office(chunk: Chunk) -> bool:
    return (chunk.value is None and any(chunk.sense(symbol) for symbol in _OF_OFFICE)) or isinstance(chunk.value, Group)


def _only_leads_on(chunk: Chunk) -> bool:
    return any(chunk.sense(symbol) for symbol in ("DE", "DEF", "COUNT", "ADJ", "POSS"))


def _is_bare_noun(people: People) -> bool:
    """Whether one person is told of without any article: "assistant clerk of X was" is a subject only behind a name."""
    if people.definite or people.words is None or people.description is None:
        return False
    return people.words[0] >= people.description[0]


def _is_free(before: Sequence[Chunk]) -> bool:
    """Whether what stands before a name leaves it free to be a subject: not "according to", not "by"."""
    return not before or not any(before[-1].sense(s) for s in ("ACCORD", "BY", "IN", "TO", "AGAINST", "DE", "NEAR"))


def _closes(behind: Sequence[Chunk]) -> bool:
    """Whether an aside is closed by a comma before the next verb."""
    end = next((n for n, c in enumerate(behind) if c.sense("COMMA") or c.sense("AUX") or c.sense("HARM")), None)
    return end is not None and behind[end].sense("COMMA") is not None


def _ends_aside(chunk: Chunk) -> bool:
    return any(chunk.sense(s) for s in ("COMMA", "STOP", "AND", "SEMICOLON", "MEASURE", "LPAR", "WHO", "RPAR"))


def name_words(people: People, text: str) -> frozenset[str]:
    """The folded words of a person's name; empty where none is given."""
    return words_in(people.name, text)


def words_in(span: Span | None, text: str) -> frozenset[str]:
    """The folded words of a stretch of the page, but for single letters; none where there is none."""
    return frozenset(fold(word) for word in _WORD.findall(text[slice(*span)])) if span else frozenset()


def without_ages(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """In "Paul Durandal, 18, and Ann Durandal, 17" the numbers behind a name and its comma are ages, not tolls."""
    return tuple(
        c
        for at, c in enumerate(chunks)
        if not (at > 1 and c.sense("COUNT") and chunks[at - 1].sense("COMMA") and _is_named(chunks[at - 2]))
    )


def _is_named(chunk: Chunk) -> bool:
    return chunk.sense("NAME") is not None or isinstance(chunk.value, Voice)


def whole_name(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Where a part is a row of unknown words, as a name is in a script without capitals, they are one name."""
    may_name = [bool(c.sense("W") or c.sense("GIVEN")) for c in chunks]
    # The first may be a light word too, as "Ali" is in Arabic, where a name of two words or more goes on.
    if chunks and all(may_name[1:]) and (may_name[0] or (len(chunks) > 1 and chunks[0].sense("LIGHT"))):
        return (Chunk(chunks[0].start, chunks[-1].end, bare("NAME"), rule="words"),)
    return chunks


def nameable(chunk: Chunk) -> bool:
    """Whether a chunk that is no phrase of people may stand for some: a name, a number, a nationality, an office."""
    if isinstance(chunk.value, Voice):
        return True  # "Mayor Durandal", "a village headman": those who speak in the news are killed in it too
    return any(chunk.sense(symbol) for symbol in ("NAME", "COUNT", "DEMONYM"))


def as_people(chunk: Chunk) -> People:
    """The people of a chunk: a phrase, a number alone ("killed 12"), or one person by name."""
    if isinstance(chunk.value, People):
        return chunk.value
    span = (chunk.start, chunk.end)
    if chunk.sense("COUNT"):
        low, high = count_range(chunk)
        return People(span, low, high, span, bare=True, generic=True, rule=chunk.rule or "numbers")
    if chunk.sense("DEMONYM"):
        low = {"two": 2, "many": None}.get(chunk.feature("DEMONYM", "number"), 1)
        return People(
            span, low, low, span if low else None, description=span, group=span, generic=True, rule="lexicon.DEMONYM"
        )
    if isinstance(chunk.value, Voice):
        person, counted = office_holder(chunk.value), chunk.part("count")
        if counted is None or counted.sense("COUNT", "article"):
            return person
        low, high = count_range(counted)  # "three medical staff"
        return replace(person, low=low, high=high, words=(counted.start, counted.end))
    return People(span, 1, 1, None, name=span, rule=chunk.rule)


def with_outcomes(people: People, outcomes: list[Outcome], *, alone: bool) -> list[People]:
    """The people once for each outcome; a number over two outcomes ("60 killed and wounded") belongs to neither.

    `alone`: they are all that the frame tells of; "killed 17 people and a dozen wounded" leaves the dozen alive.
    """
    if alone and people.outcome == "injured" and outcomes == ["killed"]:
        return [replace(people, outcome="killed", partial=True)]  # "four of the wounded died"
    if people.outcome or not outcomes:
        return [people] if people.outcome else []
    if len(outcomes) == 1:
        return [people.with_outcome(outcomes[0])]
    if people.is_one:
        return [people.with_outcome(outcome) for outcome in outcomes]
    open_count = replace(people, low=None, high=None, words=None)
    return [open_count.with_outcome(outcome) for outcome in outcomes]


def of_one_noun(people: list[People]) -> list[People]:
    """ "The priests A, B and C": what the noun says of the first holds for those named behind."""
    first = people[0]
    if not first.shared:
        return people
    told = {"description": first.description, "category": first.category, "roles": first.roles}
    return [replace(p, **told) if p.name and not p.description else p for p in people]


def apposed(people: list[People]) -> list[People]:
    """ "Six people, two women and four children, were killed": those named behind are the six told one by one."""
    first, rest = people[0], people[1:]
    told = [p.low for p in rest if p.outcome == first.outcome and p.low is not None]
    named = len(rest) > 1 and all(p.name and p.is_one for p in rest)
    if not (first.generic or named) or first.bare or len(rest) < 2 or len(told) < len(rest) or sum(told) != first.low:
        return people
    return with_parts([first], rest)


def with_parts(people: list[People], parts: list[People]) -> list[People]:
    """The same, the first of them with these parts."""
    first = people[0]
    return [replace(first, parts=(*first.parts, *parts)), *people[1:]]
