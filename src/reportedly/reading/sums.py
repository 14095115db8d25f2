"""Sums: a first toll that adds up attacks told one by one below it: "17 killed", nine in X and eight in Y.

The round-up of a weekend or of a city adds up attacks too, of which it tells some: its toll is no incident's.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from reportedly.model import When
from reportedly.reading.mentions import Mention
from reportedly.reading.parts import (
    Part,
    Ways,
    are_elsewhere,
    are_set_beside,
    clauses,
    is_rest,
    listed_in,
    told_one_by_one,
)
from reportedly.reading.same import places_of
from reportedly.reading.sentence import TOP
from reportedly.reading.spot import ADMIN1
from reportedly.reading.values import People
from reportedly.world.place_choice import kilometres
from reportedly.world.places import Place

_FEWEST_PARTS = 2  # attacks told one by one that make a first toll a round-up's
_LEAD = 8  # sentences from the top within which the first part begins
_FEWEST = 3  # dead that may be a sum: one here and one there are two by chance
_FAR = 50.0  # kilometres between towns that no one attack hits


class _Sum(NamedTuple):
    """A first toll that may add up several attacks, and what else is told on the page."""

    total: int
    mentions: list[Mention]  # that tell the toll
    clauses: dict[int, list[Mention]]  # of the mentions after it, by their identity
    headed: bool
    counted: bool  # words count the attacks, or the toll is of several days
    plural: bool  # attacks are spoken of in the plural
    days: bool


def without_sums(mentions: Sequence[Mention], headed: bool) -> list[Mention]:
    """The mentions; where the page leads with a sum, its dead are those of the parts, each an incident of its own.

    The mentions of a part have its number. Whatever else the words of the sum tell (who did it, which day) they
    tell of each part that doesn't say so itself. Without a headline (`headed`) it may be one entry of a chronicle,
    which is of the sum: only what its own sentences count apart is.
    """
    leading = [m for m in mentions if m.in_title or m.sentence < TOP]
    for total in sorted({n for m in leading for n in m.killed if n >= _FEWEST}, reverse=True):
        adding = _sum_of(total, mentions, leading, headed)
        if parts := _parts_of(adding):
            return list(_numbered(mentions, adding, parts))
    return _without_round_up(mentions)


def _sum_of(total: int, mentions: Sequence[Mention], leading: Sequence[Mention], headed: bool) -> _Sum:
    sums = [m for m in mentions if total in m.killed]
    told = [m for m in mentions if m in sums or (m.sentence > sums[0].sentence and not m.in_title)]
    days = headed and any(_is_of_days(m) for m in sums)
    return _Sum(
        total,
        sums,
        {id(m): listed_in(m, total) if m in sums else clauses(m) if headed else [m] for m in told},
        headed,
        counted=days or any(m.several for m in (leading if headed else sums) if m in sums or not m.killed),
        plural=headed and any(m.series.plural or m.scattered for m in leading),
        days=days,
    )


def _parts_of(adding: _Sum) -> list[Part]:
    """The attacks that the total adds up, none where it doesn't.

    As many dead are told under several names of places, where words count the attacks or tell of them in the plural,
    or the towns are far apart. Or there are fewer: where words count the attacks, some may be left untold; where they
    only stand in the plural, each part told must have a place of its own.
    """
    pieces = [piece for each in adding.clauses.values() for piece in each]
    for by_name in (True, False):
        ways = Ways(by_name, adding.counted or adding.plural, adding.days)
        parts = _adding_up(told_one_by_one(pieces, adding.total, ways), adding.total)
        deadly = [p for p in parts if p.killed]
        if len(deadly) < _FEWEST_PARTS or deadly[0].mentions[0].sentence > _LEAD:
            continue
        exact = sum(p.killed for p in deadly) == adding.total
        if exact and (adding.counted or adding.plural or (adding.headed and _are_several(adding, deadly))):
            return parts
        if not by_name and adding.headed and (adding.counted or (adding.plural and are_elsewhere(deadly))):
            return parts
    return []


def _are_several(adding: _Sum, parts: Sequence[Part]) -> bool:
    """Whether what tells of the parts sets them apart: words ("in another"), or the way between them."""
    return _tells_another(adding, parts) or _are_far_apart(parts)


def _is_of_days(mention: Mention) -> bool:
    """Whether its toll is that of several days: "between Friday and Sunday", "last week", "in two days"."""
    days = {w.start for w in mention.whens if w.precision == "day"}
    return len(days) > 1 or mention.cumulative or any(w.precision == "week" for w in mention.whens)


def _adding_up(parts: Sequence[Part], total: int) -> list[Part]:
    """The first parts whose dead are the total; all where they are fewer, none where they pass it by."""
    dead = 0
    for number, part in enumerate(parts, 1):
        dead += part.killed
        if dead >= total:
            return list(parts[:number]) if dead == total else []
    return list(parts)


def _tells_another(adding: _Sum, parts: Sequence[Part]) -> bool:
    """ "Five died in a raid on X and three in another on Y", "five died in X while in Y three were shot"."""
    chosen = {id(m) for p in parts for m in p.mentions}
    torn = [each for each in adding.clauses.values() if len(each) > 1 and any(id(m) in chosen for m in each)]
    return any(are_set_beside(each, adding.total) or any(m.several and id(m) in chosen for m in each) for each in torn)


def _numbered(mentions: Sequence[Mention], adding: _Sum, parts: Sequence[Part]) -> Iterator[Mention]:
    """The mentions with the numbers of their parts, the sums without people."""
    number_of = {id(m): number for number, part in enumerate(parts, 1) for m in part.mentions}
    first = {id(part.mentions[0]): part for part in parts}
    before: When | None = None
    begun = False
    for mention in mentions:
        pieces = adding.clauses.get(id(mention), [mention])
        parted = any(id(p) in number_of for p in pieces)
        summed = any(mention is m for m in adding.mentions) or (begun and not parted and is_rest(mention))
        whole = _of_sum(mention) if summed else mention
        begun = begun or parted
        if whole is not mention or not parted:
            yield whole
        for piece in pieces if parted else ():
            number = number_of.get(id(piece), 0)
            told = piece
            if part := first.get(id(piece)):
                told = _with_words_of_sum(piece, part, adding.mentions, before)
                before = next((m.day for m in (told, *part.mentions) if m.day), before)
            yield replace(told, part=number) if number else piece


def _with_words_of_sum(first: Mention, part: Part, sums: Sequence[Mention], before: When | None) -> Mention:
    """The first mention of a part, with what only other words say: the day, the place, who did it.

    "The next day" is that after the day of the part told `before`.
    """
    later = next((_later(m, before) for m in part.mentions if m.series.days_later), None)
    days = [later] if later else next((m.whens for m in sums if m.day), [])
    return replace(
        first,
        whens=first.whens if any(m.day for m in part.mentions) else days or first.whens,
        spots=first.spots if part.places else next((m.spots for m in sums if places_of(m)), first.spots),
        agents=first.agents or next((m.agents for m in sums if m.agents), []),
        violent=first.violent or any(m.violent for m in sums),
    )


def _later(mention: Mention, before: When | None) -> When | None:
    """The day so many days after the one told before; None where that one isn't known."""
    words = next((w for w in mention.whens if w.start is None), None)
    if words is None or before is None or before.start is None or before.precision != "day":
        return None
    day = before.start + datetime.timedelta(days=mention.series.days_later)
    return replace(words, start=day, end=day, precision="day")


def _of_sum(mention: Mention) -> Mention:
    """What is left of the words of a sum: none of its people, and no place finer than a province."""
    people: list[People] = [p for p in mention.people if p.outcome not in ("killed", "injured")]
    return replace(mention, people=people, spots=[s for s in mention.spots if s.where.fineness <= ADMIN1])


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


def _are_far_apart(parts: Sequence[Part]) -> bool:
    """Whether each brings up people in a town that the gazetteer knows, of one country, far from those of the others.

    Not "the two dead, from Rome": who they were, not where it happened.
    """
    people = [[p for m in part.mentions for p in m.people] for part in parts]
    anew = all(any(p.outcome == "killed" and not p.definite for p in of_part) for of_part in people)
    towns = [next((s.place for s in p.places if s.place and s.where.precision == "exact"), None) for p in parts]
    return anew and all(_is_far(a, b) for a, b in combinations(towns, 2))


def _is_far(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a.country == b.country and (kilometres(a, b) or 0) > _FAR
