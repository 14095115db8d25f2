"""Who did what to whom, as coders of events have it: two sides, each with a name and a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from reportedly.model import Dossier, IncidentPerpetrator, Perpetrator
from reportedly.model.vocabulary import STATE, Category, PerpetratorType, Role, Status
from reportedly.sharing.columns import plain
from reportedly.sharing.given import Given, KnownActor
from reportedly.sharing.public import Words
from reportedly.sharing.veiling import BODIES

Kind = Literal["state", "external", "group", "militia", "unidentified", "rioters", "protesters", "civilians"]


class Side(NamedTuple):
    """One side. `name` is None where nothing is told of it; `kind` None where that is a coder's to say.

    `statuses` are how it is said to have done it, none of the side that was harmed.
    """

    name: str | None = None
    kind: Kind | None = None
    statuses: tuple[Status, ...] = ()


class Sides(NamedTuple):
    """Who did it, whom it was done to, and all who are named as having done it, the surest first."""

    first: Side
    second: Side
    named: tuple[Side, ...]


_SUREST: tuple[Status, ...] = ("claimed", "stated", "accused", "suspected", "unidentified", "denied")
_OF_CATEGORY: dict[Category, tuple[str, Kind]] = {
    "military": ("Military Forces", "state"),
    "police": ("Police Forces", "state"),
    "security_forces": ("Security Forces", "state"),
    "armed_group": ("Unidentified Armed Group", "unidentified"),
    "civilian": ("Civilians", "civilians"),
}
_ORDER: tuple[Category, ...] = ("civilian", "military", "police", "security_forces", "armed_group")
_ASSOCIATED: dict[Role, str] = {
    "journalist": "Journalists", "medical": "Health Workers", "aid_worker": "Aid Workers", "student": "Students",
    "woman": "Women",
}  # fmt: skip


def sides_of(dossier: Dossier, given: Given, words: Words) -> Sides:
    """The two sides; what the reports don't say stays open."""
    country = _country(dossier, given)
    named = tuple(_named(dossier, given, words))
    event = dossier.incident.event
    kind, sub_type = (event.type, event.sub_type) if event else (None, None)
    harmed = _harmed(dossier, country)
    doer = named[0] if named else Side(_of("Unidentified Armed Group", country), "unidentified")
    if kind == "Protests":
        return Sides(Side(_of("Protesters", country), "protesters"), named[0] if named else Side(), named)
    if kind == "Riots":
        return Sides(Side(_of("Rioters", country), "rioters"), harmed, named)
    if kind == "Strategic developments" and not named:
        return Sides(Side(), harmed, named)
    if kind == "Battles":
        return Sides(doer, _other(named, harmed), named)
    if kind == "Violence against civilians" and harmed.kind != "civilians":
        harmed = Side(_of("Civilians", country), "civilians")
    return Sides(doer, harmed if sub_type != "Non-violent transfer of territory" else Side(), named)


def associated(dossier: Dossier, given: Given) -> Iterator[str]:
    """The groups of people, as ACLED calls them, to which some of the harmed are said to belong."""
    country = _country(dossier, given)
    roles = {role for _, account in dossier.accounts() for victim in account.victims for role in victim.roles}
    yield from (_of(name, country) for role, name in _ASSOCIATED.items() if role in roles)


def harmed_categories(dossier: Dossier) -> list[Category]:
    """The categories of which people are told to have been harmed, those with the most killed first."""
    killed = dossier.incident.killed_by_category
    found = {victim.category for _, account in dossier.accounts() for victim in account.victims}
    told = [category for category in _ORDER if category in found or category in killed]
    return sorted(told, key=lambda category: -((killed[category].best or 0) if category in killed else 0))


def _other(named: tuple[Side, ...], harmed: Side) -> Side:
    """Whom the first side fought: those of the other kind who are named, else those who were harmed."""
    first = named[0].kind if named else None
    for side in named[1:]:
        if side.kind != first:
            return side
    return harmed if harmed.kind != first or first is None else named[1] if len(named) > 1 else Side()


def _harmed(dossier: Dossier, country: str | None) -> Side:
    for category in harmed_categories(dossier)[:1]:
        name, kind = _OF_CATEGORY[category]
        return Side(_of(name, country) if kind != "state" else name, kind)
    return Side()


def _named(dossier: Dossier, given: Given, words: Words) -> Iterator[Side]:
    """Those who are named as having done it, the surest first; a single person is never named."""
    told = [one for _, account in dossier.accounts() for one in account.perpetrators]
    where = dossier.incident.where
    seen: set[str] = set()
    ranked = sorted(dossier.incident.perpetrators, key=lambda one: min(map(_SUREST.index, one.statuses), default=9))
    for one in ranked:
        entry = given.actor(one.actor) if one.actor else None
        kinds = _kinds(one, told)
        name = entry.name if entry else plain(words.page(one.name)) if one.name and kinds & BODIES else None
        if name is None or name.casefold() in seen or not set(one.statuses) - {"denied", "unidentified"}:
            continue
        seen.add(name.casefold())
        yield Side(name, _kind(kinds, entry, where.country if where else None), one.statuses)


def _kinds(one: IncidentPerpetrator, told: list[Perpetrator]) -> set[PerpetratorType]:
    """What the accounts say that this one is."""
    alike = [each for each in told if (one.actor and each.actor == one.actor) or (one.name and each.name == one.name)]
    return {each.type for each in alike} - {"unknown"}


def _kind(kinds: set[PerpetratorType], entry: KnownActor | None, country: str | None) -> Kind | None:
    if kinds & STATE or (entry and entry.kind in ("force", "government")):
        abroad = bool(entry and entry.country and country and entry.country != country)
        return "external" if abroad else "state"
    if kinds == {"mob"}:
        return "rioters"
    if kinds == {"militia"}:
        return "militia"
    return "group" if kinds & {"armed_group", "militia"} or entry else None


def _country(dossier: Dossier, given: Given) -> str | None:
    where = dossier.incident.where
    return given.country_name(where.country) if where and where.country else None


def _of(name: str, country: str | None) -> str:
    return f"{name} ({country})" if country else name
