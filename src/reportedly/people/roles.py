"""Who may do what: four roles, each with all that those before it may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from reportedly.model.vocabulary import PERSON_ROLES, PersonRole

if TYPE_CHECKING:
    from reportedly.people.persons import Person

Role = PersonRole
ROLES = PERSON_ROLES
"""From the one that may least to the one that may most."""

Right = Literal["read", "names", "exact_places", "judge", "seal", "export_unveiled", "manage"]
"""`read`: incidents and reports, veiled. `names` and `exact_places`: what the veil hides. `judge`: note, value, state,
merge, split, not_an_incident and undo. `seal`: the state `sealed`, and taking it away. `export_unveiled`: exports with
names and exact places. `manage`: users, settings, and everybody's tokens."""
RIGHTS: tuple[Right, ...] = get_args(Right)

FIRST_ROLE: dict[Right, Role] = {
    "read": "reader",
    "names": "coder",
    "exact_places": "coder",
    "judge": "coder",
    "seal": "editor",
    "export_unveiled": "editor",
    "manage": "administrator",
}
"""The first of `ROLES` that has the right."""


def may(person: Person, right: Right) -> bool:
    """Whether the person has the right; somebody who has yet to set up a second factor has none."""
    return not person.enrolling and ROLES.index(person.role) >= ROLES.index(FIRST_ROLE[right])


def lower(one: Role, other: Role) -> Role:
    """The one of the two that may less."""
    return min(one, other, key=ROLES.index)
