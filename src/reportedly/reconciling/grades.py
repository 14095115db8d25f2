"""The grade of the evidence, by Airwars's published criteria as far as text allows, with its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import msgspec

from reportedly.model import Estimate, IncidentPerpetrator
from reportedly.model.vocabulary import Grade, Status, TollCategory
from reportedly.reconciling.rules import deciding
from reportedly.reconciling.sides import combatants_only, is_group
from reportedly.reconciling.voices import Voice


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
    return "All the dead were combatants, by more than the word of those who killed them."


def _contested(evidence: Evidence) -> str | None:
    claiming = evidence.said_to_have("claimed")
    if len(claiming) > 1:
        return f"{_and(claiming)} each claim responsibility."
    blamed = evidence.said_to_have("stated", "claimed", "accused")
    denied = [name for name in evidence.said_to_have("denied") if name not in claiming]
    if denied and blamed:
        return f"{_and(blamed)} {'is' if len(blamed) == 1 else 'are'} named, and {_and(denied)}'s part is denied."
    if not claiming and len(blamed) > 1 and _by_different_voices(evidence):
        return f"Different reports name different perpetrators: {_and(blamed)}."
    return None


def _by_different_voices(evidence: Evidence) -> bool:
    """Whether two reports have nobody in common among the known actors that they name: rivals, and no allies."""
    named = [
        {p.actor for a in voice.accounts for p in a.perpetrators if p.actor and p.status in _BLAMED}
        for voice in evidence.voices
    ]
    return any(one and other and not one & other for one, other in combinations(named, 2))


_BLAMED: frozenset[Status] = frozenset(("stated", "claimed", "accused"))


def _confirmed(evidence: Evidence) -> str | None:
    claiming = evidence.said_to_have("claimed")
    return f"{claiming[0]} accepts responsibility." if claiming else None


def _fair(evidence: Evidence) -> str | None:
    if evidence.origins < 2:
        return None
    blamed = evidence.said_to_have("stated", "accused", "suspected")
    attack = any(v.telling.incident.event is not None for v in evidence.voices)
    if not blamed and not attack:
        return None
    who = f"and {_and(blamed)} is named" if blamed else "of an attack"
    return f"{evidence.origins} independent origins tell of it, {who}."


def _weak(evidence: Evidence) -> str:
    if evidence.origins < 2:
        return "One origin alone tells of it."
    return f"{evidence.origins} independent origins tell of it, none of an attack or of who did it."


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


_RULES: Mapping[str, Callable[[Evidence], str | None]] = {
    "only-combatants": _discounted,
    "competing": _contested,
    "responsibility-accepted": _confirmed,
    "two-origins": _fair,
    "one-origin": _weak,
}
