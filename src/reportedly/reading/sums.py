"""Sums: a first toll that adds up attacks told one by one below it: "17 killed", nine in X and eight in Y.

The round-up of a weekend or of a city adds up attacks too, of which it tells some: its toll is no incident's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgspec.structs import replace

from reportedly.reading.cluster import TOP
from reportedly.reading.mentions import Mention
from reportedly.reading.same import places_of
from reportedly.world.place_choice import kilometres
from reportedly.world.places import Place

_FEWEST_PARTS = 2  # attacks told one by one that make a first toll a round-up's
_FEWEST = 3  # dead that may be a sum: one here and one there are two by chance
_FAR = 50.0  # kilometres between towns that no one attack hits


def without_sums(mentions: Sequence[Mention], headed: bool) -> list[Mention]:
    """The mentions; where the page leads with a sum, its dead are those of the parts, each an incident of its own.

    Whatever else the words of the sum tell (who did it, where) stays theirs; their day is also that of the parts.
    Without a headline (`headed`) it may be one entry of a chronicle, which is of the sum: only what its own sentences
    count apart is.
    """
    leading = [m for m in mentions if m.in_title or m.sentence < TOP]
    for total in sorted({n for m in leading for n in m.killed if n >= _FEWEST}, reverse=True):
        sums = [m for m in mentions if total in m.killed]
        told = [m for m in mentions if m.sentence > sums[0].sentence and not m.in_title]
        placed = zip(told, [None, *told], strict=False)
        split = {id(m): _by_place(_placed(m, before)) if headed else [m] for m, before in placed}
        parts = _parts([part for m in told for part in split[id(m)]], total)
        several = any(m.several for m in sums) or (headed and (_tells_another(split, parts) or _are_far_apart(parts)))
        if parts and several:
            each = [part for m in mentions for part in (split[id(m)] if _holds(split, m, parts) else [m])]
            return [_of_sum(m) if m in sums else _of_part(m, parts, sums) for m in each]
    return _without_round_up(mentions)


def _tells_another(split: dict[int, list[Mention]], parts: Sequence[Mention]) -> bool:
    """ "Five died in a raid on X and three in another on Y"."""
    torn = [each for each in split.values() if len(each) > 1]
    return any(one.several and any(one is part for part in parts) for each in torn for one in each)


def _holds(split: dict[int, list[Mention]], mention: Mention, parts: Sequence[Mention]) -> bool:
    return any(part is chosen for part in split.get(id(mention), ()) for chosen in parts)


def _by_place(mention: Mention) -> list[Mention]:
    """ "Nine died in X and eight in Y": what a sentence tells of each place, where it counts the dead of several."""
    dead = [p for p in mention.people if p.outcome == "killed" and p.low]
    if len(dead) < 2 or len(places_of(mention)) < 2:
        return [mention]
    starts = sorted(p.span[0] for p in dead)
    spots = sorted(mention.spots, key=lambda s: s.start)
    leads = spots[0].start < starts[0]  # "in X nine died and in Y eight"
    return [
        replace(
            mention,
            people=[p for p in mention.people if _turn(p.span[0], starts, leads=False) == turn],
            spots=[s for s in spots if _turn(s.start, starts, leads=leads) == turn],
        )
        for turn in range(len(starts))
    ]


def _placed(mention: Mention, before: Mention | None) -> Mention:
    """The mention, where it tells of no place in that of the attack told right before: "a bomb hit a bus in X"."""
    if before is None or before.people or not before.attack or before.sentence != mention.sentence - 1:
        return mention
    return mention if places_of(mention) else replace(mention, spots=[*mention.spots, *before.spots])


def _turn(at: int, starts: Sequence[int], *, leads: bool) -> int:
    """Which of those counted the words at an offset go with: those that begin last before it, else the next."""
    before = sum(start <= at for start in starts)
    return min(before, len(starts) - 1) if leads else max(before - 1, 0)


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


def _are_far_apart(parts: Sequence[Mention]) -> bool:
    """Whether each brings up people in a town that the gazetteer knows, of one country, far from those of the others.

    Not "the two dead, from Rome": who they were, not where it happened.
    """
    anew = all(any(p.outcome == "killed" and not p.definite for p in m.people) for m in parts)
    towns = [next((s.place for s in places_of(m) if s.place and s.where.precision == "exact"), None) for m in parts]
    return anew and all(_is_far(a, b) for a, b in combinations(towns, 2))


def _is_far(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a.country == b.country and (kilometres(a, b) or 0) > _FAR


def _of_sum(mention: Mention) -> Mention:
    return replace(mention, people=[p for p in mention.people if p.outcome != "killed"])


def _of_part(mention: Mention, parts: Sequence[Mention], sums: Sequence[Mention]) -> Mention:
    if not any(mention is part for part in parts):
        return mention
    days = next((m.whens for m in sums if m.day), [])
    return replace(
        mention,
        whens=mention.whens if mention.day else days,
        separate=mention.separate or mention is not parts[0],
        violent=mention.violent or any(m.violent for m in sums),
    )
