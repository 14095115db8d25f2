"""What the tests of people share: a clock that stands until it is moved, cheap hashing, a team of a few people."""

from __future__ import annotations

import datetime
from pathlib import Path

import pyotp

from reportedly.people import Hashing, People, Role, SignedIn, open_people

CHEAP = Hashing(passes=1, kibibytes=8, lanes=1)
NOON = datetime.datetime(2026, 3, 9, 12, 0, tzinfo=datetime.UTC)
PASSWORD = "vier blaue Schafe im Regen"  # noqa: S105 - an example


class Clock:
    """A time that only tests move."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime.datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += datetime.timedelta(**by)


class Team:
    """The people of a store in a folder of the test's, and their clock."""

    def __init__(self, folder: Path, *, team: bool = True) -> None:
        self.clock = Clock()
        self.store = folder / "year.sqlite"
        self.people = open_people(self.store, team=team, clock=self.clock, hashing=CHEAP)
        self.root = self.people.local_person()

    def add(self, name: str, role: Role = "coder") -> None:
        """Somebody with `PASSWORD`."""
        self.people.accept(self.people.add_user(name, role, by=self.root).token, PASSWORD)

    def enter(self, name: str, code: str = "") -> SignedIn:
        """Signs somebody in, which must go well."""
        answer = self.people.sign_in(name, PASSWORD, code, "192.0.2.1")
        assert isinstance(answer, SignedIn), answer
        return answer

    def code(self, secret: str) -> str:
        """What an app shows now."""
        return pyotp.TOTP(secret).at(self.clock.at)


def second_people(team: Team) -> People:
    """Another program on the same file."""
    return open_people(team.store, team=True, clock=team.clock, hashing=CHEAP)
