"""Place phrases among the chunks of a sentence, before any is resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.languages import Chunk, Sense, Senses, bare
from reportedly.reading.sentence import Sentence, deep, phrases_of
from reportedly.reading.values import Group, People

BESIDE = 6  # code points between a town and the country or division named with it: ", au ", " ("
_COUNTRIES = frozenset({"PLACE", "DEMONYM", "COUNTRY", "GROUP", "GEO"})  # what may tell of one
_NAMES = frozenset({"GEO", "NAME"})
_JOINING = frozenset({"AND", "OR"})
_HARMED = frozenset({"HARM", "ATTACK", "HAPPEN"})
_BEHIND_HARM = 4  # chunks; "killed on Saturday at X"
ATTACKED = "where.attacked"  # the rule of places that stand behind a verb of attack


def told_places(sentence: Sentence) -> Iterator[tuple[Chunk, bool]]:
    """The PLACE phrases of a sentence, and whether a word of harm stands close before each."""
    may_attack = sentence.may_hold("ATTACK") and sentence.may_hold("GEO", "NAME")
    chunks = sentence.chunks if may_attack or sentence.may_hold("PLACE") else []
    harmed = -_BEHIND_HARM - 1
    for at, chunk in enumerate(chunks):
        if may_attack and at and _strikes(chunks[at - 1]) and (kind := _attacked(chunk, chunks[:at])) is not None:
            chunk = Chunk(chunk.start, chunk.end, Senses((Sense("PLACE", "", kind),)), {"name": (chunk,)}, ATTACKED)
        harmed = at if not _HARMED.isdisjoint(chunk.senses.first) or _is_casualty(chunk) else harmed
        for place in phrases_of("PLACE", (chunk,)) if chunk.parts or "PLACE" in chunk.senses.first else ():
            if not _treats(place) or sentence.has("ATTACK"):
                yield place, at - harmed <= _BEHIND_HARM


def police_places(sentence: Sentence) -> Iterator[Chunk]:
    """The towns whose police a sentence names, as PLACE phrases: they work where it happened."""
    for group in phrases_of("GROUP", sentence.chunks) if sentence.may_hold("FORCE") else ():
        name = group.part("place")
        if name is not None and isinstance(group.value, Group) and group.value.type == "police" and name.sense("GEO"):
            yield Chunk(name.start, name.end, bare("PLACE"), {"name": (name,)}, group.rule)


def _strikes(chunk: Chunk) -> bool:
    """Whether it is a verb of attack: the place behind it is what was attacked."""
    return "ATTACK" in chunk.senses.first and any(chunk.sense("ATTACK", form) for form in ("verb", "participle"))


def _attacked(chunk: Chunk, before: Sequence[Chunk]) -> dict[str, str] | None:
    """How a name behind a verb of attack is read: what the list of places has is one, and what fighters attack."""
    if chunk.sense("GEO"):
        return {}
    return {"kind": "perhaps"} if chunk.sense("NAME") and any(c.sense("V", "fighter") for c in before) else None


def _treats(place: Chunk) -> bool:
    """Whether it is a hospital: unless it was attacked, it is where the hurt were taken."""
    cue = place.part("cue")
    return cue is not None and cue.sense("PLACE_CUE", "care") is not None


def _is_casualty(chunk: Chunk) -> bool:
    """ "Twelve dead": people whose noun says what befell them."""
    return isinstance(chunk.value, People) and chunk.value.outcome is not None


def outer_names(sentence: Sentence, text: str) -> Iterator[str]:
    """Sulu in "in Patikul, Sulu on Monday", but not the towns of a list ("in Kano, Jos and Kaduna")."""
    if not (sentence.may_hold(*_NAMES) and sentence.may_hold("COMMA")):
        return
    chunks, nested = sentence.chunks, sentence.nested
    names = sorted({(c.start, c.end) for c in nested if not _NAMES.isdisjoint(c.senses.first)})
    if len(names) < 2:
        return
    joined = {c.start for c in chunks if not _JOINING.isdisjoint(c.senses.first)}
    for (_, end), (start, stop) in pairwise(names):
        behind = text[stop : stop + BESIDE]
        listed = any(stop <= at < stop + BESIDE for at in joined) or behind.lstrip(", ")[:1].isupper()
        if text[end:start].strip() == "," and not listed:
            yield text[start:stop]


def of_countries(sentence: Sentence) -> Iterator[Chunk]:
    """The chunks, those inside others too, that may tell of a country.

    Not a nationality right beside a word of attack: "Israeli strikes" tell who did it, not where.
    """
    if not sentence.may_hold(*_COUNTRIES):
        return
    attacking = [
        one
        for pair in pairwise(sentence.chunks)
        for one, other in (pair, pair[::-1])
        if "DEMONYM" in one.senses.first and "ATTACK" in other.senses.first
    ]
    left_out = set(map(id, deep(attacking)))
    for chunk in sentence.nested:
        if not _COUNTRIES.isdisjoint(chunk.senses.first) and id(chunk) not in left_out:
            yield chunk
