"""Invented incidents in few words, for examples beside the rules."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from reportedly.model import (
    Account,
    Count,
    Dossier,
    Estimate,
    Event,
    Figure,
    Incident,
    IncidentPerpetrator,
    LinkedIncident,
    Perpetrator,
    Quote,
    Report,
    Speaker,
    Telling,
    Victim,
    When,
    Where,
)
from reportedly.model.vocabulary import Category, PerpetratorType, SpeakerType, Status

TEXT = "Eleven people were killed at the market of Gaya, the ministry said."
QUOTE = Quote(TEXT[:6], 0, 6)
DAY = datetime.date(2026, 3, 5)
GAYA = Where(name="Gaya", country="NE", admin1="Dosso", latitude=11.8844, longitude=-3.4492, precision="exact")
ATTACK = Event(type="Violence against civilians", sub_type="Attack")


def on(start: datetime.date, days: int = 1) -> When:
    """Some days from this one."""
    return When(start=start, end=start + datetime.timedelta(days - 1), precision="day")


def by(name: str, status: Status, kind: PerpetratorType = "armed_group", actor: str | None = None) -> Perpetrator:
    """One who is said to have done it."""
    return Perpetrator(name=name, actor=actor, type=kind, status=status, quote=QUOTE)


def killed(low: int | None, high: int | None, category: Category = "unknown", words: str | None = None) -> Victim:
    """Some who were killed."""
    return Victim(outcome="killed", count=Count(low, high, words), category=category, quote=QUOTE)


def account(
    *victims: Victim,
    perpetrators: tuple[Perpetrator, ...] = (),
    speaker: str | None = None,
    kind: SpeakerType = "government",
) -> Account:
    """What one speaker says."""
    return Account(
        id="a1", incident="i1", speaker=Speaker(name=speaker, type=kind, quote=QUOTE) if speaker else None,
        act="statement" if speaker else "report", event=ATTACK, when=on(DAY), where=GAYA, victims=victims,
        perpetrators=perpetrators, weapons=(), background=False, confidence=0.9,
    )  # fmt: skip


def dossier(*accounts: Account, **fields: Any) -> Dossier:
    """An incident of which each account stands on a page of its own; `fields` are those of the incident."""
    tellings = tuple(_telling(number, each) for number, each in enumerate(accounts or (account(),), 1))
    names = [telling.account_id(each) for telling in tellings for each in telling.accounts]
    perpetrators: dict[tuple[str | None, str | None], list[Status]] = {}
    for each in accounts:
        for one in each.perpetrators:
            perpetrators.setdefault((one.name, one.actor), []).append(one.status)
    figures = tuple(
        Figure(account=name, outcome="killed", low=victim.count.low, high=victim.count.high, day=DAY,
               standing="counted", rule="counted")
        for name, each in zip(names, accounts, strict=False) for victim in each.tops("killed")
    )  # fmt: skip
    incident = LinkedIncident(
        id="ab" * 32, accounts=tuple(names), tellings=tuple(telling.id for telling in tellings), event=ATTACK,
        when=on(DAY), where=GAYA, background=False, killed=Estimate(8, 11, 14), injured=Estimate(),
        killed_by_category={}, perpetrators=tuple(
            IncidentPerpetrator(name=name, actor=actor, statuses=tuple(dict.fromkeys(statuses)))
            for (name, actor), statuses in perpetrators.items()
        ),
        disagreements=(), reports=tuple(telling.report.id for telling in tellings), languages=("en",),
        outlets=tuple(telling.report.outlet or "" for telling in tellings), origins=len(tellings), reprints=(),
        grade="fair", grade_reason="two tell of it", figures=figures, state="sealed",
    )  # fmt: skip
    return Dossier(incident=msgspec.structs.replace(incident, **fields), tellings=tellings)


def _telling(number: int, each: Account) -> Telling:
    report = Report(
        id=f"p{number}", text=TEXT, outlet=f"The Wire {number}", title=f"Headline {number}", published=DAY,
        url=f"https://wire.example/{number}", text_sha256="ef" * 32,
    )  # fmt: skip
    incident = Incident(
        id="i1", accounts=(each.id,), event=None, when=None, where=None, background=False, killed=Estimate(),
        injured=Estimate(), killed_by_category={}, perpetrators=(), disagreements=(),
    )  # fmt: skip
    return Telling(report=report, incident=incident, accounts=(each,))
