"""Never count twice: the many mentions of one speaker's dead become a list of groups, parts within totals.

A speaker tells of the same people in the headline, the lead and the body. Of two mentions with one
outcome, the second is the same people again, a part of the first, a total that holds the first, or
others besides. Which it is, follows from who they are and how many:

- the same number of people who may be the same: the same people again;
- a smaller number of people who may belong to the larger group: a part;
- other people by category ("two soldiers", "a civilian"): others besides, within a total where one is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from reportedly.model.vocabulary import FORCES
from reportedly.reading.persons import only_one, same_name, surely_others
from reportedly.reading.values import People

_ONE_BREATH = 150  # code points within which "others" are besides those just told


@dataclass(slots=True, eq=False)  # a line is itself: comparing lines that hold lines would never end
class Toll:
    """People as one line of an account; `parent` is the line that these are part of."""

    people: People
    parent: Toll | None = None
    covered: list[People] = field(default_factory=list)  # other mentions of the same people


def merge_mentions(mentions: Sequence[People], incident: Sequence[People] = ()) -> list[Toll]:
    """The lines of one account, from all its mentions in text order; every line stands before its parts.

    `incident` are all of whom any voice tells: someone hurt who is among its dead isn't injured.
    """
    everyone = [*incident, *mentions]
    dead = [p for p in everyone if p.outcome == "killed"]
    lines: list[Toll] = []
    for outcome in dict.fromkeys(m.outcome for m in mentions):
        lines += _merge_outcome([m for m in mentions if m.outcome == outcome])
    if only_one([p for p in everyone if p.outcome == "injured"], dead):
        return [line for line in lines if line.people.outcome != "injured"]
    hurt = [line for line in lines if not _told_dead(line.people, dead)]
    _take_off_the_dead(hurt)
    return hurt


def _take_off_the_dead(lines: Sequence[Toll]) -> None:
    """ "Four people were shot. One of them died": three are injured, where all four are the only ones hurt."""
    hurt = [line for line in lines if line.people.outcome == "injured" and line.parent is None]
    dead = [line.people for line in lines if line.people.outcome == "killed" and line.parent is None]
    if len(hurt) != 1 or not hurt[0].people.open or hurt[0].people.cared_for or not dead or any(d.beside for d in dead):
        return
    people, died = hurt[0].people, sum(d.low or 0 for d in dead)
    if people.low is not None and people.low == people.high and died < people.low:
        left = people.low - died
        hurt[0].people = replace(people, low=left, high=left, rule=f"{people.rule}+less-the-dead")


def _told_dead(people: People, dead: Sequence[People]) -> bool:
    """Whether someone hurt is told dead as well, and so isn't among the injured.

    That is so of people who "were shot" (open), of the one person spoken of ("the victim, hit in the
    chest"), and of one person by name.
    """
    if people.outcome != "injured":
        return False
    if people.name_words:
        named = any(d.name_words and same_name(people, d) for d in dead)
        return named or (
            people.open
            and all(d.low == 1 and not d.name_words and not surely_others(people, d) for d in dead)
            and bool(dead)
        )
    if any(d.span == people.span for d in dead):
        return True  # "shot and killed"
    if (people.beside and not people.definite) or not (people.open or (people.definite and people.low == 1)):
        return False
    singles = [d for d in dead if d.is_one]
    if len(singles) == len(dead) and any(surely_others(people, d) for d in singles):
        return False
    return any(
        may_be_same_kind(people, d)
        and not surely_others(people, d)
        and not (d.beside and people.low == d.low == 1 and "attacker" not in d.roles)
        and (people.low is None or d.low is None or people.low <= d.low)
        for d in dead
    )


def _merge_outcome(mentions: Sequence[People]) -> list[Toll]:
    tops: list[Toll] = []
    parts: list[tuple[Toll, People]] = []
    for mention in mentions:
        line = _place(mention, tops)
        parts += [(line, part) for part in mention.parts]
    _under_totals(tops)
    _under_sums(tops)
    _part_what_one_breath_parts(tops)
    lines = [*_in_order(tops)]
    for line, part in parts:
        known = next(
            (o for o in lines if o.people.span == part.span or (o.parent is line and _equal(o.people, part))), None
        )
        if known is None:
            lines.append(Toll(part.with_outcome(line.people.outcome or "killed"), parent=line))
    return lines


def _place(mention: People, tops: list[Toll]) -> Toll:
    """Puts a mention where it belongs among the lines so far; gives the line that now tells of it."""
    for line in tops:
        if _equal(line.people, mention):
            if _says_more(mention, line.people):
                line.covered.append(line.people)
                line.people = mention
            else:
                line.covered.append(mention)
            return line
    for line in tops:
        if line.parent is None and _may_hold(line.people, mention):
            child = Toll(mention, parent=line)
            tops.append(child)
            return child
    fresh = Toll(mention)
    for line in tops:
        if line.parent is None and _may_hold(mention, line.people):
            line.parent = fresh
    tops.append(fresh)
    return fresh


def _under_totals(lines: list[Toll]) -> None:
    """Lines of other categories go under a general total that is large enough for all of them."""
    for total in [t for t in lines if t.parent is None and t.people.generic and (t.people.low or 0) > 1]:
        if total.parent is not None:
            continue  # it went under another total meanwhile
        loose = [
            o
            for o in lines
            if o is not total
            and o.parent is None
            and o.people.low is not None
            and not _one_breath(o.people, total.people)
            and not _did_it(total.people, o.people)
        ]
        # "Five of the dead were from X" are counted with the others already.
        held = sum(o.people.low or 0 for o in lines if o.parent is total and not o.people.partial)
        if loose and held + sum(o.people.low or 0 for o in loose) <= (total.people.low or 0):
            for line in loose:
                line.parent = total


def _under_sums(lines: list[Toll]) -> None:
    """ "Twelve security forces dead", then "eleven soldiers and a policeman": people told in one breath, as many."""
    for total in [t for t in lines if t.parent is None and (t.people.low or 0) > 1]:
        loose = [o for o in lines if o is not total and o.parent is None and o.people.low is not None]
        for told in {o.people.told for o in loose} - {total.people.told, None}:
            listed = [o for o in loose if o.people.told == told]
            if len(listed) > 1 and sum(o.people.low or 0 for o in listed) == total.people.low:
                for line in listed:
                    line.parent = total


def _part_what_one_breath_parts(lines: list[Toll]) -> None:
    """ "An officer and three others", two of these in a bank: the officer isn't one of the two."""
    for line in lines:
        above = line.parent.parent if line.parent else None
        while above is not None and line.parent is not None:
            line.parent = None if _one_breath(line.people, above.people) else line.parent
            above = above.parent


def _in_order(lines: list[Toll]) -> list[Toll]:
    """Totals before their parts, else as they came."""
    place = {id(line): at for at, line in enumerate(lines)}
    parts: defaultdict[int, list[Toll]] = defaultdict(list)
    for line in lines:
        if line.parent is not None:
            parts[id(line.parent)].append(line)
    ordered: list[Toll] = []
    level = [line for line in lines if line.parent is None]
    while level:
        ordered += level
        level = sorted((part for line in level for part in parts[id(line)]), key=lambda t: place[id(t)])
    return ordered


def _counts(people: People) -> bool:
    return people.low is not None or people.high is not None


def may_be_same_kind(a: People, b: People) -> bool:
    """Whether the two phrases may speak of the same sort of people."""
    if ("attacker" in a.roles) != ("attacker" in b.roles):
        return a.generic or b.generic or "unknown" in (a.category, b.category)
    if a.category == b.category or a.generic or b.generic or "unknown" in (a.category, b.category):
        return True
    return _of_forces(a, b)


def _equal(a: People, b: People) -> bool:
    """The same people told again."""
    if _told_apart(a, b) or (a.partial != b.partial and not (a.definite or b.definite)) or surely_others(a, b):
        return False
    if b.definite and a.is_one and b.is_one and ("attacker" in a.roles) == ("attacker" in b.roles):
        return not (a.name_words and b.name_words) or bool(a.name_words & b.name_words)
    if not may_be_same_kind(a, b):
        return False
    if not _counts(a) or not _counts(b):
        # Without a number, "the victims" or "soldiers" adds nobody to those already told.
        return True
    if a.name_words and b.name_words:
        return same_name(a, b)
    if a.low == b.low and a.high == b.high:
        return True
    return _agree(a, b) or _agree(b, a)


def _told_apart(a: People, b: People) -> bool:
    """Whether the words themselves set them apart: in one breath ("two women and three children"), or "others"."""
    if _one_breath(a, b):
        return True
    if a.beside == b.beside:
        return False
    # "3 injured" in the headline and "three others were injured" further down are the same three. The headline's
    # people come last, with offsets before the others'.
    return a.low != b.low or 0 <= b.span[0] - a.span[0] < _ONE_BREATH


def _one_breath(a: People, b: People) -> bool:
    """Whether one frame tells of both: "five badly hurt and eight slightly" are thirteen."""
    return a.told is not None and a.told == b.told and a.span != b.span


def _agree(exact: People, loose: People) -> bool:
    """Whether an exact number fits an open one ("at least 12" and 13)."""
    if exact.low is None or exact.low != exact.high or loose.low == loose.high:
        return False
    above = loose.low is None or exact.low >= loose.low
    below = loose.high is None or exact.low <= loose.high
    near = loose.low is None or exact.low <= max(2 * loose.low, loose.low + 5)
    return above and below and near


def _says_more(new: People, old: People) -> bool:
    """Whether the new words tell more: a number, an exact one, who they were."""
    return _weight(new) > _weight(old)


def _weight(people: People) -> int:
    exact = people.low is not None and people.low == people.high
    return 8 * _counts(people) + 4 * exact + 2 * (people.category != "unknown") + (not people.generic) - 2 * people.bare


def _may_hold(total: People, part: People) -> bool:
    """Whether `part` may be some of `total`: fewer people, of a kind that the total may hold."""
    if total.low is None or part.low is None or part.low >= total.low:
        return False
    if total.beside and not part.beside and part.span[0] < total.span[0]:
        return False  # "the mayor", then "two others"
    if _did_it(total, part):
        return False
    alike = part.outcome == total.outcome and ("attacker" in part.roles) == ("attacker" in total.roles)
    if (part.definite or part.partial) and alike and (part.told is None or part.told != total.told):
        return True  # "three of the dead", "the six others"
    if _told_apart(total, part):
        return False
    if total.generic and not part.generic:
        # "12 dead" holds "three soldiers", but "others" are beside those already told.
        return not part.bare or part.category == total.category
    alike = (
        total.category == part.category
        or total.generic
        or (part.generic and not part.beside and total.category == "civilian")
        or _is_anybody(part)
        or (part.name is not None and _of_forces(total, part))
    )
    return may_be_same_kind(total, part) and alike


def _did_it(total: People, part: People) -> bool:
    """Whether an attacker's death is told behind those whom the attacker struck: "killed three people and himself".

    Of a bomber who "blew himself up, killing eleven" it's left open whether the eleven hold the bomber.
    """
    behind = 0 <= part.span[0] - total.span[1] < _ONE_BREATH
    by_own_hand = part.outcome == "killed" and part.beside and "attacker" in part.roles
    return total.struck and behind and by_own_hand and "attacker" not in total.roles


def _is_anybody(people: People) -> bool:
    """ "Two men", "his companions": a noun that leaves open who they were, but is none for any dead."""
    return people.category == "unknown" and not people.generic and not people.bare


def _of_forces(total: People, part: People) -> bool:
    """Whether one's rank leaves open which of the state's forces they served in."""
    return "security_forces" in (total.category, part.category) and {total.category, part.category} <= FORCES


def of_one_kind(people: list[People]) -> list[People]:
    """ "Five soldiers were killed and seven wounded": the wounded beside dead soldiers are soldiers too."""
    kinds = {p.category for p in people if p.category != "unknown"}
    if len(kinds) != 1 or not kinds <= FORCES:
        return people
    (kind,) = kinds
    told = {p.outcome for p in people if p.category == kind}
    mates = (_is_number(p) and p.outcome not in told for p in people)
    return [replace(p, category=kind) if mate else p for p, mate in zip(people, mates, strict=True)]


def some_of(people: Sequence[People], toll: int) -> list[People]:
    """ "A soldier died of his wounds, which brings the dead to four": one of the four; attackers are beside them."""
    return [
        replace(p, partial=True, high=p.high if p.partial else None)
        if p.outcome == "killed" and "attacker" not in p.roles and (p.low or toll) < toll
        else p
        for p in people
    ]


def with_noun_before(people: list[People]) -> list[People]:
    """ "Nine people were killed and thirty wounded": those told by a number alone are of the noun told before them."""
    done: list[People] = []
    for each in people:
        told = next((p for p in reversed(done) if not p.bare), None)
        if each.bare and told is not None and told.low is not None and told.outcome != each.outcome and _is_hit(told):
            done.append(replace(each, description=told.description))
        else:
            done.append(each)
    return done


def _is_hit(people: People) -> bool:
    """Whether those besides them may be of their kind: who is hurt beside dead gunmen mostly isn't one of them."""
    return "attacker" not in people.roles and people.category != "armed_group"


def _is_number(people: People) -> bool:
    """Whether the words say how many were harmed and nothing of who they were."""
    return people.category == "unknown" and people.generic and people.name is None
