"""Where accounts of one incident differ, what kind of difference it is, and a sentence that explains it."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from reportedly.model import Account, DifferingValue, Disagreement, Perpetrator
from reportedly.model.vocabulary import DisagreementField, DisagreementKind, Outcome, TollCategory
from reportedly.reconciling import sentences
from reportedly.reconciling.tolls import Figure, by_category, figure, name_of, of_different_people, side_of
from reportedly.saying import Sentence
from reportedly.saying.slots import BLAMED, CATEGORIES, FIGURE, Clause, Others


class Naming(NamedTuple):
    """How a sentence names an account's speaker, and how many it names for one value (the others it counts)."""

    of: Callable[[Account], str]
    most: int


_ON_PAGE = Naming(name_of, sys.maxsize)


def disagreements(accounts: Sequence[Account]) -> list[Disagreement]:
    """Every difference between the accounts of one page's incident, in the order of the contract's fields."""
    tolls = [_toll(accounts, "killed"), _toll(accounts, "injured")]
    beside = [*of_categories(accounts, _ON_PAGE), *of_perpetrators(accounts, _ON_PAGE), *of_scene(accounts, _ON_PAGE)]
    return [*(toll for toll in tolls if toll is not None), *beside]


def of_scene(accounts: Sequence[Account], naming: Naming) -> list[Disagreement]:
    """Where accounts differ on when and where it was."""
    found = [_plain(accounts, "when", naming), _plain(accounts, "where", naming)]
    return [difference for difference in found if difference is not None]


def values_of(given: Iterable[tuple[str, Account]]) -> tuple[DifferingValue, ...]:
    """Each value once, with the accounts that give it."""
    grouped: dict[str, list[str]] = {}
    for value, account in given:
        grouped.setdefault(value, []).append(account.id)
    return tuple(DifferingValue(int(v) if v.isdecimal() else v, tuple(ids)) for v, ids in grouped.items())


def clauses_of(given: Sequence[tuple[str, Account]], naming: Naming) -> list[Clause]:
    """Who says what: each value with the names of those who give it."""
    said: dict[str, list[str]] = {}
    for value, account in given:
        names = said.setdefault(value, [])
        if naming.of(account) not in names:
            names.append(naming.of(account))
    return [Clause(_listed(names, naming.most), value) for value, names in said.items()]


def _listed(names: Sequence[str], most: int) -> Sequence[str | Others]:
    return names if len(names) <= most else [*names[: most - 1], Others(len(names) - most + 1)]


def _toll(accounts: Sequence[Account], outcome: Outcome) -> Disagreement | None:
    figures = [(a, f) for a in accounts if (f := figure(a, outcome))]
    if not are_apart([f for _, f in figures]):
        return None
    if outcome == "killed" and of_different_people(accounts):
        return None
    given = [(figure_words(f), a) for a, f in figures]
    kind, explained = _kind_of_toll([a for a, _ in figures], outcome)
    field: DisagreementField = "killed" if outcome == "killed" else "injured"
    explanation = explained.of(given=clauses_of(given, _ON_PAGE), outcome=outcome)
    return Disagreement(field=field, kind=kind, values=values_of(given), explanation=explanation)


def are_apart(figures: Sequence[Figure]) -> bool:
    """Whether some two figures can't both hold: their ranges don't meet."""
    highs = [f.high for f in figures if f.high is not None]
    return bool(highs) and min(highs) < max(f.low or 0 for f in figures)


def figure_words(given: Figure) -> str:
    """A figure in words."""
    low = given.low if given.low is not None or given.high is None else 0
    return FIGURE.written((low, given.high))


def _kind_of_toll(accounts: Sequence[Account], outcome: Outcome) -> tuple[DisagreementKind, Sentence]:
    if outcome == "killed":
        attackers = [by_category(a)["attacker"] for a in accounts]
        plain = {(f.low or 0) - n for a, n in zip(accounts, attackers, strict=True) if (f := figure(a, outcome))}
        if any(attackers) and len(plain) == 1:
            return "different_scope", sentences.ATTACKERS_TOO
    return "different_speaker", sentences.CITED


def of_categories(accounts: Sequence[Account], naming: Naming) -> Iterator[Disagreement]:
    """Who the dead were, where accounts that count as many don't agree on it."""
    tolls = [(a, by_category(a)) for a in accounts]
    told = [(a, t) for a, t in tolls if t and "unknown" not in t]
    given = [(CATEGORIES.written([(n, c) for c, n in sorted(t.items())]), a) for a, t in told]
    sides = {_side(t) for _, t in told}
    if len(sides) < 2 or of_different_people(accounts):
        return
    yield Disagreement(
        field="victims.category",
        kind="contradiction",
        values=values_of(given),
        explanation=sentences.WHO_THE_DEAD_WERE.of(given=clauses_of(given, naming)),
    )


def _side(toll: Mapping[TollCategory, int]) -> tuple[tuple[str, int], ...]:
    """The toll by broad side."""
    merged: dict[str, int] = {}
    for category, number in toll.items():
        merged[side_of(category)] = merged.get(side_of(category), 0) + number
    return tuple(sorted(merged.items()))


def of_perpetrators(accounts: Sequence[Account], naming: Naming) -> Iterator[Disagreement]:
    """Who did it, where accounts name different ones or one denies what another says."""
    told = [(a, p) for a in accounts for p in a.perpetrators]
    named = [{_who(p) for p in a.perpetrators} for a in accounts if a.perpetrators]
    who = set().union(*named)
    denied = [p for _, p in told if p.status == "denied"]
    # One account that names both sides of a clash differs from nobody
    differ = any(one.isdisjoint(other) for one, other in combinations(named, 2))
    if not differ and not (denied and len({p.status for _, p in told}) > 1):
        return
    given = [(BLAMED.written((str(p.name or p.actor), p.status)), a) for a, p in told]
    kind: DisagreementKind = "contradiction" if denied else "different_speaker"
    explained = sentences.DENIED if denied else sentences.OTHER_PERPETRATORS
    if "?" in who:
        explained = sentences.UNIDENTIFIED
    explanation = explained.of(given=clauses_of(given, naming))
    yield Disagreement(field="perpetrators", kind=kind, values=values_of(given), explanation=explanation)


def _who(told: Perpetrator) -> str:
    return told.actor or ("?" if told.status == "unidentified" else (told.name or "").casefold())


def _plain(accounts: Sequence[Account], field: DisagreementField, naming: Naming) -> Disagreement | None:
    value_of = _day if field == "when" else _place
    given = [(value, a) for a in accounts if (value := value_of(a)) is not None]
    values = {value for value, _ in given}
    if len(values) < 2 or (field == "when" and _one_night(values)):
        return None
    explained = sentences.OTHER_DAYS if field == "when" else sentences.OTHER_PLACES
    explanation = explained.of(given=clauses_of(given, naming))
    return Disagreement(field=field, kind="contradiction", values=values_of(given), explanation=explanation)


def _one_night(days: set[str]) -> bool:
    """Whether days are so near that one night may be told from both its ends."""
    told = sorted(datetime.date.fromisoformat(day) for day in days)
    return (told[-1] - told[0]).days < 2


def _day(account: Account) -> str | None:
    when = account.when
    return when.start.isoformat() if when and when.start and when.precision == "day" else None


def _place(account: Account) -> str | None:
    """The division or country, since a village and its province are no disagreement."""
    where = account.where
    if where is None or where.country is None:
        return None
    return where.country
