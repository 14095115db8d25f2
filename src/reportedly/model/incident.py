"""An incident: what happened at one place and time, as its accounts tell it."""

from __future__ import annotations

import msgspec

from reportedly.model.account import Event, When, Where
from reportedly.model.vocabulary import DisagreementField, DisagreementKind, Status, TollCategory


class Estimate(msgspec.Struct, frozen=True):
    """Low, best and high of the reported figures (UCDP's habit: a range of reports, not an error bar).

    All three are None where nobody says; `high` alone is None after "at least". `reason` says in words
    why `best` is best.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    reason: str | None = None


class IncidentPerpetrator(msgspec.Struct, frozen=True, kw_only=True):
    """One who is said to have done it, with every status that an account gives them.

    `said_by` are the accounts behind each status; it is there where accounts of many reports were put together.
    """

    name: str | None
    actor: str | None
    statuses: tuple[Status, ...]
    said_by: dict[Status, tuple[str, ...]] | msgspec.UnsetType = msgspec.UNSET


class DifferingValue(msgspec.Struct, frozen=True):
    """One of the values that differ, and the ids of the accounts that give it."""

    value: str | int | None
    accounts: tuple[str, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Where accounts of one incident differ, how, and one sentence that explains it."""

    field: DisagreementField
    kind: DisagreementKind
    values: tuple[DifferingValue, ...]
    explanation: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What happened at one place and time, as the `accounts` (by id) of one report tell it."""

    id: str
    accounts: tuple[str, ...]
    event: Event | None
    when: When | None
    where: Where | None
    background: bool
    killed: Estimate
    injured: Estimate
    killed_by_category: dict[TollCategory, Estimate]
    perpetrators: tuple[IncidentPerpetrator, ...]
    disagreements: tuple[Disagreement, ...]
