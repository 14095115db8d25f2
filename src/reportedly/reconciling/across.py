"""Reconciling across reports: the tellings of one incident -> its figures, estimates, disagreements and grade.

Each report has been reconciled on its own page already (`page_incidents`); here each is one voice, and each
origin has one vote. `rules.yml` is the table of rules; docs/why/reconciling.md says how they were found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from reportedly.linking.origins import Origins
from reportedly.model import (
    Disagreement,
    Estimate,
    Event,
    Figure,
    IncidentPerpetrator,
    Telling,
    When,
    Where,
)  # fmt: skip
from reportedly.model.vocabulary import Grade, Status, TollCategory
from reportedly.reconciling.choosing import counted, estimate
from reportedly.reconciling.differing import Ruled, differences
from reportedly.reconciling.grades import Evidence, grade
from reportedly.reconciling.incidents import event_of, is_same_one, name_words, perpetrators_of
from reportedly.reconciling.scenes import when_of, where_of
from reportedly.reconciling.sides import killed_by_category
from reportedly.reconciling.standings import Asked, Verdict, of_account, standings
from reportedly.reconciling.tolls import added, by_category, estimates_by_category, of_different_people
from reportedly.reconciling.voices import Voice, in_order


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """What reports say together of one incident. Account ids are `<report id>#<account id>`.

    `figures` holds each account's figure of the killed and of the injured once, by report's day.
    """

    event: Event | None
    when: When | None
    where: Where | None
    background: bool
    killed: Estimate
    injured: Estimate
    killed_by_category: dict[TollCategory, Estimate]
    perpetrators: tuple[IncidentPerpetrator, ...]
    disagreements: tuple[Disagreement, ...]
    figures: tuple[Figure, ...]
    grade: Grade
    grade_reason: str


def reconcile(tellings: Sequence[Telling], origins: Origins) -> Reconciled:
    """The tellings of one incident, put together; their order doesn't matter.

    A report that `origins` doesn't know is an origin of its own. Raises `ValueError` where there is no telling.
    """
    if not tellings:
        raise ValueError("no telling to reconcile: give those of one incident")
    voices = in_order([Voice(t, origins.of.get(t.report.id, t.report.id)) for t in tellings])
    dead = Asked("killed")
    of_dead = standings(voices, dead)
    killed = _killed(voices, dead, of_dead)
    hurt = Asked("injured", killed.best)
    of_hurt = standings(voices, hurt)
    injured = estimate(counted(voices, hurt, of_hurt), hurt)
    ruled = [*_ruled(voices, dead, of_dead), *_ruled(voices, hurt, of_hurt)]
    heard = [v for v in voices if of_dead[v.id].standing != "copied"]
    counting = [v for v in heard if of_dead[v.id].standing == "counted"] or heard
    accounts = [account for voice in heard for account in voice.accounts]
    of_category = killed_by_category(counting, killed)
    evidence = Evidence(
        voices=heard, origins=len({v.origin for v in voices}), killed=killed, injured=injured,
        by_category=of_category, perpetrators=perpetrators_of(accounts),
    )  # fmt: skip
    given, why = grade(evidence)
    return Reconciled(
        event=event_of(accounts),
        when=when_of(heard),
        where=where_of(heard),
        background=all(v.telling.incident.background for v in voices),
        killed=killed,
        injured=injured,
        killed_by_category=of_category,
        perpetrators=_who_says(evidence.perpetrators, heard),
        disagreements=differences(heard, ruled, killed.best),
        figures=tuple(_figure(r) for r in ruled),
        grade=given,
        grade_reason=why,
    )


_OVERTAKEN = ("counted", "risen", "died-of-wounds")


def _killed(voices: Sequence[Voice], asked: Asked, verdicts: Mapping[str, Verdict]) -> Estimate:
    """The dead; added where each report tells of another side's, and the others of as many as these together."""
    # A side's dead are no lower count of all: that others tell of more later doesn't overtake them.
    kept = [v for v in voices if verdicts[v.id].rule in _OVERTAKEN and v.number("killed") is not None]
    sided = [voice for voice in kept if any(c != "unknown" for a in voice.accounts for c in by_category(a))]
    told = [account for voice in sided for account in voice.accounts if account.act != "denial"]
    if len(sided) > 1 and of_different_people(told):
        total = added(estimates_by_category(told))
        if all(voice in sided or voice.number("killed") == total.best for voice in kept):
            return total
    return estimate(counted(voices, asked, verdicts), asked)


def _ruled(voices: Sequence[Voice], asked: Asked, verdicts: Mapping[str, Verdict]) -> list[Ruled]:
    return [
        Ruled(voice, account, told, asked.outcome, of_account(voice, account, told, asked, verdicts[voice.id]))
        for voice in voices
        for account, told in voice.figures(asked.outcome)
    ]


def _figure(ruled: Ruled) -> Figure:
    return Figure(
        account=ruled.voice.telling.account_id(ruled.account),
        outcome=ruled.outcome,
        low=ruled.told.low,
        high=ruled.told.high,
        day=ruled.voice.telling.report.published,
        standing=ruled.verdict.standing,
        rule=ruled.verdict.rule,
    )


def _who_says(found: Sequence[IncidentPerpetrator], voices: Sequence[Voice]) -> tuple[IncidentPerpetrator, ...]:
    """The perpetrators with the accounts behind each status."""
    told = [(v.telling.account_id(a), p) for v in voices for a in v.accounts for p in a.perpetrators]
    filled = []
    for who in found:
        said: dict[Status, list[str]] = {status: [] for status in who.statuses}
        for account, p in told:
            alike = is_same_one(p.actor, name_words(p.name), who.actor, name_words(who.name))
            if alike and account not in said.get(p.status, [account]):
                said[p.status].append(account)
        filled.append(msgspec.structs.replace(who, said_by={s: tuple(ids) for s, ids in said.items()}))
    return tuple(filled)
