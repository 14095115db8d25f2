"""A linked incident: what happened at one place and time, as the accounts of many reports tell it."""

from __future__ import annotations

import datetime
import hashlib

import msgspec

from reportedly.model.account import Event, When, Where
from reportedly.model.incident import Disagreement, Estimate, IncidentPerpetrator
from reportedly.model.vocabulary import ChangeKind, Grade, Outcome, Standing, State, TollCategory


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two tellings are, or are not, taken for one incident.

    `between` are their ids in sorted order, `probability` that of their being one, from 0 to 1, by the model.
    `agreed` and `differed` say in words what spoke for it and against it, the weightiest first. `judgement` is
    the id of the judgement that decided in place of the model.
    """

    between: tuple[str, str]
    probability: float
    agreed: tuple[str, ...] = ()
    differed: tuple[str, ...] = ()
    judgement: str | None = None


class Reprint(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is no origin of its own.

    `of` is the report that it repeats, None where the agency's own text isn't there; `credit` the agency that
    it names, where it names one; `share` how much of the shorter of the two texts is in the other, from 0 to 1.
    """

    report: str
    of: str | None
    credit: str | None = None
    share: float | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One account's figure of an outcome, what became of it, and the rule that says so.

    `day` is the report's; `standing` whether the figure counts, and why not where it doesn't; `rule` names the
    rule in the table of `reconciling`.
    """

    account: str
    outcome: Outcome
    low: int | None
    high: int | None
    day: datetime.date | None
    standing: Standing
    rule: str


class Reported(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the reports say together of the fields of which a person chose a value; the others are unset."""

    killed: Estimate | msgspec.UnsetType = msgspec.UNSET
    injured: Estimate | msgspec.UnsetType = msgspec.UNSET
    when: When | msgspec.UnsetType | None = msgspec.UNSET
    where: Where | msgspec.UnsetType | None = msgspec.UNSET
    grade: Grade | msgspec.UnsetType = msgspec.UNSET
    grade_reason: str | msgspec.UnsetType = msgspec.UNSET


class LinkedIncident(msgspec.Struct, frozen=True, kw_only=True):
    """What the contract calls a line of `reportedly link`.

    `id` stays as reports come. `accounts` are `<report id>#<account id>`, `tellings` `<report id>#<incident id>`.
    `origins` counts the independent sources behind the reports; the others are in `reprints`. `figures` is every
    account's figure with what became of it. `reopened` says in words which judgements new evidence puts in doubt.

    `state` is how far people have come with it, `unseen` the tellings that came since somebody set it (all, where
    nobody has), `stirred` by how many the best figure of the killed that is reported differs from what it was then
    (from nothing, where nobody has; None: no figure then or now). `reported` is what a chosen value stands beside.
    """

    id: str
    accounts: tuple[str, ...]
    tellings: tuple[str, ...]
    event: Event | None
    when: When | None
    where: Where | None
    background: bool
    killed: Estimate
    injured: Estimate
    killed_by_category: dict[TollCategory, Estimate]
    perpetrators: tuple[IncidentPerpetrator, ...]
    disagreements: tuple[Disagreement, ...]
    reports: tuple[str, ...]
    languages: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: int
    reprints: tuple[Reprint, ...]
    grade: Grade
    grade_reason: str
    figures: tuple[Figure, ...] = ()
    why: tuple[Link, ...] = ()
    nearest: Link | None = None
    judgements: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    state: State = "new"
    unseen: tuple[str, ...] = ()
    stirred: int | None = None
    reported: Reported | msgspec.UnsetType = msgspec.UNSET


def version_of(incident: LinkedIncident) -> str:
    """What tells one state of an incident from another: 16 hexadecimal digits of the SHA-256 of its JSON."""
    return hashlib.sha256(msgspec.json.encode(incident)).hexdigest()[:16]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an incident since a day.

    `kind` is `new`, `changed` (its id was `other`, if given, until the page that founded that told of it no longer),
    `split` (its id was given since: it was part of `other`), `merged` (its id leads to `other` now) or `withdrawn` (no
    page tells of it any more). `fields` has each field that is another now, with what it was and is, as a person
    writes it; `reports` those that came since, `revised` those that tell it in other words than before, `gone` those
    that tell it no longer, changed or withdrawn by their outlets; `now` the incident, where there is one.
    """

    id: str
    kind: ChangeKind
    other: str | None = None
    fields: dict[str, tuple[str | None, str | None]] = {}
    reports: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    now: LinkedIncident | None = None
