"""Frame: who did what to whom, by the rules of `frames.yml`; and who is cited, by those of `speech.yml`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import cast

from reportedly.languages import Chunk, Language, Match, Sense, find
from reportedly.model.vocabulary import Outcome, PerpetratorType, SpeakerType, Status
from reportedly.reading.build import count_range, group_of
from reportedly.reading.lexis import actors
from reportedly.reading.persons import office_holder
from reportedly.reading.sentence import Sentence
from reportedly.reading.values import Agent, Frame, Group, People, Span, Voice
from reportedly.scripts import fold

_REACH_OF_UNREAL = 4  # chunks between "could", "not", "threatens to" and the word of harm that it takes back


def frame_sentence(sentence: Sentence, language: Language, text: str) -> None:
    """Fills `frames` and `speeches` of a sentence whose chunks are reduced."""
    chunks = sentence.chunks
    matches = find(language.grammar["frames"], chunks, language.alphabet)
    used: set[int] = set()
    for match in matches:
        frame = _harm(match, chunks, text, used) if match.rule.makes == "harm" else _agent_frame(match, text)
        if frame is not None:
            sentence.frames.append(frame)
    sentence.frames.extend(_casualties(sentence, used))
    sentence.frames.sort(key=lambda f: f.span)
    sentence.events.extend(_events(find(language.grammar["events"], chunks, language.alphabet), chunks))
    speeches = find(language.grammar["speech"], chunks, language.alphabet)
    sentence.speeches.extend(_speeches(speeches, text, chunks))


def _harm(match: Match, chunks: Sequence[Chunk], text: str, used: set[int]) -> Frame | None:
    """A harm frame, unless its people or its word of harm already belong to an earlier rule's frame."""
    told = _without_ages(match.parts.get("victims", ()))
    victims = [c for c in _whole(told) if isinstance(c.value, People) or _nameable(c)]
    words = [c for c in match.parts.get("harm", ()) if c.sense("HARM")]
    if not victims or any(id(c) in used for c in (*victims, *words)):
        return None
    outcomes = list(dict.fromkeys(_outcomes(match, words)))
    anchor = words[0] if words else victims[0]
    if unreal(chunks, anchor):
        return None
    span = (chunks[match.first].start, chunks[match.last - 1].end)
    is_open = any(c.feature("HARM", "open") for c in words) or bool(match.rule.sets.get("open"))
    cared_for = bool(words) and is_open and all(c.feature("HARM", "violent") == "no" for c in words)
    people: list[People] = []
    for victim in victims:
        members = _as_people(victim).each()
        for each in members:
            names = name_words(each, text)
            named = dataclasses.replace(each, name_words=names, open=is_open, cared_for=cared_for, told=span)
            # "The death of 19 people and two wounded": who is hurt in a list stays so.
            people += (
                [named] if len(members) > 1 and each.outcome else _harmed(named, outcomes, alone=len(victims) == 1)
            )
    people = [p for p in people if not _are_the_abductors(p)]
    if not people:
        return None
    people = _apposed(people)
    if match.rule.sets.get("partial"):
        people = [dataclasses.replace(p, partial=True, high=None) for p in people]
    used.update(id(c) for c in (*victims, *words))
    parts = [c for c in match.parts.get("part", ()) if isinstance(c.value, People)]
    if parts:
        people = _with_parts(people, [p for c in parts for p in cast(People, c.value).each()])
        used.update(id(c) for c in parts)
    agents = _agents(match, text)
    late = bool(words) and all(c.feature("HARM", "late") for c in words)
    return Frame(
        "harm", span, match.rule.name, tuple(people), agents, first=match.first, last=match.last,
        anchor=(anchor.start, anchor.end), late=late or all("attacker" in p.roles for p in people),
    )  # fmt: skip


def _are_the_abductors(people: People) -> bool:
    """Whether "fighters" without a number are told as abducted: mostly it is they who abduct."""
    uncounted = people.low is None and people.high is None
    return people.outcome == "abducted" and people.category == "armed_group" and uncounted


def name_words(people: People, text: str) -> frozenset[str]:
    """The folded words of a person's name; empty where none is given."""
    if people.name is None:
        return frozenset()
    return frozenset(fold(word) for word in re.findall(r"\w{2,}", text[slice(*people.name)]))


def _outcomes(match: Match, words: list[Chunk]) -> list[Outcome]:
    if match.rule.sets.get("outcome"):
        return [cast(Outcome, match.rule.sets["outcome"])]
    return [cast(Outcome, outcome) for c in words if (outcome := c.feature("HARM", "outcome"))]


def _without_ages(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """In "Paul Durandal, 18, and Ann Durandal, 17" the numbers behind a name and its comma are ages, not tolls."""
    return tuple(
        c
        for at, c in enumerate(chunks)
        if not (at > 1 and c.sense("COUNT") and chunks[at - 1].sense("COMMA") and _is_named(chunks[at - 2]))
    )


def _is_named(chunk: Chunk) -> bool:
    return chunk.sense("NAME") is not None or isinstance(chunk.value, Voice)


def _whole(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Where a part is a row of unknown words, as a name is in a script without capitals, they are one name."""
    may_name = [bool(c.sense("W") or c.sense("GIVEN")) for c in chunks]
    # The first may be a light word too, as "Ali" is in Arabic, where a name of two words or more goes on.
    if chunks and all(may_name[1:]) and (may_name[0] or (len(chunks) > 1 and chunks[0].sense("LIGHT"))):
        return (Chunk(chunks[0].start, chunks[-1].end, (Sense("NAME", "", {}),), rule="words"),)
    return chunks


def _nameable(chunk: Chunk) -> bool:
    if isinstance(chunk.value, Voice):
        return True  # "Mayor Durandal", "a village headman": those who speak in the news are killed in it too
    return any(chunk.sense(symbol) for symbol in ("NAME", "COUNT", "DEMONYM"))


def _as_people(chunk: Chunk) -> People:
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
        return office_holder(chunk.value)
    return People(span, 1, 1, None, name=span, rule=chunk.rule)


def _harmed(people: People, outcomes: list[Outcome], *, alone: bool) -> list[People]:
    """The people once for each outcome; a number over two outcomes ("60 killed and wounded") belongs to neither.

    `alone`: they are all that the frame tells of; "killed 17 people and a dozen wounded" leaves the dozen alive.
    """
    if alone and people.outcome == "injured" and outcomes == ["killed"]:
        return [dataclasses.replace(people, outcome="killed", partial=True)]  # "four of the wounded died"
    if people.outcome or not outcomes:
        return [people] if people.outcome else []
    if len(outcomes) == 1:
        return [people.with_outcome(outcomes[0])]
    if people.is_one:
        return [people.with_outcome(outcome) for outcome in outcomes]
    open_count = dataclasses.replace(people, low=None, high=None, words=None)
    return [open_count.with_outcome(outcome) for outcome in outcomes]


def _apposed(people: list[People]) -> list[People]:
    """ "Six people, two women and four children, were killed": those named behind are the six told one by one."""
    first, rest = people[0], people[1:]
    told = [p.low for p in rest if p.outcome == first.outcome and p.low is not None]
    if not first.generic or first.bare or len(rest) < 2 or len(told) < len(rest) or sum(told) != first.low:
        return people
    return _with_parts([first], rest)


def _with_parts(people: list[People], parts: list[People]) -> list[People]:
    first = people[0]
    return [dataclasses.replace(first, parts=(*first.parts, *parts)), *people[1:]]


def unreal(chunks: Sequence[Chunk], anchor: Chunk) -> bool:
    """Whether the word of harm stands under "not", "could", "threatens to": then nobody was harmed by it."""
    at = next((n for n, c in enumerate(chunks) if c is anchor), None)
    if at is None:
        return False
    same_clause = True
    for chunk in reversed(chunks[max(0, at - _REACH_OF_UNREAL) : at]):
        if chunk.sense("BREAK") or chunk.sense("SEMICOLON") or chunk.sense("HARM"):
            return False
        if chunk.sense("UNREAL") or (same_clause and chunk.sense("NEG")):
            return True
        same_clause = same_clause and not chunk.sense("COMMA")
    return False


def agent_of(chunk: Chunk, text: str, match: Match) -> Agent | None:
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
        status = cast(Status, wanted or "stated")
        words = text[slice(*group.span)]
        return Agent(group.span, words, group.type, status, group.actor, match.rule.name, nation=nation)
    if isinstance(chunk.value, Voice) and chunk.value.name != chunk.value.span:
        span, words = chunk.value.name, text[slice(*chunk.value.name)]
        return Agent(span, words, "individual", cast(Status, wanted or "stated"), None, match.rule.name)
    if chunk.sense("NAME"):
        return Agent(span, words, "individual", cast(Status, wanted or "stated"), None, match.rule.name)
    return None


def status_of(people: People, kind: PerpetratorType) -> Status:
    """How sure it is that they did it, by their own words: "suspected", nameless, or plainly stated."""
    if people.unknown or (people.actor is None and people.group is None and kind == "unknown"):
        return "unidentified"
    return "suspected" if people.suspected else "stated"


def _people_agent(people: People, text: str, match: Match) -> Agent | None:
    """Armed men, soldiers, one man: people whose noun is one of those who do harm, or a single person."""
    alone = people.is_one and not people.generic and people.category in ("unknown", "civilian")
    several = (people.low or 0) > 1 and not people.generic and people.category == "unknown"
    charged = people.is_one and match.rule.sets.get("status") == "suspected"
    harming = people.perpetrator or people.unknown or people.suspected
    if people.items or not (harming or alone or several or charged):
        return None
    words = text[slice(*people.span)]
    kind: PerpetratorType = people.perpetrator or ("individual" if alone else "unknown")
    status = status_of(people, kind)
    name = text[slice(*people.group)] if people.actor and people.group else words
    chosen = cast(Status, match.rule.sets.get("status") or status)
    return Agent(people.span, name, kind, chosen, people.actor, match.rule.name)


def _agents(match: Match, text: str) -> tuple[Agent, ...]:
    found = (agent for c in match.parts.get("agent", ()) if (agent := agent_of(c, text, match)))
    return tuple(dataclasses.replace(a, side=True) if match.rule.sets.get("side") else a for a in found)


def _agent_frame(match: Match, text: str) -> Frame | None:
    agents = _agents(match, text)
    if not agents:
        return None
    chunk = match.parts["agent"][0]
    span = (chunk.start, chunk.end)
    return Frame(match.rule.makes, span, match.rule.name, agents=agents, first=match.first, last=match.last)


def _events(matches: list[Match], chunks: Sequence[Chunk]) -> list[Chunk]:
    """The words that tell of events; each word serves one, the earlier rule's."""
    used: set[int] = set()
    found = []
    for match in matches:
        words = match.parts["word"]
        if used.isdisjoint(id(word) for word in words) and not unreal(chunks, words[0]):
            used.update(id(word) for word in words)
            sense = Sense("ATTACK", "verb", match.rule.sets)
            found.append(Chunk(words[0].start, words[-1].end, (sense,), {"word": words}, match.rule.name))
    return found


def _casualties(sentence: Sentence, used: set[int]) -> list[Frame]:
    """People whose noun says what befell them ("12 dead") need no verb, but do need a number."""
    found = []
    for at, chunk in enumerate(sentence.chunks):
        people = chunk.value
        if not isinstance(people, People) or id(chunk) in used or unreal(sentence.chunks, chunk):
            continue
        told = (chunk.start, chunk.end)
        counted = tuple(
            dataclasses.replace(p, told=told)
            for p in people.each()
            if p.outcome and (p.low is not None or p.high is not None or p.words)
        )
        if counted:
            rule = f"{people.rule}+casualty"
            found.append(
                Frame("harm", (chunk.start, chunk.end), rule, counted, first=at, last=at + 1,
                      anchor=(chunk.start, chunk.end))
            )  # fmt: skip
    return found


def voice_of(chunk: Chunk) -> Voice | None:
    """The speaker that a chunk names, None where it can't be one."""
    if isinstance(chunk.value, Voice):
        return chunk.value
    span = (chunk.start, chunk.end)
    if isinstance(chunk.value, People):
        people = chunk.value
        kind = people.speaker
        if kind is None and people.actor:
            kind = cast(SpeakerType, actors()[people.actor].type)
        # "The victims said": people whose noun isn't one that speaks in the news are no source worth keeping.
        if not kind or people.items:
            return None
        one = people.is_one
        name = people.name
        return Voice(
            span,
            name or (people.group if people.actor else None) or span,
            kind,
            people.actor,
            people.rule,
            named=name is not None,
            titled=one,
        )
    group = group_of(chunk)
    if group is not None:
        return Voice(span, span, "media" if group.agency else group.speaker, group.actor, chunk.rule or "actors")
    if chunk.sense("NAME"):
        return Voice(span, span, "unknown", None, chunk.rule, named=True)
    return None


def _is_scene(match: Match, chunks: Sequence[Chunk]) -> bool:
    """Whether the speaker who begins a match stands behind "in": "in a hospital, the president said"."""
    before = match.first - 1
    if before >= 0 and chunks[before].sense("DEF"):
        before -= 1
    begins = match.parts["speaker"][0] is chunks[match.first]
    return begins and before >= 0 and chunks[before].sense("IN") is not None


def _speaking(speaker: Chunk, match: Match) -> Voice | None:
    """The voice of a speech rule's speaker; under `sets: {known: yes}` a word that may be a surname."""
    if not match.rule.sets.get("known"):
        return voice_of(speaker)
    span = (speaker.start, speaker.end)
    return Voice(span, span, "unknown", None, match.rule.name, named=True, surname=True)


def _speeches(matches: list[Match], text: str, chunks: Sequence[Chunk]) -> list[Frame]:
    """Speech frames; each speaker and each word of saying serves one, the earlier rule's."""
    used: set[int] = set()
    found = []
    for match in matches:
        speaker = next(iter(_whole(match.parts.get("speaker", ()))), None)
        say = match.parts.get("say", (None,))[0]
        if any(c is not None and id(c) in used for c in (speaker, say)):
            continue
        voice = _speaking(speaker, match) if speaker is not None else None
        if speaker is not None and (voice is None or _is_scene(match, chunks)):
            continue
        used.update(id(c) for c in (speaker, say) if c is not None)
        found.append(_speech(match, (speaker, voice), say, chunks, text))
    return sorted(found, key=lambda f: f.span)


def _speech(
    match: Match, spoken: tuple[Chunk | None, Voice | None], say: Chunk | None, chunks: Sequence[Chunk], text: str
) -> Frame:
    """One speech frame, with those who say it together with the speaker as its companions."""
    speaker, voice = spoken
    act = match.rule.sets.get("act") or (say.feature("SAY", "act") if say else "") or "statement"
    relay = match.parts.get("relay", (None,))[0]
    targets = _agents(match, text) if act in ("accusation", "denial") else ()
    words = [c for c in (speaker, say) if c]
    behind = chunks[match.last] if match.last < len(chunks) else None
    anchor = say or words[0]
    frame = Frame(
        match.rule.makes, (min(c.start for c in words), max(c.end for c in words)), match.rule.name,
        agents=targets, voice=voice, act=act,
        first=match.first, last=match.last, anchor=(anchor.start, anchor.end),
        relay=(relay.start, relay.end) if relay else None, said=_said(match, say, chunks),
        leads=behind is not None and any(behind.sense(symbol) for symbol in ("THAT", "COLON")),
    )  # fmt: skip
    others = [v for c in _whole(match.parts.get("other_speaker", ())) if (v := voice_of(c))]
    return dataclasses.replace(frame, companions=tuple(dataclasses.replace(frame, voice=v) for v in others))


def _said(match: Match, say: Chunk | None, chunks: Sequence[Chunk]) -> tuple[Span, ...]:
    """Times that stand in the words of saying or right beside them: "the ministry said on Friday that"."""
    if say is None or say.sense("ACCORD"):
        return ()
    beside = chunks[max(0, match.first - 1) : match.last + 1]
    return tuple((c.start, c.end) for c in beside if c.sense("TIME"))
