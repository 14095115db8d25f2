"""Speakers: who of a page's speakers is whom. "The prosecutor" is the prosecutor whom the page names elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from reportedly.model.vocabulary import SpeakerType
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Frame, Span, Voice
from reportedly.scripts import fold

_WORD = re.compile(r"\w{3,}")
_VAGUE = ("unknown", "unnamed")


@dataclass(slots=True)
class Person:
    """One who is cited by name: the words of the name and of the office that stands beside it somewhere."""

    name: Span
    words: frozenset[str]
    office: frozenset[str]
    type: SpeakerType

    def is_named(self, words: frozenset[str]) -> bool:
        """Whether this is one person's name: all of the words or a surname alone."""
        return words <= self.words or self.words <= words

    def holds(self, office: frozenset[str], kind: SpeakerType) -> bool:
        """Whether an office named alone may be this person's."""
        alike = self.type == kind or self.type in _VAGUE or kind in _VAGUE
        return alike and bool(self.office) and (office <= self.office or self.office <= office)


class Register:
    """The persons cited by name on a page."""

    def __init__(self, text: str, articles: tuple[str, ...]) -> None:
        self._text = text
        self._articles = articles
        self._persons: list[Person] = []
        self._heard: list[tuple[frozenset[str], Voice]] = []

    def hear(self, voice: Voice) -> None:
        """Adds any voice, so that a surname alone can be told from another word."""
        self._heard.append((self._words(voice.span), voice))

    def surname(self, voice: Voice) -> Voice | None:
        """The voice whose name has this word in it; None where it is nobody's."""
        words = self._words(voice.name)
        heard = next((v for known, v in self._heard if words and words < known), None)
        if heard is None:
            return None
        return replace(heard, span=voice.span, rule=voice.rule)

    def enter(self, voice: Voice) -> None:
        """Adds a voice that has a name, or what it says more of a person known."""
        words = self._words(voice.name)
        if not words:
            return
        office = self._words(voice.span) - words if voice.titled else frozenset[str]()
        person = next((p for p in self._persons if p.is_named(words)), None)
        if person is None:
            self._persons.append(Person(voice.name, words, office, voice.type))
            return
        if len(words) > len(person.words):
            person.name, person.words = voice.name, words
        person.office = person.office or office
        if person.type in _VAGUE:
            person.type = voice.type

    def known(self, voice: Voice) -> Voice:
        """The voice with the full name and the type of the person whom it is, itself where nobody is known."""
        words = self._words(voice.name)
        if not words or voice.actor:
            return voice
        if voice.named:
            person = next((p for p in self._persons if p.is_named(words)), None)
        elif not voice.titled:
            return voice
        else:
            holders = [p for p in self._persons if p.holds(words, voice.type)]
            person = holders[0] if len(holders) == 1 else None
        if person is None:
            return voice
        kind = person.type if voice.type in _VAGUE else voice.type
        return replace(voice, name=person.name, type=kind, named=True)

    def _words(self, span: Span) -> frozenset[str]:
        return words_of(self._text[slice(*span)], self._articles)


def words_of(name: str, articles: tuple[str, ...]) -> frozenset[str]:
    """The folded words of a name, without articles that are written onto them."""
    return frozenset(_bare(fold(word), articles) for word in _WORD.findall(name))


def _bare(word: str, articles: tuple[str, ...]) -> str:
    return next((word[len(a) :] for a in articles if word.startswith(a) and len(word) > 4), word)


def know_speakers(sentences: Sequence[Sentence], text: str, articles: tuple[str, ...]) -> None:
    """Gives the speeches of a page's sentences the persons who are named elsewhere on it, in place."""
    register = Register(text, articles)
    for voice in _voices(sentences):
        if not voice.surname:
            register.hear(voice)
            if voice.named:
                register.enter(voice)
    for sentence in sentences:
        sentence.speeches = [known for speech in sentence.speeches if (known := _known(speech, register))]


def _voices(sentences: Sequence[Sentence]) -> Iterable[Voice]:
    for sentence in sentences:
        for speech in sentence.speeches:
            yield from (each.voice for each in (speech, *speech.companions) if each.voice)


def _known(speech: Frame, register: Register) -> Frame | None:
    """The speech with its voice known; None where its speaker's only word is nobody's name."""
    if speech.voice is None:
        return speech
    voice: Voice | None = speech.voice
    if speech.voice.surname:
        voice = register.surname(speech.voice)
    if voice is None:
        return None
    companions = tuple(known for each in speech.companions if (known := _known(each, register)))
    return replace(speech, voice=register.known(voice), companions=companions)
