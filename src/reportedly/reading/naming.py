"""Naming: who of those harmed is a person whom the page names elsewhere, in full or with an office.

"Durandal" is "Paul Durandal, the mayor of Kolvani" of an earlier sentence; "the mayor" is he too, where the
page names one mayor, and so is "he", where one person alone was named just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from reportedly.languages import Chunk
from reportedly.model.vocabulary import Category, Role
from reportedly.reading.harmed import as_people, words_in
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, People, Span, Voice
from reportedly.scripts import fold

_LONGEST_NAME = 5  # words


@dataclass(slots=True)
class Person:
    """One who is named on the page, by the fullest name and the first description that stands with it."""

    name: Span
    words: frozenset[str]
    description: Span | None = None
    category: Category = "unknown"
    roles: tuple[Role, ...] = ()
    office: frozenset[str] = frozenset()
    surely: bool = False  # told of as somebody: harmed, with a noun or an office


class Names:
    """The persons that a page names, in the order of their first mention."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._persons: list[Person] = []

    def enter(self, people: People) -> None:
        """Adds a person, or what this mention says more of one known."""
        words = self._words(people.name)
        if not words or not people.is_one or len(words) > _LONGEST_NAME:
            return
        known = self._named(words)
        if len(known) > 1:
            return
        if not known:
            known = [Person(people.name or people.span, words)]
            self._persons += known
        person = known[0]
        if people.name and len(words) > len(person.words):
            person.name, person.words = people.name, words
        person.surely = person.surely or bool(people.description or people.told)
        if person.description is None and people.description:
            person.description, person.office = people.description, self._words(people.description)
            person.category, person.roles = people.category, people.roles

    def known(self, people: People) -> People:
        """The same with all that the page tells of this person."""
        if not people.is_one or people.items:
            return people
        if people.name:
            found = self._named(self._words(people.name))
        elif people.definite and people.description:
            office = self._words(people.description)
            found = [p for p in self._persons if office and office <= p.office]
        else:
            return people
        return self.as_person(people, found[0]) if len(found) == 1 else people

    def as_person(self, people: People, person: Person) -> People:
        """The same, told to be this person."""
        unknown = people.category == "unknown" or not people.description
        return replace(
            people,
            name=person.name,
            name_words=person.words,
            description=(people.description if people.name else None) or person.description or people.description,
            category=person.category if unknown and person.description else people.category,
            roles=people.roles or person.roles,
        )

    def alone_in(self, mentions: Sequence[People]) -> Person | None:
        """The one person that these mentions name; None where they name several or nobody."""
        found = {id(p): p for m in mentions for p in self._named(self._words(m.name)) if p.surely and len(p.words) > 1}
        return next(iter(found.values())) if len(found) == 1 else None

    def _named(self, words: frozenset[str]) -> list[Person]:
        return [p for p in self._persons if words and (words <= p.words or p.words <= words)]

    def _words(self, span: Span | None) -> frozenset[str]:
        return words_in(span, self._text)


def name_people(sentences: Sequence[Sentence], text: str) -> None:
    """Gives those harmed the names and descriptions that the page has for them elsewhere, in place."""
    names = Names(text)
    told = [list(_named_in(sentence)) for sentence in sentences]
    for mentions in told:
        for people in mentions:
            names.enter(people)
    harmed: list[People] = []
    for at, sentence in enumerate(sentences):
        before = told[at - 1] if at and sentences[at - 1].index == sentence.index - 1 else []
        frames = []
        for frame in sentence.frames:
            known = frame
            if frame.kind == "naming":
                known = _named_before(frame, harmed, text)
            if known.kind == "harm":
                known = replace(known, people=tuple(_known(p, names, told[at], before) for p in known.people))
                harmed += known.people
            frames.append(known)
        sentence.frames = [frame for frame in frames if frame.kind != "naming"]


def _named_before(naming: Frame, harmed: Sequence[People], text: str) -> Frame:
    """The naming as a frame of harm, of what befell those whom it names; as it is where that isn't told."""
    group = naming.group
    if group is not None and ("attacker" in group.roles or group.category == "armed_group"):
        return naming
    if naming.joined:
        outcome = harmed[-1].outcome if harmed else None
        people = tuple(p if p.outcome else replace(p, outcome=outcome) for p in naming.people)
        return replace(naming, kind="harm", people=people) if outcome else naming
    fitting = [p for p in reversed(harmed) if _may_be(group, p, len(naming.people), text)]
    # "One of them is Paul Durandal": of several; "they are A and B": of as many as are named.
    one_of_them = group is None and len(naming.people) == 1
    as_many = (p for p in fitting if (p.low != 1 if one_of_them else p.low == len(naming.people)))
    of = next(as_many, fitting[0] if fitting else None)
    outcome = (group.outcome if group else None) or (of.outcome if of else None)
    if outcome is None:
        return naming
    noun = of if of is not None and not of.generic and not of.name else None
    people = tuple(
        replace(
            p,
            outcome=outcome,
            description=p.description or (noun.description if noun else None),
            category=noun.category if noun and not p.description else p.category,
            roles=p.roles or (noun.roles if noun else ()),
        )
        for p in naming.people
    )
    return replace(naming, kind="harm", people=people)


def _may_be(group: People | None, harmed: People, named: int, text: str) -> bool:
    """Whether those named may be these: told with a number that is large enough, and with the group's noun."""
    if harmed.name or (harmed.low or named) < named:
        return False
    if group is None or group.generic or harmed.generic:
        return group is None or group.outcome in (None, harmed.outcome)
    nouns = [fold(text[slice(*p.description)]).split()[-1:] for p in (group, harmed) if p.description]
    return len(nouns) == 2 and nouns[0] == nouns[1]


def _known(people: People, names: Names, here: Sequence[People], before: Sequence[People]) -> People:
    if not _is_pronoun(people):
        return names.known(people)
    earlier = [p for p in here if p.span[1] <= people.span[0]]
    person = names.alone_in(earlier or before)
    if person is None:
        return people
    return names.as_person(replace(people, low=1, high=1, partial=False, description=None), person)


def _is_pronoun(people: People) -> bool:
    """Whether it is a word such as "he": one of people told before, without a noun of its own."""
    return people.definite and people.partial and people.is_one and people.name is None


def _named_in(sentence: Sentence) -> Iterator[People]:
    """The single persons whom a sentence names, in order."""
    harmed = [p for frame in sentence.frames for p in frame.people if p.name]
    naming = sentence.nested if sentence.may_hold("NAME", "SP", "V") else ()
    chunks = [as_people(c) for c in naming if (c.value is not None or "NAME" in c.senses.first) and _names(c)]
    yield from sorted((*harmed, *(p for c in chunks for p in c.each() if p.name)), key=lambda p: p.span)


def _names(chunk: Chunk) -> bool:
    value = chunk.value
    if isinstance(value, Voice):
        return value.named and value.name != value.span
    return isinstance(value, People) or chunk.sense("NAME", "full") is not None
