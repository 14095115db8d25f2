"""Where reports of one incident differ: each difference with its kind, and one sentence that explains it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from reportedly.model import Account, Disagreement
from reportedly.model.vocabulary import DisagreementField, DisagreementKind, Outcome
from reportedly.reconciling import sentences, tolls
from reportedly.reconciling.disagreements import (
    Naming,
    are_apart,
    clauses_of,
    figure_words,
    of_categories,
    of_perpetrators,
    of_scene,
    values_of,
)  # fmt: skip
from reportedly.reconciling.scenes import possible_when
from reportedly.reconciling.sides import is_group
from reportedly.reconciling.standings import Verdict
from reportedly.reconciling.voices import TOLLS, Voice, number_of
from reportedly.saying import Sentence

_MOST = 4  # names for one value: a sentence of forty outlets is no sentence


class Ruled(NamedTuple):
    """An account's figure of one outcome with its verdict."""

    voice: Voice
    account: Account
    told: tolls.Figure
    outcome: Outcome
    verdict: Verdict


def differences(voices: Sequence[Voice], ruled: Sequence[Ruled], best: int | None) -> tuple[Disagreement, ...]:
    """Every difference between the voices (one for each origin), in the order of the contract's fields.

    Who the dead were is compared among the accounts that count as many as the `best` figure says, who did it
    among groups and forces: two reports call one man by two descriptions.
    """
    naming = Naming(_namer([*voices, *(r.voice for r in ruled)]), _MOST)
    found = [d for outcome in TOLLS for d in _of_toll([r for r in ruled if r.outcome == outcome], outcome, naming)]
    agreeing = [
        account for voice in voices for account, told in voice.figures("killed")
        if number_of(told) == best and account.act != "denial"
    ]  # fmt: skip
    owner = {id(account): voice for voice in voices for account in voice.accounts}
    same_toll = [_renamed(account, owner[id(account)]) for account in agreeing]
    everyone = [_renamed(_of_groups(account), voice) for voice in voices for account in voice.accounts]
    scenes = [_scene(voice, voices) for voice in voices if voice.accounts]
    return (*found, *of_categories(same_toll, naming), *of_perpetrators(everyone, naming), *of_scene(scenes, naming))


def _of_groups(account: Account) -> Account:
    told = tuple(p for p in account.perpetrators if is_group(p))
    return msgspec.structs.replace(account, perpetrators=told)


def _renamed(account: Account, voice: Voice) -> Account:
    """The account under its name across reports."""
    return msgspec.structs.replace(account, id=voice.telling.account_id(account))


def _namer(voices: Sequence[Voice]) -> Callable[[Account], str]:
    """Names an account's speaker; in the outlet's own voice, the outlet."""
    outlets = {voice.telling.account_id(account): voice.outlet for voice in voices for account in voice.accounts}
    return lambda account: tolls.name_of(account) if account.speaker else outlets[account.id]


def _scene(voice: Voice, voices: Sequence[Voice]) -> Account:
    """The voice's first account, in the outlet's name, with the day and the place of the report as a whole."""
    first = _renamed(voice.accounts[0], voice)
    when = possible_when(voice, voices)
    return msgspec.structs.replace(first, speaker=None, when=when, where=voice.telling.incident.where)


def _of_toll(ruled: Sequence[Ruled], outcome: Outcome, naming: Naming) -> Iterator[Disagreement]:
    """Later figures that replace others, figures of other scopes, and differences between those that count."""
    counted = [r for r in ruled if r.verdict.standing == "counted"]
    for rules, kind, explained in _EXPLAINED:
        others = [r for r in ruled if r.verdict.rule in rules]
        if others and _words(others) != _words(counted):
            told = explained.of(outcome=outcome, given=clauses_of(_given(others), naming))
            if counted:
                told = sentences.BESIDE_WHAT_COUNTS.of(difference=told, given=clauses_of(_given(counted), naming))
            yield _difference(_given([*others, *counted]), outcome, kind, told)
    if are_apart([r.told for r in counted]):
        kind, explained = _kind(counted, outcome)
        told = explained.of(outcome=outcome, given=clauses_of(_given(counted), naming))
        yield _difference(_given(counted), outcome, kind, told)


_LATER = (
    "told-again",
    "one-origin-later",
    "same-speaker-later",
    "risen",
    "fallen",
    "died-of-wounds",
    "of-an-earlier-toll",
)
_EXPLAINED: Sequence[tuple[Sequence[str], DisagreementKind, Sentence]] = (
    (_LATER, "later_update", sentences.LATER),
    (("told-apart", "died-since"), "later_update", sentences.HURT_DIED),
    (
        ("several-attacks", "many-days", "far-above"),
        "different_scope",
        sentences.OTHERS_TOO,
    ),
    (("one-kind",), "different_scope", sentences.ONE_KIND),
    (("borne-out-by-none",), "contradiction", sentences.UNBORNE),
)


def _words(ruled: Sequence[Ruled]) -> set[str]:
    return {figure_words(r.told) for r in ruled}


def _given(ruled: Sequence[Ruled]) -> list[tuple[str, Account]]:
    return [(figure_words(r.told), _renamed(r.account, r.voice)) for r in ruled]


def _difference(
    given: list[tuple[str, Account]], outcome: Outcome, kind: DisagreementKind, explanation: str
) -> Disagreement:
    field: DisagreementField = "killed" if outcome == "killed" else "injured"
    return Disagreement(field=field, kind=kind, values=values_of(given), explanation=explanation)


def _kind(counted: Sequence[Ruled], outcome: Outcome) -> tuple[DisagreementKind, Sentence]:
    """Why figures that all count differ."""
    if outcome == "killed" and _attackers_explain(counted):
        return "different_scope", sentences.ATTACKERS_TOO
    top = max(number_of(r.told) for r in counted)
    most, fewer = [r for r in counted if number_of(r.told) == top], [r for r in counted if number_of(r.told) < top]
    later = max(r.voice.day for r in fewer) < min(r.voice.day for r in most) < datetime.date.max
    if later and not _of_a_party_alone(most, fewer):
        return "later_update", sentences.LATER_MORE
    if all(r.account.speaker is None for r in counted):
        return "contradiction", sentences.OWN_VOICE
    return "different_speaker", sentences.CITED


def _of_a_party_alone(ruled: Sequence[Ruled], others: Sequence[Ruled]) -> bool:
    """Whether only a party to the fight says so, and gives none of the other figures: its claim is no update."""
    kinds, other = ({r.account.speaker.type if r.account.speaker else None for r in some} for some in (ruled, others))
    return kinds <= {"military", "armed_group"} and not kinds & other


def _attackers_explain(counted: Sequence[Ruled]) -> bool:
    """Whether the figures are one but for the attackers among the dead."""
    attackers = [tolls.by_category(r.account)["attacker"] for r in counted]
    return any(attackers) and len({number_of(r.told) - n for r, n in zip(counted, attackers, strict=True)}) == 1
