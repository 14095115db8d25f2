"""Cluster: the mentions of one incident, and what the next mention is compared with."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import TOP
from reportedly.reading.spot import ADMIN1, Spot


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one incident, in text order; what the next mention is compared with is kept up by `add`."""

    mentions: list[Mention] = field(default_factory=list)
    background: bool = False
    listed: bool = False  # in a text without a headline, which may be a list of attacks
    long: bool = False  # in such a text of more than a few sentences: these tell of one attack, and correct its toll
    spot: Spot | None = None  # the finest place told with harm, or with the attack before it
    tolls: set[int | None] = field(default_factory=set)  # numbers of the killed
    days: tuple[datetime.date, datetime.date] | None = None  # the first and the last told with harm
    _countries: Counter[str] = field(default_factory=Counter)
    _fine: Counter[str] = field(default_factory=Counter)  # those of places finer than a country

    @classmethod
    def of(cls, mentions: Sequence[Mention], background: bool = False) -> Cluster:
        """A cluster of these mentions."""
        made = cls(background=background)
        for mention in mentions:
            made.add(mention)
        return made

    def add(self, mention: Mention) -> None:
        """Takes in the next mention; until one tells of harm, those of the attack say where and when."""
        self.mentions.append(mention)
        if mention.people or mention.in_title:
            weight = 2 if mention.in_title or mention.sentence < TOP else 1
            self._countries.update({s.where.country: weight for s in mention.spots if s.where.country})
            fine = [s.where for s in mention.spots if s.where.fineness >= ADMIN1]
            self._fine.update({w.country: weight for w in fine if w.country})
        if not mention.people and any(m.people for m in self.mentions):
            return
        spots = ([self.spot] if self.spot else []) + [s for s in mention.spots if not s.dateline]
        self.spot = max(spots, key=lambda s: s.where.fineness, default=None)
        self.tolls.update(p.low for p in mention.people if p.outcome == "killed")
        day = mention.day
        later = mention.late or (self.days and known_person_died(mention))
        if day and day.start and day.precision == "day" and not later:
            first, last = self.days or (day.start, day.start)
            self.days = min(first, day.start), max(last, day.start)

    @property
    def country(self) -> str | None:
        """The country that the words on the harm tell most, those of headline and lead twice; of equals the first."""
        return max(self._countries, key=lambda code: self._countries[code], default=None)

    @property
    def scene(self) -> str | None:
        """The country of the towns and provinces told with the harm; these say more than countries only named."""
        return max(self._fine, key=lambda code: self._fine[code], default=self.country)


def known_person_died(mention: Mention) -> bool:
    """Whether it only says that one person known from before has died: "the boy died on Friday"."""
    return (
        bool(mention.people)
        and not mention.attack
        and all(p.definite and p.is_one and p.outcome == "killed" for p in mention.people)
    )


class Headline(NamedTuple):
    """The kinds of the headline's topics, and whether it tells of harm or an attack (None: there is no headline)."""

    topics: tuple[str, ...]
    tells: bool | None
    sequel: bool = False  # it or the lead speaks of what comes days after an attack: a burial, a trial
    long: bool = False  # there is none, over more than a few sentences, whose incidents `news.py` judges
