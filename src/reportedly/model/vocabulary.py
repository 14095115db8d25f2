"""The closed vocabularies of the contract.

Event and sub-event types are ACLED's (codebook; six types, twenty-five sub-types). Place and time
precisions follow UCDP GED's codes in words. Each alias is a `Literal`, so that mypy and msgspec
both refuse another word; the tuple beside it lists the values in the order to show them.
"""

from __future__ import annotations

from typing import Literal, get_args

SpeakerType = Literal[
    "government", "military", "police", "armed_group", "medical", "rescue", "international_org", "ngo",
    "monitor", "media", "witness", "local_source", "family", "unnamed", "unknown",
]  # fmt: skip
Act = Literal["report", "statement", "claim_of_responsibility", "accusation", "denial"]
Outcome = Literal["killed", "injured", "abducted", "missing", "detained"]
Category = Literal["civilian", "military", "police", "security_forces", "armed_group", "unknown"]
TollCategory = Literal["civilian", "military", "police", "security_forces", "armed_group", "unknown", "attacker"]
Role = Literal[
    "child", "woman", "journalist", "medical", "aid_worker", "official", "religious", "student", "attacker"
]  # fmt: skip
PerpetratorType = Literal["military", "police", "government", "armed_group", "militia", "mob", "individual", "unknown"]
STATE: frozenset[PerpetratorType] = frozenset({"military", "police", "government"})
FORCES: frozenset[Category] = frozenset({"military", "police", "security_forces"})  # a state's, armed
Status = Literal["stated", "claimed", "accused", "suspected", "denied", "unidentified"]
TimePrecision = Literal["day", "week", "month", "year"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country"]
DisagreementKind = Literal["later_update", "different_scope", "different_speaker", "contradiction"]
DisagreementField = Literal[
    "killed", "injured", "victims.count", "victims.category", "perpetrators", "when", "where", "event"
]
# Airwars's published grades of evidence
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
Standing = Literal["counted", "replaced", "copied", "part", "cumulative", "denied", "set_aside"]
JudgementKind = Literal["merge", "split", "not_an_incident", "value", "note", "state", "sign_off", "override", "undo"]
# What a person answers for who lets it go out to everybody
SignOff = Literal["exact_place", "sensitive"]
# How far people have come with an incident; the order is the way that most take
State = Literal["new", "in_progress", "second_opinion", "ready", "sealed", "cancelled"]
ChangeKind = Literal["new", "changed", "split", "merged", "withdrawn"]
JudgementField = Literal["killed", "injured", "when", "where", "grade"]
# What somebody may do at the desk, each with all that those before it may
PersonRole = Literal["reader", "coder", "editor", "administrator"]

PUBLIC_SPEAKERS: frozenset[SpeakerType] = frozenset(
    {
        "government",
        "military",
        "police",
        "armed_group",
        "medical",
        "rescue",
        "international_org",
        "ngo",
        "monitor",
        "media",
    }
)
"""Kinds of speaker who speak for a body and keep their names; a witness, a relative, a neighbour doesn't."""

SPEAKER_TYPES: tuple[SpeakerType, ...] = get_args(SpeakerType)
ACTS: tuple[Act, ...] = get_args(Act)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CATEGORIES: tuple[Category, ...] = get_args(Category)
ROLES: tuple[Role, ...] = get_args(Role)
PERPETRATOR_TYPES: tuple[PerpetratorType, ...] = get_args(PerpetratorType)
STATUSES: tuple[Status, ...] = get_args(Status)
PLACE_PRECISIONS: tuple[PlacePrecision, ...] = get_args(PlacePrecision)
TIME_PRECISIONS: tuple[TimePrecision, ...] = get_args(TimePrecision)

GRADES: tuple[Grade, ...] = get_args(Grade)
JUDGEMENT_KINDS: tuple[JudgementKind, ...] = get_args(JudgementKind)
SIGN_OFFS: tuple[SignOff, ...] = get_args(SignOff)
STATES: tuple[State, ...] = get_args(State)
JUDGEMENT_FIELDS: tuple[JudgementField, ...] = get_args(JudgementField)
PERSON_ROLES: tuple[PersonRole, ...] = get_args(PersonRole)

SUB_TYPES: dict[str, tuple[str, ...]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
TYPE_OF_SUB_TYPE: dict[str, str] = {sub: kind for kind, subs in SUB_TYPES.items() for sub in subs}
