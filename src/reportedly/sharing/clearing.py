"""What of a dossier may go out: who is named in it, how finely a place is told, whether it goes out at all.

The rules are those of casualty recorders and of the Humanitarian Data Exchange (docs/why/sharing.md). Whoever asks for
nothing gets the safest; each rule that is let go is asked for by name. Every format takes what came through here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal, TypeVar, get_args

import msgspec

from reportedly.model import Account, Dossier, Judgement, Perpetrator
from reportedly.model.incident import IncidentPerpetrator
from reportedly.model.vocabulary import Role
from reportedly.sharing.given import is_reviewed
from reportedly.sharing.hiding import MASK, without_contacts
from reportedly.sharing.veiling import WITHHELD, places_of, plain, public_report

Who = TypeVar("Who", Perpetrator, IncidentPerpetrator)
Reason = Literal["cancelled", "unreviewed", "sensitive"]
REASONS: tuple[Reason, ...] = get_args(Reason)
WORDS: Mapping[Reason, str] = {
    "cancelled": "cancelled by whoever worked on it",
    "unreviewed": "nobody has said that it is ready",
    "sensitive": "of children, detainees, aid workers, journalists or sexual violence, and no second person has agreed",
}
"""Why an incident stays behind."""

SIGNED_OFF = "sign_off"
_SENSITIVE_ROLES: frozenset[Role] = frozenset(("child", "aid_worker", "journalist"))
_SENSITIVE_OUTCOMES = ("detained", "abducted")

Veiling = Callable[[Dossier, Collection[str], bool], Any]
"""Lays the veil over a dossier (`sharing.veiling`): which names are shown for all that, whether places stay exact."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Which rules are let go. `unreviewed`: what nobody said is ready goes out too, marked. `sensitive`: what no second
    person agreed to. `exact_places`: places stay as fine as they are told. That people are named can't be asked for.
    """

    unreviewed: bool = False
    sensitive: bool = False
    exact_places: bool = False

    @property
    def unsafe(self) -> tuple[str, ...]:
        """What of it may harm somebody, in words; unreviewed incidents are marked, and so aren't among them."""
        said = {
            "incidents that are sensitive without a second person's word": self.sensitive,
            "places as fine as they are told": self.exact_places,
        }
        return tuple(words for words, asked in said.items() if asked)


class Withheld(msgspec.Struct, frozen=True):
    """An incident that stays behind, why, and the public ids of the reports that tell of it."""

    incident: str
    reasons: tuple[Reason, ...]
    reports: tuple[str, ...] = ()


def cleared(dossier: Dossier, policy: Policy, veiling: Veiling, people: Mapping[str, str]) -> Dossier | Withheld:
    """The dossier without what must not go out, or why all of it stays behind.

    `people` are who judges, each with what stands for them. The texts of reports never go out, nor do notes, nor what
    leads to somebody in a person's reason: a number to ring, an address of mail.
    """
    if reasons := tuple(_reasons(dossier, policy)):
        return Withheld(dossier.incident.id, reasons, tuple(public_report(report.id) for report in dossier.reports))
    shown = _veiled(_without_pages(dossier), policy, veiling)
    judgements = tuple(
        msgspec.structs.replace(entry, who=people.get(before.who, "somebody"), why=without_contacts(entry.why))
        for entry, before in zip(shown.judgements, dossier.judgements, strict=True)
        if entry.kind != "note"
    )
    kept = {entry.id for entry in judgements}
    incident = msgspec.structs.replace(
        shown.incident, judgements=tuple(name for name in shown.incident.judgements if name in kept)
    )
    return Dossier(incident=incident, tellings=shown.tellings, judgements=judgements)


def untitled(dossier: Dossier, reports: Collection[str]) -> Dossier:
    """The dossier without the headlines and addresses of these reports, by their public ids: of pages that also tell of
    something sensitive that stays behind."""
    if not any(report.id in reports for report in dossier.reports):
        return dossier
    tellings = tuple(
        msgspec.structs.replace(telling, report=msgspec.structs.replace(telling.report, title=None, url=None))
        if telling.report.id in reports
        else telling
        for telling in dossier.tellings
    )
    return msgspec.structs.replace(dossier, tellings=tellings)


def is_sensitive(dossier: Dossier) -> bool:
    """Whether somebody could be harmed by its being known, or be found by it: a second person has to agree."""
    if dossier.incident.event is not None and dossier.incident.event.sub_type == "Sexual violence":
        return True
    return any(
        victim.outcome in _SENSITIVE_OUTCOMES or not _SENSITIVE_ROLES.isdisjoint(victim.roles)
        for _, account in dossier.accounts()
        for victim in account.victims
    )


def has_second_word(dossier: Dossier) -> bool:
    """Whether somebody other than whoever set its state has signed it off as sensitive."""
    states = [entry for entry in dossier.judgements if entry.kind == "state"]
    return any(entry.who != states[-1].who for entry in _sign_offs(dossier, "sensitive")) if states else False


def may_be_exact(dossier: Dossier) -> bool:
    """Whether somebody has signed off that its place may be known as finely as it is told."""
    return bool(_sign_offs(dossier, "exact_place"))


def _sign_offs(dossier: Dossier, of: str) -> list[Judgement]:
    """Those whose signer had before them all that is told of it now: nobody answers for what came since."""
    told = {telling.id for telling in dossier.tellings}
    return [
        entry
        for entry in dossier.judgements
        if entry.kind == SIGNED_OFF and entry.value == of and told.issubset(entry.tellings)
    ]


def _reasons(dossier: Dossier, policy: Policy) -> list[Reason]:
    reasons: list[Reason] = []
    if dossier.incident.state == "cancelled":
        reasons.append("cancelled")
    elif not is_reviewed(dossier.incident) and not policy.unreviewed:
        reasons.append("unreviewed")
    if is_sensitive(dossier) and not has_second_word(dossier) and not policy.sensitive:
        reasons.append("sensitive")
    return reasons


def _veiled(dossier: Dossier, policy: Policy, veiling: Veiling) -> Dossier:
    """The dossier behind the veil; a name of nothing but masks is none."""
    exact = policy.exact_places or may_be_exact(dossier)
    shown = set(places_of(plain(dossier))) if exact else ()
    found: Dossier = msgspec.convert(veiling(dossier, shown, exact), Dossier)
    tellings = tuple(
        msgspec.structs.replace(telling, accounts=tuple(map(_unnamed, telling.accounts))) for telling in found.tellings
    )
    perpetrators = tuple(map(_nameless, found.incident.perpetrators))
    incident = msgspec.structs.replace(found.incident, perpetrators=perpetrators)
    return msgspec.structs.replace(found, incident=incident, tellings=tellings)


def _unnamed(account: Account) -> Account:
    speaker = account.speaker
    if speaker is not None and _is_masked(speaker.name):
        speaker = msgspec.structs.replace(speaker, name=None)
    return msgspec.structs.replace(
        account,
        speaker=speaker,
        victims=tuple(msgspec.structs.replace(victim, name=None) for victim in account.victims),
        perpetrators=tuple(map(_nameless, account.perpetrators)),
    )


def _nameless(who: Who) -> Who:
    return msgspec.structs.replace(who, name=None) if _is_masked(who.name) else who


def _is_masked(name: str | None) -> bool:
    """Whether nothing of a name is left that could be read."""
    return name is not None and (name == WITHHELD or (MASK in name and not any(map(str.isalnum, name))))


def _without_pages(dossier: Dossier) -> Dossier:
    """The dossier without the texts of its pages, and what stands around them."""
    return msgspec.structs.replace(dossier, tellings=tuple(
        msgspec.structs.replace(
            telling, report=msgspec.structs.replace(telling.report, text="", byline=None, teasers=())
        )
        for telling in dossier.tellings
    ))  # fmt: skip
