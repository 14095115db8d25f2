"""Readings of invented pages in few words, and a plain stand-in for the model that scores pairs."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from reportedly.linking import Evidence, Pair, keys_of
from reportedly.linking.comparing import QUESTIONS
from reportedly.model import Account, Count, Event, Quote, Reading, Report, Speaker, Victim, When, Where
from reportedly.reconciling import page_incidents

PLACES = {"Qasr": (35.0, 38.0), "Wasita": (36.0, 39.0), "Tell Amir": (34.0, 37.0)}


UNASKED = (-1,) * len(QUESTIONS)


class Told(NamedTuple):
    """One incident as a page tells it."""

    place: str
    day: int  # of March 2026
    killed: int
    speaker: str | None = None


def page(name: str, published: int | None, *stories: Told, extra: str = "", outlet: str | None = None) -> Reading:
    """A page of March 2026 that tells these incidents, a sentence each; `extra` stands before them."""
    text = extra
    accounts = []
    for number, story in enumerate(stories, 1):
        accounts.append(_account(story, number, len(text)))
        text += _sentence(story)
    text = text or "Rien."
    report = Report(
        id=name,
        text=text,
        outlet=outlet or f"Outlet {name}",
        language="fr",
        published=datetime.date(2026, 3, published) if published else None,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return Reading(report=report, accounts=tuple(accounts), incidents=page_incidents(tuple(accounts)))


def at(day: int, reading: Reading) -> Reading:
    """The page as it stood when it was fetched on this day."""
    report = msgspec.structs.replace(reading.report, retrieved=f"2026-03-{day:02}T10:00:00Z")
    return msgspec.structs.replace(reading, report=report)


def withdrawn(name: str, day: int) -> Reading:
    """The page as its outlet has taken it away by this day."""
    report = Report(
        id=name, text="", published=datetime.date(2026, 3, 8), retrieved=f"2026-03-{day:02}T10:00:00Z", withdrawn=True
    )
    return Reading(report=report, accounts=(), incidents=())


def _sentence(story: Told) -> str:
    speaker = f", selon {story.speaker}" if story.speaker else ""
    return f"{story.killed} personnes tuées le {story.day} mars dans une attaque à {story.place}{speaker}. "


def _account(story: Told, number: int, start: int) -> Account:
    sentence = _sentence(story)

    def quote(words: str) -> Quote:
        at = start + sentence.index(words)
        return Quote(words, at, at + len(words))

    day = datetime.date(2026, 3, story.day)
    latitude, longitude = PLACES[story.place]
    killed = Count(story.killed, story.killed, str(story.killed))
    victims = Victim(outcome="killed", count=killed, quote=quote(f"{story.killed} personnes"))
    speaker = Speaker(name=story.speaker, type="medical", quote=quote(story.speaker)) if story.speaker else None
    return Account(
        id=f"a{number}",
        incident=f"i{number}",
        speaker=speaker,
        act="statement" if speaker else "report",
        event=Event(type="Violence against civilians", sub_type="Attack", quote=quote("attaque")),
        when=When(start=day, end=day, precision="day", quote=quote(f"le {story.day} mars")),
        where=Where(
            name=story.place, country="SY", admin1="Raqqa", latitude=latitude, longitude=longitude, precision="exact",
            quote=quote(story.place),
        ),
        victims=(victims,), perpetrators=(), weapons=(), background=False, confidence=0.9,
    )  # fmt: skip


def scored(new: Sequence[Evidence], old: Sequence[Evidence] = (), *, between: bool = False) -> list[Pair]:
    """One place and overlapping days: surely one incident; one of these: perhaps. A function of the pair alone."""
    found = []
    for number, one in enumerate(new):
        for other in (*(() if between else new[number + 1 :]), *old):
            if set(keys_of(one)).isdisjoint(keys_of(other)):
                continue
            a, b = sorted((one, other), key=lambda evidence: evidence.id)
            place, day = a.place == b.place, a.first == b.first
            probability = 0.3 * place + 0.3 * day + 0.35 * (place and day) - 0.01 * (a.killed != b.killed)
            if probability > 0.1 and a.report != b.report:
                found.append(Pair(a.id, b.id, probability, UNASKED))
    return found
