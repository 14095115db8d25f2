"""Signs of one incident: what says that a mention is of an incident told before, and what that it is of another.

`SIGNS` is tried from the top and the first sign that holds decides; where none does, it is of the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from reportedly.model import When
from reportedly.reading.cluster import Cluster, known_person_died
from reportedly.reading.mentions import Mention
from reportedly.reading.spot import ADMIN1, Spot, compatible
from reportedly.reading.values import People

_LEAD_PROPER = 3  # sentences: the headline and the lead


class Sign(NamedTuple):
    """A sign of a mention and an incident told before: what it says, whether of the same, and when it holds."""

    says: str
    same: bool
    holds: Callable[[Mention, Cluster], bool]


def verdict(mention: Mention, cluster: Cluster) -> Sign:
    """The sign that decides whether the mention is of the cluster's incident."""
    return next(sign for sign in SIGNS if sign.holds(mention, cluster))


def is_same(mention: Mention, cluster: Cluster) -> bool:
    """Whether the mention is of the cluster's incident."""
    return verdict(mention, cluster).same


def is_dated_apart(mention: Mention, cluster: Cluster) -> bool:
    """Whether it says of an attack that it happened on a day that isn't the incident's."""
    if not mention.happened or cluster.days is None or mention.day is None or mention.day.precision != "day":
        return False
    return mention.day.start is not None and not cluster.days[0] <= mention.day.start <= cluster.days[1]


def places_of(mention: Mention) -> list[Spot]:
    """The provinces, towns and finer places that it tells of, but for where the text was written."""
    return [s for s in mention.spots if s.where.fineness >= ADMIN1 and not s.dateline]


def _names_known(mention: Mention, cluster: Cluster) -> bool:
    """Whether all that it tells dead are people whom the incident has by name: nobody dies twice."""
    alone = all(p.name and p.is_one and p.outcome == "killed" for p in mention.people)
    return alone and bool(mention.named) and mention.named <= _named(cluster)


def _named(cluster: Cluster) -> set[str]:
    return {word for m in cluster.mentions for word in m.named}


def _begins_anew(mention: Mention, _: Cluster) -> bool:
    """ "Separately, three soldiers were killed": a word begins another, with people who weren't told of before."""
    return mention.separate and not mention.late and any(p.low is not None and not p.definite for p in mention.people)


def _known_person_died(mention: Mention, _: Cluster) -> bool:
    return known_person_died(mention)


def _names_another(mention: Mention, cluster: Cluster) -> bool:
    """Whether each tells of single people by name, of others, the mention with a day or a place as of an attack.

    In a text without a headline, which may be a list. A cluster that counts several may go on to name them.
    """
    if not cluster.listed:
        return False
    told = [p for m in cluster.mentions for p in m.people]
    several = any(p.low not in (1, None) for p in told)
    known = _named(cluster)
    if several or not known or mention.resumes or not mention.attack:
        return False
    apart = mention.near_day or any(not s.dateline for s in mention.spots)
    all_named = all(p.name and not p.definite for p in mention.people)
    return apart and all_named and bool(mention.named) and not mention.named & known


def _counts_others(mention: Mention, cluster: Cluster) -> bool:
    """Whether it counts people harmed in "an attack" with a place of its own, and none as many as those told of.

    In longer texts without a headline; shorter ones correct their toll so.
    """
    if not cluster.long or not mention.attack or mention.resumes or all(s.dateline for s in mention.spots):
        return False
    anew = {(p.outcome, p.low) for p in mention.people if p.low and _are_new(p)}
    told = {(p.outcome, p.low) for m in cluster.mentions for p in m.people}
    outcomes = {outcome for outcome, _ in told}
    return bool(anew) and not anew & told and any(outcome in outcomes for outcome, _ in anew)


def _are_new(people: People) -> bool:
    """Whether the words bring up people: not "the soldiers", "three others", "one of them", a number alone."""
    return not (people.definite or people.beside or people.partial or people.bare)


def _day_of(mention: Mention) -> datetime.date | None:
    """The day on which it happened, where the mention says one: of those who died later it is none."""
    day = mention.day
    return day.start if day and day.precision == "day" and not mention.late else None


def _new_people_on_another_day(mention: Mention, cluster: Cluster) -> bool:
    """Whether a day that isn't the incident's stands right beside new people, harmed in a new attack."""
    day = _day_of(mention)
    if cluster.days is None or day is None or cluster.days[0] <= day <= cluster.days[1]:
        return False
    return _are_dated(mention) and not _same_toll(mention, cluster)


def _are_dated(mention: Mention) -> bool:
    """Whether a day stands right beside new people, harmed in a new attack: not "the soldier", not "the attack"."""
    new = any(not (p.definite or p.partial) for p in mention.people)
    return mention.near_day and not mention.resumes and new


def _days_apart(mention: Mention, cluster: Cluster) -> bool:
    """Whether there are days between: an attack of one night may be told of from both ends."""
    day = _day_of(mention)
    if cluster.days is None or day is None:
        return False
    return (cluster.days[1] - day).days > 1 or (day - cluster.days[0]).days > 1


def _in_another_month(mention: Mention, cluster: Cluster) -> bool:
    """Whether the incident is set in a month or year of which the mention's day is none, or the other way round."""
    day = mention.day
    told = [m.day for m in cluster.mentions if m.day and m.people]
    return any(never_meet(day, other) for other in told) if day and not mention.late else False


def never_meet(one: When, other: When) -> bool:
    """Whether one is a day, the other a month or year, and there are days between."""
    if {one.precision, other.precision} not in ({"day", "month"}, {"day", "year"}):
        return False
    return apart(one, other)


def apart(one: When, other: When) -> bool:
    """Whether there are days between two times."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return (other.start - one.end).days > 1 or (one.start - other.end).days > 1


def _new_people_in_another_week(mention: Mention, cluster: Cluster) -> bool:
    """ "Last week five soldiers were killed", in a text about Tuesday."""
    day = mention.day
    if day is None or day.precision != "week":
        return False
    if cluster.days is None and mention.sentence < _LEAD_PROPER:
        return False  # the page's news itself, told late
    return _is_out_of(day, cluster.days) and counts_anew(mention)


def _is_out_of(week: When, days: tuple[datetime.date, datetime.date] | None) -> bool:
    """Whether the days told before are none of that week's nor beside it: "last week" on a page about Tuesday."""
    if week.start is None or week.end is None:
        return False
    if days is None:
        return True  # the news has no day of its own; what it says of last week is context
    return (days[0] - week.end).days > 1 or (week.start - days[1]).days > 1


def counts_anew(mention: Mention) -> bool:
    """Whether it counts people who weren't told of before."""
    return not mention.late and any(p.low is not None and not p.definite for p in mention.people)


def _same_age(mention: Mention, cluster: Cluster) -> bool:
    """Whether each tells of one person, both as old: "a man of 28" is one man, in the town or in its borough."""
    ours = {p.age for p in mention.people if p.is_one and not p.beside}
    told = [p for m in cluster.mentions for p in m.people]
    return len(ours) == 1 and None not in ours and bool(told) and all(p.is_one and p.age in ours for p in told)


def _no_violence(mention: Mention, _: Cluster) -> bool:
    """Where the wounded were taken is no second attack."""
    return not mention.violent


def _same_toll(mention: Mention, cluster: Cluster) -> bool:
    """Whether as many were killed, more than one, in one country: then two names of towns are one place told twice."""
    ours = {n for n in mention.killed if n > 1}
    countries = {s.where.country for s in mention.spots if s.where.country}
    named_only = cluster.spot is None or cluster.spot.where.fineness < ADMIN1
    return bool(ours & cluster.tolls) and (not countries or named_only or cluster.country in (None, *countries))


def _no_place(mention: Mention, cluster: Cluster) -> bool:
    """Whether one of the two tells of no place finer than a country."""
    return cluster.spot is None or not places_of(mention)


def _in_the_country(mention: Mention, cluster: Cluster) -> bool:
    """ "A soldier in X, by fire from Syria", where Syria was all that had been told."""
    spot = cluster.spot
    if spot is None or spot.where.fineness >= ADMIN1:
        return False
    return any(s.where.country == spot.where.country for s in mention.spots)


def _in_one_place(mention: Mention, cluster: Cluster) -> bool:
    """Whether some place of the mention may be the incident's, or a quarter or site in its town."""
    spot = cluster.spot
    return spot is not None and any(
        compatible(s.where, spot.where) or _in_one_town(s, spot) for s in places_of(mention)
    )


def _in_one_town(a: Spot, b: Spot) -> bool:
    """Whether one is a quarter or a site and the other may be its town."""
    return a.site != b.site and a.where.admin1 is not None and a.where.admin1 == b.where.admin1


def _elsewhere(mention: Mention, _: Cluster) -> bool:
    """Whether it tells of places known to lie in a country: none of them was the incident's."""
    return any(s.where.country for s in places_of(mention))


def _nothing_apart(_mention: Mention, _cluster: Cluster) -> bool:
    return True


SIGNS = (
    Sign("people known by name", same=True, holds=_names_known),
    Sign("a word begins another", same=False, holds=_begins_anew),
    Sign("a known person died", same=True, holds=_known_person_died),
    Sign("others by name", same=False, holds=_names_another),
    Sign("others by number, in a place of their own", same=False, holds=_counts_others),
    Sign("new people right beside another day", same=False, holds=_new_people_on_another_day),
    Sign("months apart", same=False, holds=_in_another_month),
    Sign("days apart", same=False, holds=_days_apart),
    Sign("new people in another week", same=False, holds=_new_people_in_another_week),
    Sign("one person of one age", same=True, holds=_same_age),
    Sign("no violence of its own", same=True, holds=_no_violence),
    Sign("as many dead", same=True, holds=_same_toll),
    Sign("no place on one side", same=True, holds=_no_place),
    Sign("in the country told before", same=True, holds=_in_the_country),
    Sign("in one place", same=True, holds=_in_one_place),
    Sign("elsewhere", same=False, holds=_elsewhere),
    Sign("nothing apart", same=True, holds=_nothing_apart),
)
