"""The grade of the evidence, by Airwars's published criteria as far as text allows, with its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

import msgspec

from reportedly.model import Account, Estimate, IncidentPerpetrator
from reportedly.model.vocabulary import STATE, Grade, Status, TollCategory
from reportedly.reconciling import sentences
from reportedly.reconciling.rules import deciding
from reportedly.reconciling.sides import PARTIES, combatants_only, is_group, own_side
from reportedly.reconciling.voices import Voice, words


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a grade is computed from: the voices are one for each independent origin."""

    voices: Sequence[Voice]
    origins: int
    killed: Estimate
    injured: Estimate
    by_category: Mapping[TollCategory, Estimate]
    perpetrators: Sequence[IncidentPerpetrator]

    def said_to_have(self, *statuses: Status) -> list[str]:
        """The groups and forces that stand in one of these statuses, by name."""
        groups = {p.actor or p.name for v in self.voices for a in v.accounts for p in a.perpetrators if is_group(p)}
        found = [p for p in self.perpetrators if set(statuses) & set(p.statuses) and (p.actor or p.name) in groups]
        return [name for p in found if (name := p.name or p.actor)]


def grade(evidence: Evidence) -> tuple[Grade, str]:
    """The grade that the first rule of the table gives that holds, and why."""
    for rule in deciding("grade", tuple(_RULES)):
        if (reason := _RULES[rule.rule](evidence)) is not None:
            return msgspec.convert(rule.gives, Grade), reason
    raise AssertionError("the last rule of the table holds always")  # the tests hold the table to it


def _discounted(evidence: Evidence) -> str | None:
    if evidence.injured.best or not combatants_only(evidence.by_category, evidence.killed):
        return None
    return sentences.ONLY_COMBATANTS.of()


def _contested(evidence: Evidence) -> str | None:
    claiming = evidence.said_to_have("claimed")
    if len(claiming) > 1:
        return sentences.EACH_CLAIMS.of(claiming=claiming)
    blamed = evidence.said_to_have("stated", "claimed", "accused")
    denying = [name for name in evidence.said_to_have("denied") if name not in claiming] or _deniers(evidence)
    if denying and blamed:
        reason = sentences.NAMED_AND_DENIED if denying == blamed else sentences.NAMED_AND_DENIED_FOR
        return reason.of(blamed=blamed, denying=denying)
    if not claiming and len(blamed) > 1 and _by_different_voices(evidence):
        return sentences.REPORTS_NAME_OTHERS.of(blamed=blamed)
    return None


def _deniers(evidence: Evidence) -> list[str]:
    """Parties that deny it without a word of who did it."""
    denials = (a for voice in evidence.voices for a in voice.accounts if a.act == "denial" and not _of_its_own(a))
    named = (a.speaker.name or a.speaker.type for a in denials if a.speaker and a.speaker.type in PARTIES)
    return list(dict.fromkeys(named))


def _of_its_own(denial: Account) -> bool:
    """Whether all those harmed by a denial are of the denier's side: it denies how many, and not having done it."""
    harmed = {victim.category for victim in denial.victims}
    own = own_side(denial.speaker.type) if denial.speaker else frozenset()
    return bool(harmed) and harmed <= own


def _by_different_voices(evidence: Evidence) -> bool:
    """Whether two reports have nobody in common among those whom they name: known actors, or a state and a group."""
    named = [
        {p.actor for a in voice.accounts for p in a.perpetrators if p.status in _BLAMED and p.actor}
        for voice in evidence.voices
    ]
    sides = [
        {p.type in STATE for a in voice.accounts for p in a.perpetrators if p.status in _BLAMED and is_group(p)}
        for voice in evidence.voices
    ]
    return _hold_rivals(named) or _hold_rivals(sides)


def _hold_rivals(sets: Sequence[AbstractSet[object]]) -> bool:
    return any(one and other and not one & other for one, other in combinations(sets, 2))


_BLAMED: frozenset[Status] = frozenset(("stated", "claimed", "accused"))


def _confirmed(evidence: Evidence) -> str | None:
    accepting = evidence.said_to_have("claimed") or _telling_of_their_own(evidence)
    return sentences.ACCEPTS.of(who=accepting[0]) if accepting else None


def _telling_of_their_own(evidence: Evidence) -> list[str]:
    """Groups and forces that say themselves that they did it: the speaker's name is that of one whom they name."""
    pairs = (
        (p.name, a.speaker.name)
        for voice in evidence.voices for a in voice.accounts for p in a.perpetrators
        if a.speaker and a.speaker.type in PARTIES and p.status == "stated" and is_group(p) and p.name
    )  # fmt: skip
    told = (name for name, speaker in pairs if _is_one(words(name), words(speaker)))
    return list(dict.fromkeys(told))


def _is_one(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _fair(evidence: Evidence) -> str | None:
    if evidence.origins < 2:
        return None
    blamed = evidence.said_to_have("stated", "accused", "suspected")
    attack = any(v.telling.incident.event is not None for v in evidence.voices)
    if not blamed and not attack:
        return None
    reason = sentences.ORIGINS_NAME if blamed else sentences.ORIGINS_TELL
    return reason.of(n=evidence.origins, blamed=blamed)


def _weak(evidence: Evidence) -> str:
    if evidence.origins < 2:
        return sentences.ORIGIN_ALONE.of()
    return sentences.ORIGINS_NONE_OF_AN_ATTACK.of(n=evidence.origins)


_RULES: Mapping[str, Callable[[Evidence], str | None]] = {
    "only-combatants": _discounted,
    "competing": _contested,
    "responsibility-accepted": _confirmed,
    "two-origins": _fair,
    "one-origin": _weak,
}
