"""Which mentions of a page speak of one incident; the first that isn't background is the page's own."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportedly.model import When
from reportedly.model.vocabulary import FORCES
from reportedly.reading.events import QUIET
from reportedly.reading.mentions import Mention
from reportedly.reading.sentence import LEAD
from reportedly.reading.sides import by_name, who_did_it
from reportedly.reading.topics import not_real, not_violent
from reportedly.reading.values import People
from reportedly.reading.where import Spot, compatible

_LEAD = 8  # sentences from the top, the headline's included; 4 and 6 do worse on the French and Arabic pages
_ADMIN1 = 1  # the grade of a province; a country is too coarse to tell two incidents apart
_TOP = 3  # sentences: the headline and the lead proper
_NO_ATTACK = QUIET - {"looting", "weapons"}  # shops burned and bombs made safe were attacked or to be
_RETROSPECT = frozenset({"trial", "memorial", "film", "history", "exercise"})
_TOLL = 20
_MORE = 5  # dead by which a first figure may rise, besides doubling


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
            weight = 2 if mention.in_title or mention.sentence < _TOP else 1
            self._countries.update({s.where.country: weight for s in mention.spots if s.where.country})
            fine = [s.where for s in mention.spots if s.where.fineness >= _ADMIN1]
            self._fine.update({w.country: weight for w in fine if w.country})
        if not mention.people and any(m.people for m in self.mentions):
            return
        spots = ([self.spot] if self.spot else []) + [s for s in mention.spots if not s.dateline]
        self.spot = max(spots, key=lambda s: s.where.fineness, default=None)
        self.tolls.update(p.low for p in mention.people if p.outcome == "killed")
        day = mention.day
        if day and day.start and day.precision == "day" and not mention.late:
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


class Headline(NamedTuple):
    """The kinds of the headline's topics, and whether it tells of harm or an attack (None: there is no headline)."""

    topics: tuple[str, ...]
    tells: bool | None
    long: bool = False  # there is none, over more than a few sentences, whose incidents `news.py` judges


def cluster_mentions(mentions: Sequence[Mention], headline: Headline) -> list[Cluster]:
    """Clusters with harm in them, the page's own first, background last."""
    topics = headline.topics
    waiting: list[Mention] = []  # the lead may tell of the attack before anything tells of harm
    clusters: list[Cluster] = []
    current: Cluster | None = None
    retrospect = bool(_RETROSPECT.intersection(topics))
    totals = {toll for m in mentions if m.cumulative for toll in _tolls(m)}
    # A page that leads with running totals sums up a war: what it counts without a day is part of that.
    first = next((m for m in mentions if m.people and not m.in_title), None)
    sums_up = bool(first and first.cumulative and sum(m.cumulative and bool(_tolls(m)) for m in mentions) > 1)
    led = max((n for m in mentions if m.in_title or m.sentence < _TOP for n in _killed(m)), default=None)
    for mention in mentions:
        if (
            mention.cumulative
            or totals & _tolls(mention)
            or not_violent(mention, topics)
            or not_real(mention, topics)
            or (sums_up and not mention.near_day)
        ):
            continue
        background = _is_earlier(mention, headline) or "trial" in topics or (retrospect and not _is_recent(mention))
        background = background or _dwarfs(mention, led)
        listed = headline.tells is None
        may_open = headline.long or (listed and current is not None)
        opens = may_open and not background and _is_another(mention, clusters)
        if mention.people or opens:
            current = _home(
                mention, clusters, current, Cluster(background=background, listed=listed, long=headline.long)
            )
            if not current.mentions and not background:
                for before in waiting:
                    current.add(before)
                waiting = []
        elif current is None and not background and mention.sentence < _TOP and not mention.separate:
            waiting.append(mention)
            continue
        elif current is None or current.background != background or mention.separate:
            continue
        elif (listed or _is_dated_apart(mention, current)) and not _same(mention, current):
            continue  # of an attack elsewhere
        current.add(mention)
    kept = [c for c in clusters if _is_violent(c) and not _is_vague(c, headline)]
    for cluster in kept:
        _settle_agents(cluster)
        cluster.background = cluster.background or not _is_news(cluster, headline)
    return sorted(_without_names_of_past(kept, mentions), key=lambda c: c.background)


def _is_news(cluster: Cluster, headline: Headline) -> bool:
    """Whether the page reports it: what comes up further down is context to something else.

    Where the headline speaks of no harm, the harm must be dated or counted at the very top. A text without a
    headline may be a list of the day's attacks.
    """
    if headline.tells is None or any(m.separate and m.near_day for m in cluster.mentions):
        return True  # "in a separate incident on Monday": news of its own, wherever it stands
    if not any(m.in_title or m.sentence < _LEAD for m in cluster.mentions):
        return False
    if headline.tells:
        return True
    harm = [m for m in cluster.mentions if m.people]
    counted = any(m.sentence < _TOP and any(p.low is not None for p in m.people) and not _presumes(m) for m in harm)
    return counted or any(m.near_day for m in harm)


def _presumes(mention: Mention) -> bool:
    """Whether it names one person's death as something known: "he spoke of the death of X", "the body of X"."""
    return all(p.is_one and (mention.presumed or p.definite) for p in mention.people)


def _without_names_of_past(clusters: list[Cluster], mentions: Sequence[Mention]) -> list[Cluster]:
    """What the headline alone names is background where the body tells it as past: "Murder of X: the accused is ill".

    Where the body tells of harm itself, the headline's name adds nothing.
    """
    past = [c for c in clusters if c.background and any(m.people for m in c.mentions)]
    named = [c for c in clusters if _is_only_named(c)]
    for cluster in named:
        cluster.background = any(m.earlier and m.attack and not m.in_title for m in mentions)
    return [c for c in clusters if not (past and c in named)]


def _is_only_named(cluster: Cluster) -> bool:
    harm = [m for m in cluster.mentions if m.people]
    if cluster.background or not all(m.in_title and m.presumed and not m.near_day for m in harm):
        return False
    return bool(harm) and all(p.name for m in harm for p in m.people)


def _is_vague(cluster: Cluster, headline: Headline) -> bool:
    """Whether one sentence of the body speaks of people harmed without a number or a name: "they kill civilians".

    Where there is no headline, the sentence may be all there is; `news.py` judges whether it is one.
    """
    harm = [m for m in cluster.mentions if m.people]
    if headline.long or len({m.sentence for m in harm}) > 1 or any(m.in_title for m in harm):
        return False
    if headline.tells is None and any(m.agents for m in harm):
        return False
    return bool(harm) and not any(
        p.low is not None or p.high is not None or p.name or p.words for m in harm for p in m.people
    )


def _settle_agents(cluster: Cluster) -> None:
    """Who did it, not who stopped them: those who killed the attacker are no perpetrators of the attack.

    Where nobody is said to have done it, the attackers that the page speaks of are named instead.
    """
    harmed = [p for m in cluster.mentions for p in m.people]
    if any("attacker" not in p.roles for p in harmed):
        for mention in cluster.mentions:
            mention.agents = [a for a in mention.agents if not a.stopping]
            if _has_attacker(cluster):
                mention.agents = [a for a in mention.agents if a.type != "police"]
    kept = by_name(who_did_it([a for m in cluster.mentions for a in m.agents], harmed))
    for mention in cluster.mentions:
        mention.agents = [named for a in mention.agents if (named := kept.get(a))]
    if not any(m.agents for m in cluster.mentions):
        told = [(m, a) for m in cluster.mentions for a in m.attackers]
        if told:
            told[0][0].agents.append(told[0][1])
        elif harmed and all(p.category in FORCES for p in harmed):
            crowds = [(m, m.crowd) for m in cluster.mentions if m.crowd]
            for mention, crowd in crowds[:1]:
                mention.agents.append(crowd)  # police hurt at a protest: who else is told of hurt them


def _has_attacker(cluster: Cluster) -> bool:
    """Whether people who are no state's forces are told of as attackers: then the police came after them."""
    agents = [a for m in cluster.mentions for a in (*m.agents, *m.attackers)]
    return any(a.type in ("individual", "armed_group", "unknown") and a.status != "denied" for a in agents)


def is_asserted(mention: Mention) -> bool:
    """Whether an event is said to have happened: by a verb, with its author, or with its day and place.

    A noun alone ("the attack", "shelling") may be any, feared or long ago.
    """
    if mention.code is None:
        return False
    code = mention.code[0]
    if code in QUIET or mention.told_by_verb or mention.agents:
        return True
    return bool(mention.spots) and mention.day is not None


def _killed(mention: Mention) -> list[int]:
    """The numbers of the killed that it gives."""
    return [p.low for p in mention.people if p.outcome == "killed" and p.low is not None]


def _dwarfs(mention: Mention, led: int | None) -> bool:
    """Whether further down the outlet itself tells of far more dead than it led with: those of another attack."""
    if led is None or mention.speech is not None or mention.in_title or mention.sentence < _TOP:
        return False
    return max(_killed(mention), default=0) > 2 * led + _MORE


def _tolls(mention: Mention) -> set[tuple[str | None, int]]:
    """Outcomes with numbers large enough to be known again: a war's toll stays one where its years aren't repeated."""
    return {(p.outcome, p.low) for p in mention.people if p.low is not None and p.low >= _TOLL}


def _is_earlier(mention: Mention, headline: Headline) -> bool:
    """Whether it is told as something of long ago, rather than made known late at the top of the page."""
    late_news = mention.announced and mention.sentence < LEAD and bool(headline.tells)
    return mention.earlier and not late_news


def _is_recent(mention: Mention) -> bool:
    """Whether a day stands right beside the harm and isn't long ago."""
    return bool(mention.near_day) and not mention.earlier


def _is_violent(cluster: Cluster) -> bool:
    """Whether anything in it says that people did this: "12 dead" alone may be a bus."""
    return any(m.violent or m.attack or m.agents for m in cluster.mentions)


def _home(mention: Mention, clusters: list[Cluster], current: Cluster | None, fresh: Cluster) -> Cluster:
    """The cluster that the mention belongs to, the current one first; if none, the fresh one, now one of them."""
    candidates = [c for c in clusters if c.background == fresh.background]
    if current is not None and current in candidates:
        candidates = [current, *(c for c in candidates if c is not current)]
    for cluster in candidates:
        if _same(mention, cluster):
            return cluster
    clusters.append(fresh)
    return fresh


def _is_another(mention: Mention, clusters: Sequence[Cluster]) -> bool:
    """Whether it tells of an attack that hurt nobody, with a place or a day that no incident told before has."""
    if not is_asserted(mention) or mention.code is None or mention.code[0] in _NO_ATTACK or mention.earlier:
        return False
    fine = [s for s in mention.spots if s.where.fineness >= _ADMIN1 and not s.dateline]
    return (bool(fine) or mention.near_day) and not any(_same(mention, c) for c in clusters)


def _same(mention: Mention, cluster: Cluster) -> bool:
    if mention.separate and any(p.low is not None and not p.definite for p in mention.people):
        return False
    day = mention.day
    if _told_before(mention):
        return True  # "the boy died on Friday": of what befell him before
    if (cluster.listed and _names_another(mention, cluster)) or (cluster.long and _counts_others(mention, cluster)):
        return False
    if cluster.days and day and day.start and day.precision == "day" and not mention.late:
        first, last = cluster.days
        if not first <= day.start <= last and _are_dated(mention) and not _same_toll(mention, cluster):
            return False
        if (last - day.start).days > 1 or (day.start - first).days > 1:
            return False
    if day and day.precision == "week" and _is_out_of(day, cluster.days) and _counts_anew(mention):
        return False
    if not mention.violent or _same_toll(mention, cluster):
        return True  # where the wounded were taken is no second attack
    spot = cluster.spot
    fine = [s for s in mention.spots if s.where.fineness >= _ADMIN1 and not s.dateline]
    if spot is None or not fine:
        return True
    if spot.where.fineness < _ADMIN1 and any(s.where.country == spot.where.country for s in mention.spots):
        return True  # "a soldier in X, by fire from Syria", where Syria was all that had been told
    if any(compatible(s.where, spot.where) or _in_one_town(s, spot) for s in fine):
        return True
    return not any(s.where.country for s in fine)


def _is_dated_apart(mention: Mention, cluster: Cluster) -> bool:
    """Whether it says of an attack that it happened on a day that isn't the incident's."""
    if not mention.happened or cluster.days is None or mention.day is None or mention.day.precision != "day":
        return False
    return mention.day.start is not None and not cluster.days[0] <= mention.day.start <= cluster.days[1]


def _is_out_of(week: When, days: tuple[datetime.date, datetime.date] | None) -> bool:
    """Whether the days told before are none of that week's nor beside it: "last week" on a page about Tuesday."""
    if days is None or week.start is None or week.end is None:
        return False
    return (days[0] - week.end).days > 1 or (week.start - days[1]).days > 1


def _counts_anew(mention: Mention) -> bool:
    """Whether it counts people who weren't told of before."""
    return not mention.late and any(p.low is not None and not p.definite for p in mention.people)


def _names_another(mention: Mention, cluster: Cluster) -> bool:
    """Whether each tells of single people by name, of others, and the mention says when or where as of an attack.

    A cluster that counts several may go on to name them.
    """
    told = [p for m in cluster.mentions for p in m.people]
    several = any(p.low not in (1, None) for p in told)
    known = {word for m in cluster.mentions for word in m.named}
    if several or not known or mention.resumes or not mention.attack:
        return False
    apart = mention.near_day or any(not s.dateline for s in mention.spots)
    all_named = all(p.name and not p.definite for p in mention.people)
    return apart and all_named and bool(mention.named) and not mention.named & known


def _counts_others(mention: Mention, cluster: Cluster) -> bool:
    """Whether it counts people harmed in "an attack" with a place of its own, and none as many as those told of."""
    if not mention.attack or mention.resumes or all(s.dateline for s in mention.spots):
        return False
    anew = {(p.outcome, p.low) for p in mention.people if p.low and _are_new(p)}
    told = {(p.outcome, p.low) for m in cluster.mentions for p in m.people}
    outcomes = {outcome for outcome, _ in told}
    return bool(anew) and not anew & told and any(outcome in outcomes for outcome, _ in anew)


def _are_new(people: People) -> bool:
    """Whether the words bring up people: not "the soldiers", "three others", "one of them", a number alone."""
    return not (people.definite or people.beside or people.partial or people.bare)


def _are_dated(mention: Mention) -> bool:
    """Whether a day stands right beside new people, harmed in a new attack: not "the soldier", not "the attack"."""
    new = any(not (p.definite or p.partial) for p in mention.people)
    return mention.near_day and not mention.resumes and new


def _in_one_town(a: Spot, b: Spot) -> bool:
    """Whether one is a quarter or a site and the other may be its town."""
    return a.site != b.site and a.where.admin1 is not None and a.where.admin1 == b.where.admin1


def _told_before(mention: Mention) -> bool:
    """Whether it only says that one person known from before has died."""
    return (
        bool(mention.people)
        and not mention.attack
        and all(p.definite and p.is_one and p.outcome == "killed" for p in mention.people)
    )


def _same_toll(mention: Mention, cluster: Cluster) -> bool:
    """Whether as many were killed, more than one, in one country: then two names of towns are one place told twice."""
    ours = {p.low for p in mention.people if p.outcome == "killed" and (p.low or 0) > 1}
    countries = {s.where.country for s in mention.spots if s.where.country}
    named_only = cluster.spot is None or cluster.spot.where.fineness < _ADMIN1
    return bool(ours & cluster.tolls) and (not countries or named_only or cluster.country in (None, *countries))
