"""Who the dead were: civilians unless there is evidence otherwise, and who did it is no evidence (Airwars's rules)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from reportedly.model import Account, Estimate, Perpetrator
from reportedly.model.vocabulary import FORCES, Category, PerpetratorType, SpeakerType, TollCategory
from reportedly.reconciling import sentences
from reportedly.reconciling.choosing import weight
from reportedly.reconciling.tolls import estimates_by_category
from reportedly.reconciling.voices import Voice, words

_SPEAKS_FOR: Mapping[SpeakerType, frozenset[PerpetratorType]] = {
    "military": frozenset(("military",)),
    "police": frozenset(("police",)),
    "government": frozenset(("government", "military", "police")),
    "armed_group": frozenset(("armed_group", "militia")),
}
_GROUPS: frozenset[PerpetratorType] = frozenset(("military", "police", "government", "armed_group", "militia"))
PARTIES = frozenset(_SPEAKS_FOR)
_NAMED = frozenset(("stated", "claimed", "accused", "suspected"))  # statuses of one who is said to have done it


def accused(voices: Sequence[Voice]) -> list[Perpetrator]:
    """Everyone who is said to have done it."""
    return [p for voice in voices for a in voice.accounts for p in a.perpetrators if p.status in _NAMED]


def is_group(who: Perpetrator) -> bool:
    """Whether it is a force or a group, which may answer for an attack, and no single person."""
    return who.actor is not None or who.type in _GROUPS


def speaks_for_perpetrator(account: Account, named: Sequence[Perpetrator]) -> bool:
    """Whether the speaker is, or speaks for, one of those who are said to have done it.

    A speaker is told by their kind; where two of that kind are named, by the words that the names share.
    """
    if account.speaker is None:
        return False
    if account.act == "claim_of_responsibility":
        return True
    alike = [p for p in named if p.type in _SPEAKS_FOR.get(account.speaker.type, frozenset())]
    own = words(account.speaker.name)
    if len({p.actor or words(p.name) for p in alike}) == 1:
        return True
    return any(own & words(p.name) for p in alike)


def as_evidence_has_it(voices: Sequence[Voice]) -> dict[str, tuple[Account, ...]]:
    """The accounts of each voice, by its id, in which no victim is a combatant by a perpetrator's word alone.

    Its own dead a party knows: it is the other side's that it may call fighters.
    """
    named = accused(voices)
    doubted = {voice.id: [_doubted(voice, account, named) for account in voice.accounts] for voice in voices}
    pairs = [(a, doubt) for voice in voices for a, doubt in zip(voice.accounts, doubted[voice.id], strict=True)]
    borne_out = {
        v.category for a, doubt in pairs for v in a.victims if v.outcome == "killed" and v.category not in doubt
    }
    return {
        voice.id: tuple(
            _as_civilians(account, doubt - borne_out)
            for account, doubt in zip(voice.accounts, doubted[voice.id], strict=True)
        )
        for voice in voices
    }


def _doubted(voice: Voice, account: Account, named: Sequence[Perpetrator]) -> frozenset[Category]:
    """The categories that the account gives on a perpetrator's word: its own, or that of one on the outlet's page."""
    if account.speaker is not None:
        return _foes(account) if speaks_for_perpetrator(account, named) else frozenset()
    cited = [a for a in voice.accounts if speaks_for_perpetrator(a, named)]
    said = {v.category for a in cited for v in a.victims if v.outcome == "killed"}
    return frozenset(category for a in cited for category in _foes(a) & said)


def own_side(kind: SpeakerType) -> frozenset[Category]:
    """The combatants of the side for which speakers of this kind speak; none for those who fight for none."""
    return frozenset(("armed_group",)) if kind == "armed_group" else FORCES if kind in PARTIES else frozenset()


def _foes(account: Account) -> frozenset[Category]:
    """The combatants of the side that the speaker fights."""
    if account.speaker is None or account.speaker.type == "armed_group":
        return FORCES
    return frozenset(("armed_group",))


def _as_civilians(account: Account, doubted: frozenset[Category]) -> Account:
    victims = tuple(
        msgspec.structs.replace(v, category="civilian") if v.category in doubted else v for v in account.victims
    )
    return msgspec.structs.replace(account, victims=victims)


def killed_by_category(voices: Sequence[Voice], killed: Estimate) -> dict[TollCategory, Estimate]:
    """Low, best and high of each category, after the voices that give the best figure of the dead where they can."""
    accounts = as_evidence_has_it(voices)
    told = {voice.id: estimates_by_category(accounts[voice.id]) for voice in voices}
    agreeing = [v for v in voices if told[v.id] and v.number("killed") == killed.best]
    counting = agreeing or [v for v in voices if told[v.id]]
    categories = sorted({category for voice in counting for category in told[voice.id]})
    found = {c: _over([(v, told[v.id][c]) for v in counting if c in told[v.id]]) for c in categories}
    if not found and killed.best and not _in_battle(voices):
        return {"civilian": msgspec.structs.replace(killed, reason=sentences.PRESUMED.of())}
    return found


def _over(told: Sequence[tuple[Voice, Estimate]]) -> Estimate:
    if len(told) == 1:
        return told[0][1]
    weights: defaultdict[int, float] = defaultdict(float)
    for voice, given in told:
        weights[given.best or 0] += weight(voice, "killed")
    best = max(weights, key=lambda n: (weights[n], n))
    lows = [e.low for _, e in told if e.low is not None]
    highs = [e.high for _, e in told]
    high = None if None in highs else max((h for h in highs if h is not None), default=None)
    said = sum(e.best == best for _, e in told)
    reason = sentences.OF_CATEGORY.of(n=said, all=len(told), best=best)
    return Estimate(min(lows, default=best), best, high, reason)


def _in_battle(voices: Sequence[Voice]) -> bool:
    """Whether fighting is told of, in which the dead may be of either side."""
    return any(e is not None and e.type == "Battles" for v in voices for e in (v.telling.incident.event,))


def combatants_only(found: Mapping[TollCategory, Estimate], killed: Estimate) -> bool:
    """Whether all the dead were combatants, by evidence that isn't a perpetrator's word."""
    fighters = sum(e.best or 0 for c, e in found.items() if c not in ("civilian", "unknown"))
    return bool(killed.best) and not (found.get("civilian") or Estimate()).best and fighters >= (killed.best or 0)
