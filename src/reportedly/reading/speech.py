"""Speech: who is cited, and what they do by saying it, by the rules of `speech.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import cast

from msgspec.structs import replace

from reportedly.languages import Chunk, Match
from reportedly.model.vocabulary import SpeakerType
from reportedly.reading.agents import agents_of
from reportedly.reading.build import group_of
from reportedly.reading.harmed import index_of, whole_name
from reportedly.reading.lexis import actors
from reportedly.reading.values import Frame, People, Span, Voice

_REACH_OF_NOT = 4  # chunks: "has not yet been claimed"
_ENDS_NOT = ("COMMA", "SEMICOLON", "BREAK", "AND", "THAT", "WHO", "SAY", "GROUP", "SP", "V", "NAME")
_SET_OFF = 3  # chunks: a comma, a day, a comma


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


def speeches_of(matches: list[Match], text: str, chunks: Sequence[Chunk]) -> list[Frame]:
    """Speech frames; each speaker and each word of saying serves one, the earlier rule's."""
    used: set[Chunk] = set()
    found = []
    for match in matches:
        speaker = next(iter(whole_name(match.parts.get("speaker", ()))), None)
        say = match.parts.get("say", (None,))[0]
        if any(c is not None and c in used for c in (speaker, say)):
            continue
        if _is_no_claim(match, say, chunks):
            used.update(c for c in (speaker, say) if c is not None)
            continue
        voice = _speaking(speaker, match) if speaker is not None else None
        if speaker is not None and (voice is None or _is_scene(match, chunks)):
            continue
        used.update(c for c in (speaker, say) if c is not None)
        found.append(_speech(match, (speaker, voice), say, chunks, text))
    return sorted(found, key=lambda f: f.span)


def _speech(
    match: Match, spoken: tuple[Chunk | None, Voice | None], say: Chunk | None, chunks: Sequence[Chunk], text: str
) -> Frame:
    """One speech frame, with those who say it together with the speaker as its companions."""
    speaker, voice = spoken
    act = _act(match, say)
    relay = match.parts.get("relay", (None,))[0]
    targets = agents_of(match, chunks, text) if act in ("accusation", "denial") else ()
    words = [c for c in (speaker, say) if c]
    behind = chunks[match.last] if match.last < len(chunks) else None
    anchor = say or words[0]
    frame = Frame(
        match.rule.makes, (min(c.start for c in words), max(c.end for c in words)), match.rule.name,
        agents=targets, voice=voice, act=act,
        first=match.first, last=match.last, anchor=(anchor.start, anchor.end),
        relay=(relay.start, relay.end) if relay else None, said=_said(match, say, chunks),
        leads=behind is not None and any(behind.sense(symbol) for symbol in ("THAT", "COLON")),
        confirms=bool(match.rule.sets.get("confirms")),
        blame=act == "denial" and _is_of_blame(match, say),
    )  # fmt: skip
    others = [v for c in whole_name(match.parts.get("other_speaker", ())) if (v := voice_of(c))]
    return replace(frame, companions=tuple(replace(frame, voice=v) for v in others))


def _act(match: Match, say: Chunk | None) -> str:
    """What is done by saying it: "denies its responsibility" has the words of a claim, and is none."""
    own = (say.feature("SAY", "act") if say else None) or ""
    return own if own == "denial" else match.rule.sets.get("act") or own or "statement"


def _is_of_blame(match: Match, say: Chunk | None) -> bool:
    """Whether a denial is of one's own part: by its words, or by those of a claim that it takes back."""
    claims = match.rule.sets.get("act") == "claim_of_responsibility"
    return claims or bool(match.rule.sets.get("blame")) or bool(say is not None and say.feature("SAY", "blame"))


def _is_no_claim(match: Match, say: Chunk | None, chunks: Sequence[Chunk]) -> bool:
    """Whether responsibility isn't claimed: "has not claimed", which is no denial either."""
    at = index_of(say, chunks) if say is not None else None
    if at is None or _act(match, say) != "claim_of_responsibility":
        return False
    before = chunks[max(0, at - _REACH_OF_NOT) : at]
    near = takewhile(lambda c: not any(c.sense(symbol) for symbol in _ENDS_NOT), reversed(before))
    return any(c.sense("NEG") for c in near)


def _said(match: Match, say: Chunk | None, chunks: Sequence[Chunk]) -> tuple[Span, ...]:
    """Times that stand in the words of saying or right beside them: "the ministry said on Friday that".

    Of "as the ministry said on Friday" only those behind; beside "according to the ministry" it happened then.
    """
    if say is None or (say.sense("ACCORD") and not say.sense("ACCORD", "verb")):
        return ()
    before = 0 if say.sense("ACCORD") else 1
    beside = [*chunks[max(0, match.first - before) : match.last + 1], *_set_off(chunks[match.last :])]
    return tuple((c.start, c.end) for c in beside if c.sense("TIME"))


def _set_off(behind: Sequence[Chunk]) -> Sequence[Chunk]:
    """The day between commas right behind the words of saying, where another is told: "said, on Monday, that on"."""
    if len(behind) < _SET_OFF or not (
        behind[0].sense("COMMA") and behind[1].sense("TIME") and behind[2].sense("COMMA")
    ):
        return ()
    return behind[1:2] if any(c.sense("TIME") for c in behind[_SET_OFF:]) else ()
