"""The values of this room: people, sessions, what a sign-in answers. Times are aware and UTC, to the second."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from reportedly.people import keys
from reportedly.people.roles import Role

Via = Literal["alone", "password", "oidc", "token"]
"""How somebody came in: without a password on a machine of their own, or as the words say."""

EntryKind = Literal[
    "added", "invited", "password_set", "password_changed", "closed", "reopened", "role", "settings",
    "second_factor_on", "second_factor_off", "second_factor_reset", "recovery_code_used", "recovery_codes_renewed",
    "token_added", "token_ended", "signed_in", "signed_out",
    "signed_out_everywhere", "refused",
]  # fmt: skip


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks.

    `id` is 0 for the one person of alone mode. `role` is what holds for this request: an API token's where it is the
    lower one. `language` is that of the interface (None: not chosen). While `enrolling` they must set up a second
    factor and may do nothing else (`may` says no to everything).
    """

    id: int
    name: str
    role: Role
    via: Via
    language: str | None = None
    enrolling: bool = False


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in. `csrf` goes into forms; `ends` is the latest end, being idle ends it earlier."""

    person: Person
    csrf: str
    begun: datetime.datetime
    ends: datetime.datetime

    def accepts(self, csrf: str) -> bool:
        """Whether a form's or header's CSRF token is this session's, compared in constant time."""
        return keys.same(self.csrf, csrf)


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that was let in: `token` is what the cookie holds; it can't be had again."""

    token: str
    session: Session


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that wasn't let in, and the whole seconds until the next attempt is looked at (0: at once).

    `wrong`: name, password or code, or the account is closed: which of them isn't said. `wait`: too many attempts;
    this one wasn't looked at. `code`: the password is right, the code of the second factor is missing. `no_role`,
    `name_taken`: of OIDC only; the person has no role here or is closed, or has a name there that is another's here.
    """

    why: Literal["wrong", "wait", "code", "no_role", "name_taken"]
    wait: int = 0


class User(msgspec.Struct, frozen=True, kw_only=True):
    """What administrators see of a person. `invited` is when an open invitation ends."""

    id: int
    name: str
    role: Role
    language: str | None
    active: bool
    has_password: bool
    second_factor: bool
    issuer: str | None
    invited: datetime.datetime | None
    added: datetime.datetime
    signed_in: datetime.datetime | None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A way to set one's password, once, until `ends`. The token is shown here and never again."""

    name: str
    token: str
    ends: datetime.datetime

    @property
    def path(self) -> str:
        """Its address, behind the desk's own."""
        return f"/sign-in?invitation={self.token}"


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor to be confirmed by a code: its secret in base32, and as an otpauth URI for a QR code."""

    secret: str
    uri: str


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """A program's way in, as it is listed: never with its secret. `ends` is the last day on which it is let in."""

    id: int
    owner: str
    name: str
    role: Role
    added: datetime.datetime
    ends: datetime.date
    used: datetime.date | None


class NewToken(msgspec.Struct, frozen=True, kw_only=True):
    """An API token that was just made; `secret` (`rpt_…`) is shown here and never again."""

    token: ApiToken
    secret: str


class SavedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """A view that a person kept: `query` is its address after the `?`, `seen` how many it found when last looked at."""

    id: int
    name: str
    query: str
    saved: datetime.datetime
    seen: int


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the log. `who` did it, `about` whom (names as they are), from which `address` where that is known."""

    at: datetime.datetime
    kind: EntryKind
    who: str | None
    about: str | None
    address: str | None
    detail: str


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What administrators set: how long a session lives unused and altogether; whether all need a second factor."""

    idle_minutes: int = 60
    absolute_hours: int = 12
    second_factor: bool = False


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an OIDC issuer vouches for. `role` is what its claims give here (None: nothing)."""

    issuer: str
    subject: str
    name: str
    role: Role | None
