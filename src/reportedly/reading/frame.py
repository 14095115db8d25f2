"""Frame: who did what to whom, by the rules of `frames.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from reportedly.languages import Chunk, Language, Match, Sense, Senses, find_in
from reportedly.model.vocabulary import Outcome
from reportedly.reading.agents import agents_of
from reportedly.reading.harmed import (
    apposed,
    as_people,
    index_of,
    name_words,
    nameable,
    of_one_noun,
    whole_name,
    with_name_beside,
    with_office,
    with_outcomes,
    with_parts,
    without_ages,
)
from reportedly.reading.listing import listed
from reportedly.reading.sentence import Sentence
from reportedly.reading.speech import speeches_of
from reportedly.reading.values import Frame, People

_SIDE_BY_SIDE = 6  # code points between two frames: ", and "
_LONGEST_GLOSS = 16  # chunks
_REACH_OF_UNREAL = 4  # chunks between "could", "not", "threatens to" and the word of harm that it takes back
_ENDS_UNREAL = frozenset({"BREAK", "SEMICOLON", "HARM"})
_REACH_OF_UNTRUE = 12  # the same for "it could have hit his heart and killed him": all of the clause is untrue


def frame_sentence(sentence: Sentence, language: Language, text: str) -> None:
    """Fills `frames` and `speeches` of a sentence whose chunks are reduced."""
    chunks = _without_glosses(sentence.chunks, text)
    row = language.alphabet.row(chunks)
    matches = find_in(row, language.grammar["frames"])
    used: set[Chunk] = set()  # themselves, not their ids: a joined name lives no longer than its match
    for match in matches:
        frame = _FRAMERS[match.rule.makes](match, chunks, text, used)
        if frame is not None:
            sentence.frames.append(frame)
    sentence.frames.extend(_casualties(sentence, used))
    sentence.frames.extend(_elsewhere(sentence, used) or listed(sentence))
    if len(sentence.frames) > 1:
        sentence.frames = _in_one_breath(sorted(sentence.frames, key=lambda f: f.span))
    if events := find_in(row, language.grammar["events"]):
        sentence.events.extend(_events(events, chunks))
    if matches := find_in(row, language.grammar["speech"]):
        sentence.speeches.extend(speeches_of(matches, text, chunks))


def _in_one_breath(frames: list[Frame]) -> list[Frame]:
    """The frames, two of single people side by side made one breath: "killing A, and an officer who died" are two."""
    for at in range(1, len(frames)):
        before, frame = frames[at - 1], frames[at]
        single = all(p.is_one and not (p.definite or p.partial) for p in (*before.people, *frame.people))
        if before.kind == frame.kind == "harm" and single and 0 <= frame.span[0] - before.span[1] <= _SIDE_BY_SIDE:
            told = before.people[0].told
            frames[at] = replace(frame, people=tuple(replace(p, told=told) for p in frame.people))
    return frames


def _without_glosses(chunks: Sequence[Chunk], text: str) -> Sequence[Chunk]:
    """The chunks but for what an editor explains in square brackets behind a name: "the FLN [Front of …] attacked"."""
    if not chunks or text.find("[", chunks[0].start, chunks[-1].end) < 0:
        return chunks
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        end = _end_of_gloss(chunks, at, text) if kept and _is_glossed(kept[-1]) else at
        if end == at:
            kept.append(chunks[at])
            end += 1
        at = end
    return kept


def _is_glossed(chunk: Chunk) -> bool:
    return chunk.value is not None or any(chunk.sense(s) for s in ("NAME", "GEO", "ACTOR", "COUNT"))


def _end_of_gloss(chunks: Sequence[Chunk], at: int, text: str) -> int:
    """The index behind square brackets that open at `at` and hold no harm; `at` itself where there are none."""
    if text[chunks[at].start] != "[":
        return at
    for end, chunk in enumerate(chunks[at : at + _LONGEST_GLOSS], at):
        if chunk.sense("HARM"):
            return at
        if text[chunk.end - 1] == "]":
            return end + 1
    return at


def _harm(match: Match, chunks: Sequence[Chunk], text: str, used: set[Chunk]) -> Frame | None:
    """A harm frame, unless its people or its word of harm already belong to an earlier rule's frame."""
    told = without_ages(match.parts.get("victims", ()))
    victims = [c for c in whole_name(told) if isinstance(c.value, People) or nameable(c)]
    words = [c for c in match.parts.get("harm", ()) if c.sense("HARM")]
    if not victims or any(c in used for c in (*victims, *words)):
        return None
    outcomes = list(dict.fromkeys(_outcomes(match, words)))
    anchor = words[0] if words else victims[0]
    if unreal(chunks, anchor):
        return None
    span = (chunks[match.first].start, chunks[match.last - 1].end)
    is_open = any(c.feature("HARM", "open") for c in words) or bool(match.rule.sets.get("open"))
    struck = bool(match.rule.sets.get("struck")) or any(
        c.sense("HARM", "active") or c.sense("HARM", "gerund") for c in words
    )
    cared_for = bool(words) and is_open and all(c.feature("HARM", "violent") == "no" for c in words)
    people: list[People] = []
    for victim in victims:
        members = with_name_beside(with_office(as_people(victim), victim, chunks), victim, chunks).each()
        for each in members:
            names = name_words(each, text)
            named = replace(each, name_words=names, open=is_open, cared_for=cared_for, struck=struck, told=span)
            # "The death of 19 people and two wounded": who is hurt in a list stays so.
            has_own = len(members) > 1 and each.outcome is not None
            people += [named] if has_own else with_outcomes(named, outcomes, alone=len(victims) == 1)
    people = [p for p in people if not _are_the_abductors(p)]
    if not people:
        return None
    people = apposed(of_one_noun(people))
    if match.rule.sets.get("partial"):
        people = [replace(p, partial=True, high=None) for p in people]
    used.update((*victims, *words))
    parts = [c for c in match.parts.get("part", ()) if isinstance(c.value, People)]
    if parts:
        people = with_parts(people, [p for c in parts for p in cast(People, c.value).each()])
        used.update(parts)
    agents = agents_of(match, chunks, text)
    late = "late" in match.rule.sets or (bool(words) and all(c.feature("HARM", "late") for c in words))
    if late:
        people = [p.by_turn() for p in people]
    presumed = bool(words) and all(c.sense("HARM", "noun") for c in words)
    return Frame(
        "harm", span, match.rule.name, tuple(people), agents, first=match.first, last=match.last,
        anchor=(anchor.start, anchor.end), late=late or all("attacker" in p.roles for p in people), presumed=presumed,
    )  # fmt: skip


def _are_the_abductors(people: People) -> bool:
    """Whether "fighters" without a number are told as abducted: mostly it is they who abduct."""
    uncounted = people.low is None and people.high is None
    return people.outcome == "abducted" and people.category == "armed_group" and uncounted


def _outcomes(match: Match, words: list[Chunk]) -> list[Outcome]:
    if match.rule.sets.get("outcome"):
        return [cast(Outcome, match.rule.sets["outcome"])]
    return [cast(Outcome, outcome) for c in words if (outcome := c.feature("HARM", "outcome"))]


def unreal(chunks: Sequence[Chunk], anchor: Chunk) -> bool:
    """Whether the word of harm stands under "not", "could", "threatens to": then nobody was harmed by it."""
    at = index_of(anchor, chunks)
    if at is None:
        return False
    same_clause = True
    for distance, chunk in enumerate(reversed(chunks[max(0, at - _REACH_OF_UNTRUE) : at]), start=1):
        told = chunk.senses.first
        if not _ENDS_UNREAL.isdisjoint(told):
            return False
        near = distance <= _REACH_OF_UNREAL
        negated = "NEG" in told or chunk.feature("UNREAL", "kind") == "negated"
        if near and ((same_clause and negated) or ("UNREAL" in told and not negated)):
            return True
        if not near and "UNREAL" in told and chunk.feature("UNREAL", "kind") == "untrue":
            return True
        same_clause = same_clause and "COMMA" not in told and not chunk.sense("LIGHT", "but")
    return False


def _naming(match: Match, chunks: Sequence[Chunk], text: str, used: set[Chunk]) -> Frame | None:
    """Who people told of before are by name; what befell them `naming.py` finds in what was told before."""
    chosen = [c for c in without_ages(match.parts.get("victims", ())) if isinstance(c.value, People) or nameable(c)]
    joined = bool(match.rule.sets.get("joined"))
    named = [p for c in chosen for p in as_people(c).each() if p.name or joined]
    head = match.parts.get("head", (None,))[0]
    if not named or any(c in used for c in chosen):
        return None
    used.update(c for c in (*chosen, head) if c is not None)
    span = (chunks[match.first].start, chunks[match.last - 1].end)
    people = tuple(
        replace(p, name_words=name_words(p, text), definite=p.definite or not joined, told=span) for p in named
    )
    group = head.value if head is not None and isinstance(head.value, People) else None
    return Frame(
        "naming", span, match.rule.name, people, first=match.first, last=match.last, group=group,
        anchor=(chosen[0].start, chosen[0].end), joined=joined,
    )  # fmt: skip


def _agent_frame(match: Match, chunks: Sequence[Chunk], text: str, _used: set[Chunk]) -> Frame | None:
    agents = agents_of(match, chunks, text)
    if not agents:
        return None
    chunk = match.parts["agent"][0]
    span = (chunk.start, chunk.end)
    return Frame(match.rule.makes, span, match.rule.name, agents=agents, first=match.first, last=match.last)


_FRAMERS = {"harm": _harm, "naming": _naming, "agent": _agent_frame}


def _events(matches: list[Match], chunks: Sequence[Chunk]) -> list[Chunk]:
    """The words that tell of events; each word serves one, the earlier rule's."""
    used: set[Chunk] = set()
    found = []
    for match in matches:
        words = match.parts["word"]
        if used.isdisjoint(words) and not unreal(chunks, words[0]):
            used.update(words)
            sense = Sense("ATTACK", "verb", match.rule.sets)
            found.append(Chunk(words[0].start, words[-1].end, Senses((sense,)), {"word": words}, match.rule.name))
    return found


def _casualties(sentence: Sentence, used: set[Chunk]) -> list[Frame]:
    """People whose noun says what befell them ("12 dead") need no verb, but do need a number."""
    found = []
    for chunk in sentence.valued:
        people = chunk.value
        if not isinstance(people, People) or chunk in used:
            continue
        told = (chunk.start, chunk.end)
        counted = tuple(
            replace(p, told=told)
            for p in people.each()
            if p.outcome and (p.low is not None or p.high is not None or p.words or p.parts)
        )
        if counted and not unreal(sentence.chunks, chunk):
            rule, at = f"{people.rule}+casualty", sentence.chunks.index(chunk)
            found.append(
                Frame("harm", (chunk.start, chunk.end), rule, counted, first=at, last=at + 1,
                      anchor=(chunk.start, chunk.end))
            )  # fmt: skip
    return found


def _elsewhere(sentence: Sentence, used: set[Chunk]) -> list[Frame]:
    """ "Nine died in X and eight in Y": a number alone before another place is of those harmed as told before it."""
    found = []
    chunks = sentence.chunks if sentence.frames and sentence.may_hold("PLACE", "GEO") else []
    for at in range(2, len(chunks) - 2):
        chunk = chunks[at]
        joined = chunk.sense("COUNT", "plain") and chunk not in used and chunks[at - 1].sense("AND")
        if not (joined and _begins_place(chunks[at + 1], chunks[at + 2])):
            continue
        before = max((f for f in sentence.harms if f.span[1] <= chunk.start), key=lambda f: f.span[1], default=None)
        outcomes = {p.outcome for p in before.people if p.outcome} if before else set()
        between = [c for c in chunks[: at - 1] if before and c.start >= before.span[1]]
        placed = any(c.sense("PLACE") or c.sense("GEO") for c in between)
        if before and placed and len(outcomes) == 1 and not any(c.sense("AMONG") for c in between):
            span = (chunk.start, chunk.end)
            people = replace(as_people(chunk).with_outcome(*outcomes), told=span)
            found.append(replace(before, span=span, rule=f"{before.rule}+elsewhere", people=(people,), agents=(),
                                 anchor=span, first=at, last=at + 1))  # fmt: skip
    return found


def _begins_place(chunk: Chunk, after: Chunk) -> bool:
    if chunk.sense("PLACE") or chunk.sense("BREAK"):
        return True
    return bool(chunk.sense("IN")) and any(after.sense(symbol) for symbol in ("NAME", "GEO", "ATTACK"))
