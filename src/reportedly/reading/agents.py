"""Agents: who is said to have done it, by the parts that a rule of `frames.yml` names, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from reportedly.languages import Chunk, Match
from reportedly.model.vocabulary import PerpetratorType, SpeakerType, Status
from reportedly.reading.build import group_of
from reportedly.reading.values import Agent, Frame, Group, People, Voice

_STATUS_OF_ACT: dict[str, Status] = {"accusation": "accused", "denial": "denied"}
_FORCES: dict[SpeakerType, PerpetratorType] = {"military": "military", "police": "police", "government": "government"}
_ARMED = frozenset({"armed_group", *_FORCES})
_REACH_OF_DOUBT = 2  # chunks before the deed


def agents_of(match: Match, chunks: Sequence[Chunk], text: str) -> tuple[Agent, ...]:
    """Those whom a match names as having done it, the members of a list each."""
    named = match.parts.get("agent", ())
    found = [agent for c in named for each in _members(c) if (agent := _agent_of(each, text, match))]
    side, identity = bool(match.rule.sets.get("side")), bool(match.rule.sets.get("identity"))
    status = _doubt(match, chunks) if found and not match.rule.sets.get("status") else None
    if status:
        found = [replace(a, status=status) if a.status == "stated" else a for a in found]
    if identity:  # who is a soldier by trade shot for himself
        found = [replace(a, identity=True, type="individual" if a.actor is None else a.type) for a in found]
    return tuple(replace(a, side=True) for a in found) if side else tuple(found)


def _members(chunk: Chunk) -> Sequence[Chunk]:
    """Those of a list of people, else the chunk itself."""
    if isinstance(chunk.value, People) and chunk.value.items:
        return [c for c in chunk.parts.get("items", ()) if isinstance(c.value, People)]
    return [chunk]


def _doubt(match: Match, chunks: Sequence[Chunk]) -> Status | None:
    """The status that words beside the deed give it: "was apparently killed by", "attributed to"."""
    for chunk in chunks[max(0, match.first - _REACH_OF_DOUBT) : match.last]:
        told = chunk.feature("BLAME", "status") or chunk.feature("AUX", "status")
        if told:
            return cast(Status, told)
        if chunk.sense("ADJ", "suspected"):
            return "suspected"
    return None


def _agent_of(chunk: Chunk, text: str, match: Match) -> Agent | None:
    """Who a chunk names as having done it, with how surely."""
    words = text[chunk.start : chunk.end]
    span = (chunk.start, chunk.end)
    wanted = match.rule.sets.get("status")
    if isinstance(chunk.value, People):
        return _people_agent(chunk.value, text, match)
    group = group_of(chunk)
    if group is not None:
        if group.agency:
            return None
        nation = None if isinstance(chunk.value, Group) or group.actor else group.country
        status = cast(Status, wanted or ("suspected" if group.suspected else "stated"))
        words = text[slice(*group.span)]
        return Agent(group.span, words, group.type, status, group.actor, match.rule.name, nation=nation)
    if isinstance(chunk.value, Voice) and chunk.value.name != chunk.value.span:
        span, words = chunk.value.name, text[slice(*chunk.value.name)]
        return Agent(span, words, "individual", cast(Status, wanted or "stated"), None, match.rule.name)
    if chunk.sense("NAME"):
        return Agent(span, words, "individual", cast(Status, wanted or "stated"), None, match.rule.name)
    return None


def _people_agent(people: People, text: str, match: Match) -> Agent | None:
    """Armed men, soldiers, one man: people whose noun is one of those who do harm, or a single person.

    A rule of sure words ("killed by") sets `anyone`: "by residents".
    """
    plain = not people.generic and people.category in ("unknown", "civilian")
    alone, several = plain and people.is_one, plain and (people.low or 0) > 1
    charged = people.is_one and match.rule.sets.get("status") == "suspected"
    harming = people.perpetrator or people.unknown or people.suspected
    anyone = bool(match.rule.sets.get("anyone")) and not people.outcome
    unnamed = people.generic and people.definite and people.is_one  # "he was charged": a pronoun names nobody
    if people.items or unnamed or not (harming or alone or several or charged or anyone):
        return None
    words = text[slice(*people.span)]
    kind: PerpetratorType = people.perpetrator or ("individual" if alone else "unknown")
    status = status_of(people, kind)
    name = text[slice(*people.group)] if people.actor and people.group else words
    chosen = cast(Status, match.rule.sets.get("status") or status)
    return Agent(people.span, name, kind, chosen, people.actor, match.rule.name)


def status_of(people: People, kind: PerpetratorType) -> Status:
    """How sure it is that they did it, by their own words: "suspected", nameless, or plainly stated."""
    if people.unknown or (people.actor is None and people.group is None and kind == "unknown"):
        return "unidentified"
    return "suspected" if people.suspected else "stated"


def agents_of_speech(agents: Sequence[Agent], speech: Frame, text: str, *, tells: bool) -> list[Agent]:
    """The agents told beside a speech and in it: a claim, where it `tells` of harm or an attack, makes its speaker one.

    So does a group's denial of its own part: a person who denies it may speak for another. An accusation or denial says
    whom it is about.
    """
    voice = speech.voice
    found = [*agents, *(a for a in speech.agents if a not in agents)]
    if voice is not None and (_clears_itself(speech) or (speech.act == "claim_of_responsibility" and tells)):
        name, kind = text[slice(*voice.name)], _FORCES.get(voice.type, "armed_group")
        found.append(Agent(voice.name, name, kind, "claimed", voice.actor, speech.rule))
    status = _STATUS_OF_ACT.get(speech.act or "")
    return [replace(a, status=status) for a in found] if status else found


def _clears_itself(speech: Frame) -> bool:
    voice = speech.voice
    return speech.blame and voice is not None and voice.type in _ARMED and not (voice.named or voice.titled)
