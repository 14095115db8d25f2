"""Single persons: whether two mentions may be one person, and who a victim is who has an office or a rank."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.vocabulary import Category, Role
from reportedly.reading.values import People, Voice


def surely_others(a: People, b: People) -> bool:
    """Whether two single persons can't be one, by their sex or age, the latter told a year wrong at most."""
    if not (a.is_one and b.is_one):
        return False
    return bool(a.sex and b.sex and a.sex != b.sex) or (
        a.age is not None and b.age is not None and abs(a.age - b.age) > 1
    )


def same_name(a: People, b: People) -> bool:
    """Whether one name holds the other: "Durandal" and "Paul Durandal"; without two names they may be anybody."""
    if not (a.name_words and b.name_words):
        return True
    return a.name_words <= b.name_words or b.name_words <= a.name_words


def only_one(hurt: Sequence[People], dead: Sequence[People]) -> bool:
    """Whether all that an incident's accounts tell of is one person hurt and one dead, who may be the same.

    Local news tells it in this order: shot, taken to hospital, died. "Another" and "one dead, one wounded"
    in one sentence set two people apart.
    """
    if not hurt or not dead or not all(p.is_one for p in (*hurt, *dead)):
        return False
    if any(p.beside for p in (*hurt, *dead)):
        return False
    return all(_may_be_one(h, d) for h in hurt for d in dead)


def _may_be_one(hurt: People, dead: People) -> bool:
    if surely_others(hurt, dead) or not same_name(hurt, dead):
        return False
    if ("attacker" in hurt.roles) != ("attacker" in dead.roles):
        return False
    if hurt.told is not None and hurt.told == dead.told:
        return False
    return hurt.open or hurt.definite or dead.definite or (hurt.age is not None and hurt.age == dead.age)


_CATEGORY_OF_OFFICE: dict[str, Category] = {"military": "military", "police": "police", "armed_group": "armed_group"}
_ROLE_OF_OFFICE: dict[str, tuple[Role, ...]] = {"government": ("official",), "medical": ("medical",)}


def office_holder(voice: Voice) -> People:
    """One person whose title would let them be cited, as a victim."""
    name = voice.name if voice.name != voice.span else None
    category = _CATEGORY_OF_OFFICE.get(voice.type, "civilian")
    if voice.titled and category == "military":
        category = "security_forces"  # the police has ranks too
    roles = _ROLE_OF_OFFICE.get(voice.type, ())
    return People(
        voice.span,
        1,
        1,
        None,
        description=voice.office or voice.span,
        category=category,
        roles=roles,
        name=name,
        rule=voice.rule,
    )
