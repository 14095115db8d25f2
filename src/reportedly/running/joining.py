"""Tellings that belong together into linked incidents: why each is in it, what they say together.

The same with and without a store: nothing here knows where tellings come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

import msgspec

from reportedly.linking import Evidence, Pair, clusters, leader_of, link_of
from reportedly.linking.origins import origins_of
from reportedly.linking.passages import passages_of
from reportedly.model import Link, LinkedIncident, Report, Telling
from reportedly.reconciling import reconcile
from reportedly.reviewing import Constraints

FAR = "9999-12-31"
"""Where a report has no day, it comes behind those that have one."""


Two = tuple[str, str]


class Material(NamedTuple):
    """What linking goes by: the evidence by telling, every pair that was compared, what people ask for."""

    evidence: Mapping[str, Evidence]
    pairs: Sequence[Pair]
    asked: Constraints = Constraints()


class Group(NamedTuple):
    """Tellings of one incident; why they are one, and the strongest pair with a telling that isn't among them."""

    members: tuple[str, ...]
    why: tuple[Link, ...] = ()
    nearest: Link | None = None


def groups_of(material: Material, ids: Collection[str] | None = None) -> Iterator[Group]:
    """Every telling in one group, by their smallest member; with `ids` these alone, the others only come near them."""
    asked, together, known = material.asked, sorted(material.asked.together), material.evidence
    pairs = _strongest_first(pair for pair in material.pairs if pair.a in known and pair.b in known)
    found = clusters(known if ids is None else ids, pairs, together, asked.apart)
    number = {member: index for index, members in enumerate(found) for member in members}
    joined = _by_cluster(number, together)
    within: defaultdict[int, list[Pair]] = defaultdict(list)
    nearest: dict[int, Pair] = {}
    for pair in pairs:
        one, other = number.get(pair.a), number.get(pair.b)
        if one is not None and one == other:
            within[one].append(pair)
            continue
        for each in (one, other):
            if each is not None:
                nearest.setdefault(each, pair)
    for index, members in enumerate(found):
        near = nearest.get(index)
        yield Group(
            members=members,
            why=tuple(_links(members, within[index], joined[index], material)),
            nearest=_link(near, (near.a, near.b), material, asked.apart) if near else None,
        )


def incident_of(incident_id: str, tellings: Iterable[Telling], group: Group) -> LinkedIncident:
    """What these tellings say together; pure, and their order doesn't matter."""
    told = sorted(tellings, key=order_of)
    reports = list({telling.report.id: telling.report for telling in told}.values())
    origins = origins_of(reports, passages_of(told))
    facts = msgspec.structs.asdict(reconcile(told, origins))
    return LinkedIncident(
        id=incident_id,
        accounts=tuple(telling.account_id(account) for telling in told for account in telling.accounts),
        tellings=tuple(telling.id for telling in told),
        reports=tuple(report.id for report in reports),
        languages=tuple(sorted({report.language for report in reports if report.language})),
        outlets=tuple(sorted({report.outlet for report in reports if report.outlet})),
        origins=origins.count,
        reprints=origins.reprints,
        why=group.why,
        nearest=group.nearest,
        unseen=tuple(telling.id for telling in told),
        stirred=facts["killed"].best,
        **facts,
    )


def order_of(telling: Telling) -> tuple[str, str]:
    """By the day of the report, then by name: the first founds an incident."""
    return day_key(telling.report), telling.id


def day_key(report: Report) -> str:
    """The report's day, to sort by."""
    return report.day.isoformat() if report.day else FAR


def listed(incident: LinkedIncident) -> tuple[bool, bool, str, str]:
    """The order of incidents in every list: what pages are about before background, by day, by the first telling."""
    start = incident.when.start if incident.when else None
    return incident.background, start is None, start.isoformat() if start else "", incident.tellings[0]


def _by_cluster(number: Mapping[str, int], pairs: Iterable[Two]) -> defaultdict[int, list[Two]]:
    """The pairs by the number that both their members have, in their order; others are left out."""
    found: defaultdict[int, list[Two]] = defaultdict(list)
    for pair in pairs:
        cluster = number.get(pair[0])
        if cluster is not None and cluster == number.get(pair[1]):
            found[cluster].append(pair)
    return found


def _links(
    members: Sequence[str], pairs: Sequence[Pair], together: Sequence[Two], material: Material
) -> Iterator[Link]:
    """The fewest links that hold the tellings together: what people joined, then the strongest (a spanning tree)."""
    known = {(pair.a, pair.b): pair for pair in pairs}
    leader = {member: member for member in members}
    for two in (*together, *known):
        one, other = leader_of(leader, two[0]), leader_of(leader, two[1])
        if one != other:
            leader[other] = one
            yield _link(known.get(two), two, material, material.asked.together)


def _strongest_first(pairs: Iterable[Pair]) -> list[Pair]:
    """By falling probability, of equals by their ids; in two sorts, each of what is quick to compare."""
    by_id = sorted(pairs, key=itemgetter(0, 1))  # mostly they are in that order
    return sorted(by_id, key=attrgetter("probability"), reverse=True)


def _link(pair: Pair | None, two: Two, material: Material, judged: Mapping[Two, str]) -> Link:
    """The link of these two; without words where they were never compared and a person joined them."""
    if pair is None:
        return Link(between=two, probability=0.0, judgement=judged.get(two))
    link = link_of(material.evidence[pair.a], material.evidence[pair.b], pair)
    return msgspec.structs.replace(link, judgement=judged.get(two))
