"""The accounts of an incident against its fields: which values agree with the incident's, which differ."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.api.answers import Dossier, Page
from reportedly.desk.words import Words
from reportedly.model import Account, Figure, LinkedIncident, Quote, Victim, When, Where
from reportedly.model.vocabulary import OUTCOMES, Outcome, Standing

FIELDS = ("killed", "injured", "others", "where", "when", "perpetrators", "event", "weapons")
"""The columns, in their order; `others` are the abducted, missing and detained."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of an account: `text` as the desk says it, the words that state it, the rule that read it.

    `key` is its address in the view's `show`. `part` says that it is part of a larger group. `differs` is whether the
    incident has another; `standing` what became of the account's figure, None where it isn't one; `status` what is
    said of the part that somebody named had in it.
    """

    key: str
    text: str
    quote: Quote | None
    rule: str | None
    differs: bool = False
    part: bool = False
    standing: Standing | None = None
    roles: tuple[str, ...] = ()
    category: str | None = None
    name: str | None = None
    status: str | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One account: its number in the dossier, who speaks on which page, its values by field."""

    number: int
    id: str
    telling: str
    account: Account
    page: Page
    unseen: bool
    cells: dict[str, tuple[Value, ...]]
    silent: bool
    copied: bool

    @property
    def opens(self) -> str | None:
        """The key of its first value, which opening the line shows; None where it has none."""
        return next((value.key for field in FIELDS for value in self.cells.get(field, ())), None)


def lines_of(dossier: Dossier, words: Words) -> list[Line]:
    """The accounts in the dossier's order, each with its values."""
    figures = {(figure.account, figure.outcome): figure for figure in dossier.incident.figures}
    copies = {reprint.report for reprint in dossier.incident.reprints}
    lines: list[Line] = []
    for told in dossier.told:
        for account in told.accounts:
            name = f"{told.page.id}#{account.id}"
            values = dict(_cells(name, account, dossier.incident, figures, words))
            line = Line(
                number=len(lines) + 1, id=name, telling=told.id, account=account, page=told.page, unseen=told.unseen,
                cells=values, silent=not any(values.values()), copied=told.page.id in copies,
            )  # fmt: skip
            lines.append(line)
    return lines


def _cells(
    name: str, account: Account, incident: LinkedIncident, figures: dict[tuple[str, Outcome], Figure], words: Words
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for outcome in ("killed", "injured"):
        yield outcome, tuple(_victims(name, account, (outcome,), figures, incident, words))
    yield "others", tuple(_victims(name, account, OUTCOMES[2:], figures, incident, words))
    where, when, event = account.where, account.when, account.event
    if where is not None:
        text = words.named(where.name, where.geonames_id) or words.country(where.country)
        yield "where", (_value(f"{name}.where.0", text, where.quote, where.rule, _elsewhere(where, incident.where)),)
    if when is not None:
        text = words.when(when) or words("not resolved to a day")
        yield "when", (_value(f"{name}.when.0", text, when.quote, when.rule, _other_days(when, incident.when)),)
    known = {who.actor or who.name for who in incident.perpetrators if who.actor or who.name}
    yield "perpetrators", tuple(
        _value(
            f"{name}.perpetrators.{n}", who.name or words("somebody not named"), who.quote, who.rule, len(known) > 1,
            who.status,
        )
        for n, who in enumerate(account.perpetrators)
    )  # fmt: skip
    if event is not None:
        text = words(event.sub_type or event.type or "")
        other = incident.event is not None and incident.event.type != event.type
        yield "event", (_value(f"{name}.event.0", text, event.quote, event.rule, other),)
    yield (
        "weapons",
        tuple(
            _value(f"{name}.weapons.{n}", weapon.name, weapon.quote, weapon.rule, False)
            for n, weapon in enumerate(account.weapons)
        ),
    )


def _victims(
    name: str,
    account: Account,
    outcomes: tuple[Outcome, ...],
    figures: dict[tuple[str, Outcome], Figure],
    incident: LinkedIncident,
    words: Words,
) -> Iterator[Value]:
    for n, victim in enumerate(account.victims):
        if victim.outcome not in outcomes:
            continue
        figure = figures.get((name, victim.outcome))
        part = victim.part_of is not None
        yield Value(
            key=f"{name}.victims.{n}", text=_counted(victim, words, outcomes), quote=victim.quote, rule=victim.rule,
            part=part, differs=not part and figure is not None and _differs(figure, incident),
            standing=figure.standing if figure is not None and not part else None,
            roles=victim.roles, category=None if victim.category == "unknown" else victim.category, name=victim.name,
        )  # fmt: skip


def _counted(victim: Victim, words: Words, outcomes: tuple[Outcome, ...]) -> str:
    number = words.range(victim.count.low, victim.count.high) or words("some")
    return number if len(outcomes) == 1 else f"{number} {words(victim.outcome)}"


def _differs(figure: Figure, incident: LinkedIncident) -> bool:
    """Whether a figure, as the account gives it, is another than the incident's best."""
    best = incident.killed.best if figure.outcome == "killed" else incident.injured.best
    if figure.outcome not in ("killed", "injured") or best is None:
        return False
    low = figure.low if figure.low is not None else figure.high
    return low is not None and not (low == best or (low <= best and (figure.high is None or best <= figure.high)))


def _elsewhere(where: Where, other: Where | None) -> bool:
    if other is None:
        return False
    if where.geonames_id is not None and other.geonames_id is not None:
        return where.geonames_id != other.geonames_id and not (where.may_lie_in(other) or other.may_lie_in(where))
    return where.country is not None and other.country is not None and where.country != other.country


def _other_days(when: When, other: When | None) -> bool:
    if other is None or when.start is None or other.start is None:
        return False
    return (when.end or when.start) < other.start or (other.end or other.start) < when.start


def _value(
    key: str, text: str, quote: Quote | None, rule: str | None, differs: bool, status: str | None = None
) -> Value:
    return Value(key=key, text=text, quote=quote, rule=rule, differs=differs, status=status)
