"""Settle: of the incidents gathered from a page, which count, who did them, and which are its news."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model import When
from reportedly.model.vocabulary import FORCES
from reportedly.reading.cluster import Cluster, Headline
from reportedly.reading.mentions import Mention
from reportedly.reading.same import apart
from reportedly.reading.sentence import TOP
from reportedly.reading.sides import by_name, who_did_it
from reportedly.reading.spot import compatible
from reportedly.reading.victims import some_of

_LEAD = 8  # sentences from the top, the headline's included; 4 and 6 do worse on the French and Arabic pages


def settled(clusters: Sequence[Cluster], mentions: Sequence[Mention], headline: Headline) -> list[Cluster]:
    """Those with violence in them, each with who did it; the page's own first, background last."""
    told = _joined(clusters) if headline.sequel else clusters
    kept = [c for c in told if _is_violent(c) and not _is_vague(c, headline)]
    counted = any(m.several for m in mentions if m.in_title or m.sentence < TOP)
    _settle_headline(kept)
    for cluster in kept:
        _settle_agents(cluster)
        _settle_deaths(cluster)
        cluster.background = cluster.background or not _is_news(cluster, headline)
        cluster.background = cluster.background or (not counted and _is_recalled(cluster, kept[0], headline))
    return sorted(_without_names_of_past(kept, mentions), key=lambda c: c.background)


def _joined(clusters: Sequence[Cluster]) -> list[Cluster]:
    """On a page about a burial or a trial, what it tells of the attack as news and as past is one incident.

    That is where nothing sets the two apart, and the past of one incident only may be meant.
    """
    joined = list(clusters)
    for cluster in clusters:
        may_be = [c for c in joined if c is not cluster and (c.background or cluster.background)]
        alike = [c for c in may_be if _may_be_one(cluster, c)]
        if cluster not in joined or len(alike) != 1:
            continue
        mentions = sorted([*cluster.mentions, *alike[0].mentions], key=lambda m: m.sentence)
        one = Cluster.of(mentions, background=cluster.background and alike[0].background)
        joined = [one if c is cluster else c for c in joined if c is not alike[0]]
    return joined


def _may_be_one(a: Cluster, b: Cluster) -> bool:
    """Whether nothing sets two incidents apart: neither days, nor places, nor how many were harmed."""
    if any(m.separate or m.several for c in (a, b) for m in c.mentions):
        return False
    if any(apart(one, other) for one in _days_of(a) for other in _days_of(b)):
        return False
    if any(told and others and not told & others for told, others in zip(_tolls_of(a), _tolls_of(b), strict=True)):
        return False
    if a.country and b.country and a.country != b.country:
        return False
    return a.spot is None or b.spot is None or compatible(a.spot.where, b.spot.where)


def _days_of(cluster: Cluster) -> list[When]:
    return [w for m in cluster.mentions if not m.late for w in m.whens if w.start is not None]


def _tolls_of(cluster: Cluster) -> tuple[set[int], set[int]]:
    """How many were killed and how many hurt, as its mentions count them."""
    people = [p for m in cluster.mentions for p in m.people if p.low is not None]
    killed, hurt = ({p.low or 0 for p in people if p.outcome == told} for told in ("killed", "injured"))
    return killed, hurt


def _is_violent(cluster: Cluster) -> bool:
    """Whether anything in it says that people did this: "12 dead" alone may be a bus."""
    return any(m.violent or m.attack or m.agents for m in cluster.mentions)


def _is_news(cluster: Cluster, headline: Headline) -> bool:
    """Whether the page reports it: what comes up further down is context to something else.

    Where the headline speaks of no harm, the harm must be dated or counted at the very top. A text without a
    headline may be a list of the day's attacks.
    """
    if headline.tells is None or any(m.part or (m.separate and m.near_day) for m in cluster.mentions):
        return True  # "in a separate incident on Monday": news of its own, wherever it stands
    if not any(m.in_title or m.sentence < _LEAD for m in cluster.mentions):
        return False
    if headline.tells:
        return True
    harm = [m for m in cluster.mentions if m.people]
    counted = any(m.sentence < TOP and _counts(m) and not _presumes(m) for m in harm)
    return counted or any(m.near_day for m in harm)


def _is_recalled(cluster: Cluster, news: Cluster, headline: Headline) -> bool:
    """Whether it comes up behind the lead as of a day before the news: "on Sunday two were hurt in the same town"."""
    if not headline.tells or cluster is news or news.background or cluster.days is None or news.days is None:
        return False
    leads = any(m.in_title or m.sentence < TOP or m.separate or m.part for m in cluster.mentions)
    return not leads and cluster.days[1] < news.days[0]


def _settle_headline(clusters: Sequence[Cluster]) -> None:
    """Takes from the headline's dead those of the page's other incidents: "Four die in clashes after officer's murder".

    The headline tells of both and is the first one's; what the body counts of each says whose they are.
    """
    for cluster in clusters[:1]:
        own = {n for m in cluster.mentions if not m.in_title for n in m.killed}
        others = {n for c in clusters[1:] for n in c.tolls}
        for mention in cluster.mentions:
            if mention.in_title and own.intersection(mention.killed):
                mention.people = [p for p in mention.people if p.low in own or p.low not in others]


def _counts(mention: Mention) -> bool:
    """Whether it counts those harmed; one alone, without both an attack and a place beside, may be an example."""
    fewest = 1 if mention.attack and mention.spots else 2
    return any((p.low or 0) >= fewest for p in mention.people)


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


def _settle_deaths(cluster: Cluster) -> None:
    """Who died days later is among the dead of a larger toll told elsewhere: "the dead are now four"."""
    led = max((n for m in cluster.mentions if not m.late for n in m.killed), default=0)
    for mention in cluster.mentions:
        mention.people = some_of(mention.people, led) if mention.late else mention.people


def _has_attacker(cluster: Cluster) -> bool:
    """Whether people who are no state's forces are told of as attackers: then the police came after them."""
    agents = [a for m in cluster.mentions for a in (*m.agents, *m.attackers)]
    return any(a.type in ("individual", "armed_group", "unknown") and a.status != "denied" for a in agents)
