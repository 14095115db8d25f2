"""Sides: who "an American strike" was by is named elsewhere on the page: "the US army"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.model.vocabulary import FORCES
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Agent, Group, People

_ONE_PERSONS = ("stated", "suspected", "unidentified")


def name_sides(sentences: Sequence[Sentence], text: str) -> None:
    """Gives agents that are told by a nation's adjective alone the full name of its forces, where the page has one.

    Else they are named as the first of them: "an Israeli raid" and "the Israeli strike" are one side's.
    """
    named: dict[str, Group] = {}
    for sentence in sentences:
        for chunk in sentence.valued:
            side = chunk.value
            if isinstance(side, Group) and side.country and side.type == "military":
                named.setdefault(side.country, side)
    adjectives: dict[str, Agent] = {}
    for sentence in sentences:
        for frame in sentence.frames:
            for agent in frame.agents:
                adjectives.setdefault(agent.nation or "", agent)
    for sentence in sentences:
        sentence.frames = [
            replace(f, agents=tuple(_named(a, named, adjectives, text) for a in f.agents))
            if any(a.nation for a in f.agents)
            else f
            for f in sentence.frames
        ]


def who_did_it(agents: Sequence[Agent], harmed: Sequence[People]) -> list[Agent]:
    """Without those who are only told as a side of a clash, where others are said to have killed civilians in it.

    Where fighters fell, both sides did it.
    """
    civilians = any(p.category == "civilian" for p in harmed) and not any(
        p.category in FORCES or p.category == "armed_group" for p in harmed
    )
    doers = [a for a in agents if not a.side and a.status != "denied"]
    return [a for a in agents if not a.side] if civilians and doers else list(agents)


def by_name(agents: Sequence[Agent]) -> dict[Agent, Agent]:
    """What each agent is told as: where the page names the one attacker, "a man" and "the gunman" are that person.

    A suspect whom it names stays a suspect.
    """
    names = [a for a in agents if a.identity]
    if len({a.name for a in names}) != 1:
        return {a: a for a in agents}
    alone = [a for a in agents if a.type == "individual" and a.actor is None and a.status in _ONE_PERSONS]
    suspected = any(a.status == "suspected" for a in alone)
    name = replace(names[0], status="suspected" if suspected else names[0].status)
    return {a: name if a in alone else a for a in agents}


def _named(agent: Agent, named: dict[str, Group], adjectives: dict[str, Agent], text: str) -> Agent:
    if agent.nation is None:
        return agent
    side = named.get(agent.nation)
    if side is None:
        first = adjectives[agent.nation]
        return replace(agent, span=first.span, name=first.name)
    return replace(agent, span=side.span, name=text[slice(*side.span)], actor=side.actor)
