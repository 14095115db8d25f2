"""The table of what each role may, written out once more as a person reads it."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from reportedly.people import RIGHTS, ROLES, Person, Right, Role, may

TABLE: dict[Role, set[Right]] = {
    "reader": {"read"},
    "coder": {"read", "names", "exact_places", "judge"},
    "editor": {"read", "names", "exact_places", "judge", "seal", "export_unveiled"},
    "administrator": set(RIGHTS),
}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may(role: Role) -> None:
    person = Person(id=1, name="Amira", role=role, via="password")
    assert {right for right in RIGHTS if may(person, right)} == TABLE[role]
    assert not any(may(msgspec.structs.replace(person, enrolling=True), right) for right in RIGHTS)


def test_each_role_may_all_that_the_one_before_may() -> None:
    for lower, higher in itertools.pairwise(ROLES):
        assert TABLE[lower] < TABLE[higher]
