"""Sums: a first toll that adds up attacks told one by one below it: "17 killed", nine in X and eight in Y.

The round-up of a weekend or of a city adds up attacks too, of which it tells some: its toll is no incident's.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.model import When
from reportedly.reading.cluster import TOP
from reportedly.reading.mentions import Mention
from reportedly.reading.same import places_of

_FEWEST_PARTS = 2  # attacks told one by one that make a first toll a round-up's
_FEWEST = 3  # dead that may be a sum: one here and one there are two by chance


def without_sums(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; where the page leads with a sum, its dead are those of the parts, each an incident of its own.

    Whatever else the words of the sum tell (who did it, where) stays theirs; their day is also that of the parts.
    """
    leading = [m for m in mentions if m.in_title or m.sentence < TOP]
    for total in sorted({n for m in leading for n in m.killed if n >= _FEWEST}, reverse=True):
        sums = [m for m in mentions if total in m.killed]
        if not any(m.several for m in sums):
            continue
        parts = _parts([m for m in mentions if m.sentence > sums[0].sentence and not m.in_title], total)
        if parts:
            days = next((m.whens for m in sums if m.day), [])
            return [_of_sum(m) if m in sums else _of_part(m, parts, days) for m in mentions]
    return _without_round_up(mentions)


def _parts(mentions: Sequence[Mention], total: int) -> list[Mention]:
    """The first mention of each place whose dead add up to `total`, two or more; none where they don't."""
    places: set[str] = set()
    parts: list[Mention] = []
    for mention in mentions:
        told = {s.where.name for s in places_of(mention) if s.where.name and not s.where.is_site}
        if not mention.killed or total in mention.killed or mention.earlier or not told or told & places:
            continue
        places |= told
        parts.append(mention)
        dead = sum(max(part.killed) for part in parts)
        if dead >= total:
            return parts if dead == total and len(parts) > 1 else []
    return []


def _without_round_up(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; where the page leads with the toll of scattered attacks, without that toll wherever it stands.

    Two attacks at least are told one by one, each elsewhere: where only the toll is told, it stays.
    """
    leading = next((m for m in mentions if m.scattered and not m.several and m.sentence < TOP and _tolls(m)), None)
    if leading is None:
        return list(mentions)
    summed = set().union(*(_tolls(m) for m in mentions if m.scattered and (m.in_title or m.sentence < TOP)))
    again = {(outcome, number) for outcome, number in summed if number > 1}  # one here and one there are two by chance
    known = [m for m in mentions if _tolls(m) & (summed if m.in_title else again) and (m.in_title or m.sentence < TOP)]
    sums = [m for m in mentions if m.scattered or m in known]
    if len(_scenes([m for m in mentions if m not in sums and m.sentence > leading.sentence])) < _FEWEST_PARTS:
        return list(mentions)
    return [replace(m, people=[]) if m in sums else m for m in mentions]


def _tolls(mention: Mention) -> set[tuple[str | None, int]]:
    return {(p.outcome, p.low) for p in mention.people if p.low is not None}


def _scenes(mentions: Sequence[Mention]) -> set[str]:
    """Where attacks with harm of their own are told of."""
    told = [m for m in mentions if m.people and not m.earlier and not m.in_title]
    return {name for m in told for s in places_of(m)[:1] if (name := s.where.name)}


def _of_sum(mention: Mention) -> Mention:
    return replace(mention, people=[p for p in mention.people if p.outcome != "killed"])


def _of_part(mention: Mention, parts: Sequence[Mention], days: list[When]) -> Mention:
    if mention not in parts:
        return mention
    return replace(
        mention, whens=mention.whens if mention.day else days, separate=mention.separate or mention is not parts[0]
    )
