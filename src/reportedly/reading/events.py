"""Events: which of ACLED's event types the words of a sentence tell of."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.languages import Chunk
from reportedly.model import Event, Quote
from reportedly.model.vocabulary import TYPE_OF_SUB_TYPE
from reportedly.reading.values import Span

# The short codes of lexicon entries (`event: …`) and what they stand for; the order is that of how much
# each says, so that "attack" gives way to "suicide bomb" in one sentence, and what needs no harm comes last.
SUB_TYPE_OF_CODE = {
    "chemical": "Chemical weapon",
    "suicide": "Suicide bomb",
    "airstrike": "Air/drone strike",
    "shelling": "Shelling/artillery/missile attack",
    "bomb": "Remote explosive/landmine/IED",
    "grenade": "Grenade",
    "abduction": "Abduction/forced disappearance",
    "sexual": "Sexual violence",
    "mob": "Mob violence",
    "force": "Excessive force against protesters",
    "clash": "Armed clash",
    "riot": "Violent demonstration",
    "attack": "Attack",
    "intervention": "Protest with intervention",
    "regains": "Government regains territory",
    "overtakes": "Non-state actor overtakes territory",
    "protest": "Peaceful protest",
    "arrest": "Arrests",
    "looting": "Looting/property destruction",
    "weapons": "Disrupted weapons use",
    "agreement": "Agreement",
    "base": "Headquarters or base established",
    "transfer": "Non-violent transfer of territory",
    "change": "Change to group/activity",
    "other": "Other",
}
_RANK = {code: rank for rank, code in enumerate(SUB_TYPE_OF_CODE)}
# Events in which nobody need be harmed: beside the dead and injured they are what happened around the harm.
QUIET = frozenset(code for code, rank in _RANK.items() if rank > _RANK["attack"])
_VIOLENT = frozenset({"ATTACK", "WEAPON"})
UNCLEAR = "unclear"  # the code of words that may tell of no violence at all ("explosion", "shots")


def codes_of(nested: Sequence[Chunk]) -> list[tuple[str, Chunk]]:
    """The event codes of a sentence's words of attack and weapons, those inside phrases too, in order."""
    found = []
    for chunk in nested:
        if _VIOLENT.isdisjoint(chunk.senses.first):
            continue
        code = chunk.feature("ATTACK", "event") or chunk.feature("WEAPON", "event")
        if code in _RANK:
            found.append((code, chunk))
    return found


# What two of them in one text amount to: a protest that clashes or loots is a riot.
_COMBINED = {
    frozenset(("protest", "clash")): "riot",
    frozenset(("protest", "looting")): "riot",
    frozenset(("protest", "arrest")): "intervention",
}
_TERRITORY = ("regains", "overtakes")
_FOUND_WITH = ("bomb", "grenade", "shelling", "attack")


def text_code(found: Sequence[tuple[str, Chunk]], harm: bool, by_state: bool) -> tuple[str, Chunk] | None:
    """The code of all that a text tells of one event: `harm` where people were hurt, `by_state` where forces did it."""
    best = best_code(found, harm)
    if best is None:
        return None
    told = {code: word for code, word in reversed(found) if not _of_armies(code, word)}
    if harm and "protest" in told and (by_state or best[0] == "attack"):
        return "force", told["protest"]
    for pair, together in _COMBINED.items():
        if pair <= told.keys() and (not harm or together == "riot"):
            return together, told["protest"]
    if harm:
        return best
    territory = next((code for code in _TERRITORY if code in told), None)
    if territory and best[0] in ("clash", "attack", *_TERRITORY):
        return territory, told[territory]
    if "weapons" in told and best[0] in _FOUND_WITH:
        return "weapons", told["weapons"]
    return best


def _of_armies(code: str, word: Chunk) -> bool:
    """A clash that a rule found is one of armed sides; no protest turns into a riot by it."""
    return code == "clash" and "word" in word.parts


def best_code(found: Sequence[tuple[str, Chunk]], harm: bool = True) -> tuple[str, Chunk] | None:
    """The code that says most; of equals the first. Without harm a quiet event outweighs a mere "attack"."""
    if not harm:
        quiet = [item for item in found if item[0] in QUIET]
        if quiet and all(code in QUIET or code == "attack" for code, _ in found):
            return min(quiet, key=lambda item: _RANK[item[0]])
    return min(found, key=lambda item: _RANK[item[0]], default=None)


def event_of(code: str, span: Span, text: str, how: str = "events.") -> Event:
    """The event that a code stands for, quoting the word that gave it."""
    sub_type = SUB_TYPE_OF_CODE[code]
    return Event(type=TYPE_OF_SUB_TYPE[sub_type], sub_type=sub_type, quote=Quote.of(text, *span), rule=f"{how}{code}")
