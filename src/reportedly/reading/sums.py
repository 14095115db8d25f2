"""Sums: a first toll that adds up attacks told one by one below it: "17 killed", nine in X and eight in Y."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reportedly.model import When
from reportedly.reading.cluster import TOP
from reportedly.reading.mentions import Mention
from reportedly.reading.same import places_of

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
    return list(mentions)


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


def _of_sum(mention: Mention) -> Mention:
    return replace(mention, people=[p for p in mention.people if p.outcome != "killed"])


def _of_part(mention: Mention, parts: Sequence[Mention], days: list[When]) -> Mention:
    if mention not in parts:
        return mention
    return replace(
        mention, whens=mention.whens if mention.day else days, separate=mention.separate or mention is not parts[0]
    )
