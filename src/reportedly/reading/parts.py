"""Parts: attacks that a page tells one by one, each with its own dead, day and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from reportedly.reading.mentions import Mention
from reportedly.reading.same import counts_anew, places_of
from reportedly.reading.spot import ADMIN1, Spot, compatible
from reportedly.reading.values import People

_TOWN = 3  # the grade of places told as near a town; provinces and districts are coarser
_MEETING = 2  # sentences between the words that open a part and those that count its dead


@dataclass(slots=True, eq=False)
class Part:
    """One of several attacks: the mentions that tell of it, in text order."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """How many it says were killed; those known by their article or as some of others where no one else is."""
        dead = [p for m in self.mentions for p in m.people if p.outcome == "killed" and p.low]
        anew = [p.low or 0 for p in dead if not (p.definite or p.partial)]
        return max(anew or [p.low or 0 for p in dead], default=0)

    @property
    def harmed(self) -> bool:
        """Whether it counts anybody killed or injured."""
        return any(p.outcome in ("killed", "injured") for m in self.mentions for p in m.people)

    @property
    def places(self) -> list[Spot]:
        """The provinces, towns and finer places that it tells of."""
        return [s for m in self.mentions for s in places_of(m)]


class Ways(NamedTuple):
    """By what one attack is told apart from the next."""

    by_name: bool  # any other name of a place is another place; else it must lie elsewhere
    counted: bool  # the name of another town is another place: there are several
    days: bool  # the total is that of several days: "the second" is another attack, no blast beside the first


_FAR = Ways(by_name=False, counted=False, days=False)


def told_one_by_one(mentions: Sequence[Mention], total: int, ways: Ways) -> list[Part]:
    """The parts that these mentions tell, those in which nobody is harmed left out; `total` are the dead of all."""
    parts: list[Part] = []
    current: Part | None = None
    for mention in mentions:
        if mention.earlier or mention.cumulative or total in mention.killed:
            continue
        if is_rest(mention):
            current = None
            continue
        again = next((p for p in parts if _tells_again(mention, p, ways)), None)
        if again is not None:
            current = again
        elif _begins(mention, current, ways) or (ways.days and _is_next(mention, current)):
            current = Part()
            parts.append(current)
        if current is not None:
            current.mentions.append(mention)
    return [p for p in parts if p.harmed]


def is_rest(mention: Mention) -> bool:
    """ "The others died in separate attacks": what is left of a sum, of several attacks that aren't told."""
    several = mention.scattered or mention.several or mention.series.plural
    return several and bool(mention.killed) and not places_of(mention)


def _begins(mention: Mention, part: Part | None, ways: Ways) -> bool:
    """Whether it opens another attack than the one told last."""
    anew = counts_anew(mention)
    if part is None:
        return anew or mention.attack
    if mention.late or not (anew or mention.attack) or (mention.people and not anew):
        return False
    if not part.harmed and anew:  # its opening told of nobody harmed: "a bomb hit a bus in X"
        near = mention.sentence - part.mentions[-1].sentence <= _MEETING
        return not near or (_is_elsewhere(mention, part, ways) and mention.attack)
    if mention.separate or mention.turn:
        return True
    if ways.counted and (mention.series.another or mention.series.days_later):
        return True
    if mention.resumes and not anew:
        return False
    return _is_elsewhere(mention, part, ways) or _is_on_another_day(mention, part)


def _is_next(mention: Mention, part: Part | None) -> bool:
    """ "The third, which left two dead"."""
    return mention.series.one_of and part is not None and part.harmed and counts_anew(mention)


def _tells_again(mention: Mention, part: Part, ways: Ways) -> bool:
    """Whether it tells the same dead again: "of the nine dead in X, four were children"."""
    if mention.turn or mention.separate or not mention.killed:
        return False
    same = part.killed > 1 and part.killed in mention.killed
    return same and not _is_elsewhere(mention, part, ways)


def _is_elsewhere(mention: Mention, part: Part, ways: Ways) -> bool:
    ours, theirs = _places(mention.spots), _places([s for m in part.mentions for s in m.spots])
    return _are_apart(ours, theirs, ways)


def are_elsewhere(parts: Sequence[Part]) -> bool:
    """Whether each is told with a place that no other may be in."""
    told = [_places([s for m in p.mentions for s in m.spots]) for p in parts]
    return all(_are_apart(a, b, _FAR) for a, b in combinations(told, 2))


def _places(spots: Sequence[Spot]) -> list[Spot]:
    """Those finer than a country; where there are towns, these: of a quarter or a street another town may have one.

    Not what only says where another lies: "in Duluiya, north of Baghdad".
    """
    fine = [s for s in spots if s.where.fineness >= ADMIN1 and not (s.dateline or s.bearing)]
    towns = [s for s in fine if s.where.fineness >= _TOWN and not s.where.is_site]
    return [s for s in towns if s.where.precision == "exact"] or towns or fine


def _are_apart(ours: Sequence[Spot], theirs: Sequence[Spot], ways: Ways) -> bool:
    return bool(ours and theirs) and not any(_may_be_one(a, b, ways) for a in ours for b in theirs)


def _may_be_one(a: Spot, b: Spot, ways: Ways) -> bool:
    """Whether two places may be one, or one in the other."""
    if not compatible(a.where, b.where):
        return False
    towns = min(a.where.fineness, b.where.fineness) >= _TOWN and not (a.where.is_site or b.where.is_site)
    by_name = ways.by_name or (ways.counted and towns)
    return not by_name or (a.where.name or "").casefold() == (b.where.name or "").casefold()


def _is_on_another_day(mention: Mention, part: Part) -> bool:
    days = [d for m in part.mentions if (d := m.day) and d.precision == "day"]
    ours = mention.day
    return bool(days) and ours is not None and ours.precision == "day" and all(ours.start != d.start for d in days)


def clauses(mention: Mention) -> list[Mention]:
    """What each clause of a sentence tells that counts the dead of several attacks: "nine in X while in Y two died"."""
    pieces = [piece for clause in _between_breaks(mention) for piece in _by_place(clause)]
    return [pieces[0], *(replace(p, series=p.series._replace(another=True)) for p in pieces[1:])]


def are_set_beside(pieces: Sequence[Mention], total: int) -> bool:
    """Whether words set clauses that tell all the dead beside one another ("while"), each with a town of its own."""
    if sum(p.low or 0 for piece in pieces for p in _dead(piece)) != total:
        return False
    named = [{s.where.name for s in places_of(p) if not s.where.is_site} for p in pieces if _dead(p)]
    dead = sorted(p.span[0] for piece in pieces for p in _dead(piece))
    parted = any(one < c <= other for one, other in pairwise(dead) for c in pieces[0].series.clauses)
    return parted and all(a and b and a.isdisjoint(b) for a, b in combinations(named, 2))


def listed_in(mention: Mention, total: int) -> list[Mention]:
    """The parts that the sentence with their sum lists itself: "seven died: two in X and five in Y"."""
    rest = replace(mention, people=[p for p in mention.people if p.low != total])
    adds_up = sum(p.low or 0 for p in _dead(rest)) == total
    return clauses(rest) if adds_up and len(_dead(rest)) > 1 else []


def _between_breaks(mention: Mention) -> Iterator[Mention]:
    """The mention cut where a word begins another clause ("while", "in another") between two groups of dead."""
    dead = sorted(p.span[0] for p in _dead(mention))
    between = [[c for c in mention.series.clauses if one < c <= other] for one, other in pairwise(dead)]
    cuts = [max(clauses) for clauses in between if clauses]
    if not cuts:
        yield mention
        return
    for start, end in zip([0, *cuts], [*cuts, _AFTER_ALL], strict=True):
        yield _within(mention, start, end)


_AFTER_ALL = 1 << 60


def _within(mention: Mention, start: int, end: int) -> Mention:
    """What it tells between two offsets; a time that quotes no words of the page is of all."""
    return replace(
        mention,
        people=[p for p in mention.people if start <= p.span[0] < end],
        spots=[s for s in mention.spots if start <= s.start < end],
        whens=[w for w in mention.whens if w.quote is None or start <= w.quote.start < end],
    )


def _dead(mention: Mention) -> list[People]:
    return [p for p in mention.people if p.outcome == "killed" and p.low and not p.partial]


def _by_place(mention: Mention) -> list[Mention]:
    """ "Nine died in X and eight in Y": what a sentence tells of each place, where it counts the dead of several."""
    dead = _dead(mention)
    if len(dead) < 2 or len(places_of(mention)) < 2:
        return [mention]
    starts = sorted(p.span[0] for p in dead)
    spots = sorted(mention.spots, key=lambda s: s.start)
    leads = min(s.start for s in places_of(mention)) < starts[0]  # "in X nine died and in Y eight"
    pieces = [
        replace(
            mention,
            people=[p for p in mention.people if _turn(p.span[0], starts, leads=False) == turn],
            spots=[s for s in spots if _turn(s.start, starts, leads=leads) == turn],
            whens=[w for w in mention.whens if w.quote is None or _turn(w.quote.start, starts, leads=leads) == turn],
        )
        for turn in range(len(starts))
    ]
    return pieces if all(places_of(piece) for piece in pieces) else [mention]


def _turn(at: int, starts: Sequence[int], *, leads: bool) -> int:
    """Which of those counted the words at an offset go with: those that begin last before it, else the next."""
    before = sum(start <= at for start in starts)
    return min(before, len(starts) - 1) if leads else max(before - 1, 0)
