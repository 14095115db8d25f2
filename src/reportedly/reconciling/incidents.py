"""Accounts that belong together -> incidents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from reportedly.model import Account, Event, Incident, IncidentPerpetrator, When, Where
from reportedly.model.vocabulary import Status
from reportedly.reconciling.disagreements import disagreements
from reportedly.reconciling.tolls import estimate, estimates_by_category

_FAR = 1000  # code points
_SHORT = 3  # letters


def page_incidents(accounts: Sequence[Account]) -> tuple[Incident, ...]:
    """The incidents of one page, in the order in which the accounts name them; background ones last."""
    grouped: dict[str, list[Account]] = {}
    for account in accounts:
        grouped.setdefault(account.incident, []).append(account)
    incidents = [_incident(key, members) for key, members in grouped.items()]
    return tuple(sorted(incidents, key=lambda i: i.background))


def _incident(key: str, accounts: Sequence[Account]) -> Incident:
    return Incident(
        id=key,
        accounts=tuple(a.id for a in accounts),
        event=event_of(accounts),
        when=_when(accounts),
        where=_where(accounts),
        background=all(a.background for a in accounts),
        killed=estimate(accounts, "killed"),
        injured=estimate(accounts, "injured"),
        killed_by_category=estimates_by_category(accounts),
        perpetrators=perpetrators_of(accounts),
        disagreements=tuple(disagreements(accounts)),
    )


def event_of(accounts: Sequence[Account]) -> Event | None:
    """The event that most accounts tell in so many words; of equals that of the first."""
    given = [a.event for a in accounts if a.event is not None]
    told = [e for e in given if not e.is_derived] or given
    # An "attack" is any of them: an account that says which knows more.
    told = [e for e in told if e.sub_type != "Attack"] or told
    if any(e.sub_type == "Suicide bomb" for e in told):  # who says "a bomb" leaves open who set it off
        told = [e for e in told if e.sub_type != "Remote explosive/landmine/IED"]
    if not told:
        return None
    counted = Counter(e.sub_type for e in told)
    best = max(told, key=lambda e: counted[e.sub_type])
    return Event(type=best.type, sub_type=best.sub_type)


def _when(accounts: Sequence[Account]) -> When | None:
    """The earliest-told resolved day; else the finest span that some account gives."""
    told = [a.when for a in accounts if a.when is not None and a.when.start is not None]
    days = [w for w in told if w.precision == "day"]
    best = next(iter(days or told), None)
    return When(start=best.start, end=best.end, precision=best.precision) if best else None


def _where(accounts: Sequence[Account]) -> Where | None:
    """The finest place within the country that most accounts tell of; of equals the first."""
    told = [a.where for a in accounts if a.where is not None]
    if not told:
        return None
    countries = Counter(w.country for w in told if w.country)
    most = countries.most_common(1)[0][0] if countries else None
    fitting = [w for w in told if w.country in (most, None)] or told
    best = max(fitting, key=lambda w: w.fineness - _late(w) + 1.5 * w.is_scene)
    best = next((w for w in fitting if w.may_lie_in(best)), best)
    best = next((w for w in fitting if w.is_site_in(best)), best)
    filled = next((w for w in fitting if w.country and w.admin1), None)
    if filled and not best.admin1 and best.country in (None, filled.country) and best.precision != "country":
        best = msgspec.structs.replace(best, country=filled.country, admin1=filled.admin1)
    if best.country is None and most:
        best = msgspec.structs.replace(best, country=most)
    return msgspec.structs.replace(best, quote=None, rule=None)


def _late(where: Where) -> float:
    """What a place loses for standing far down the page: up to the difference of one precision."""
    return min(where.quote.start, _FAR) / _FAR if where.quote else 0.0


def perpetrators_of(accounts: Sequence[Account]) -> tuple[IncidentPerpetrator, ...]:
    """Each who is said to have done it, once: "the army" is "the Turkish army" named in full."""
    kept: list[tuple[str | None, str | None, frozenset[str], list[Status]]] = []
    told = [p for account in accounts for p in account.perpetrators]
    for who in sorted(told, key=lambda p: (-len(name_words(p.name)), -len(p.name or ""))):
        words = name_words(who.name)
        entry = next((e for e in kept if is_same_one(who.actor, words, e[1], e[2])), None)
        if entry is None:
            entry = (who.name, who.actor, words, [])
            kept.append(entry)
        if who.status not in entry[3]:
            entry[3].append(who.status)
    order = {_key(p.actor, p.name): -n for n, p in enumerate(reversed(told))}
    kept.sort(key=lambda e: order.get(_key(e[1], e[0]), 0))
    return tuple(IncidentPerpetrator(name=n, actor=a, statuses=tuple(s)) for n, a, _, s in kept)


def _key(actor: str | None, name: str | None) -> str:
    return actor or (name or "").casefold()


def name_words(name: str | None) -> frozenset[str]:
    """The longer words of a name; short ones ("the", "des") only where it has no others."""
    words = re.findall(r"\w{3,}", (name or "").casefold())
    return frozenset([w for w in words if len(w) > _SHORT] or words)


def is_same_one(actor: str | None, words: frozenset[str], other: str | None, others: frozenset[str]) -> bool:
    """Whether one who is told of is another: of one actor, or in words that the other's name holds."""
    if actor is not None and other is not None:
        return actor == other
    return bool(words) and words <= others
