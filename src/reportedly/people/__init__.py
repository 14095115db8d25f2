"""Who may use the desk, and what is each person's own, in a file beside the store. Imports `model` alone.

    with open_people("year.sqlite", team=True) as people:     # the file is year.people.sqlite
        answer = people.sign_in(name, password, code, address, replacing=old_cookie)
        if isinstance(answer, Refused):                       # answer.why, answer.wait (seconds)
            ...
        answer.token                                          # for the cookie
        session = people.session(cookie)                      # None: not signed in, or it is over
        session.accepts(form["csrf"])                         # for whatever changes something
        may(session.person, "judge")                          # also of people.token(bearer)

A desk for a team calls `people.require_extra()` as it starts. Without `team` there is one person, with every right
and no password: where `people.session(cookie)` is None, call `people.begin_alone()` and set its token as the cookie.
Somebody of whom a second factor is asked and who has none is signed in as a person who is `enrolling`: `may` says no
to everything until `confirm_second_factor`.

Invitations: `people.add_user` gives one, `/sign-in?invitation=TOKEN` is its address, `people.invited(token)` says
whom it is for, `people.accept(token, password)` sets the password. OIDC: `reportedly.people.oidc`, with
`/sign-in/oidc/back` as the address that people come back to.
"""

from reportedly.people.errors import MissingExtra, NotAllowed, OidcError, OidcSettingsError, PeopleError, WeakPassword
from reportedly.people.handshakes import Kept
from reportedly.people.passwords import Hashing
from reportedly.people.people import People, open_people
from reportedly.people.persons import (
    ApiToken,
    Enrolment,
    Identity,
    Invitation,
    LogLine,
    NewToken,
    Person,
    Refused,
    SavedSearch,
    Session,
    Settings,
    SignedIn,
    User,
)
from reportedly.people.roles import RIGHTS, ROLES, Right, Role, may

__all__ = [
    "RIGHTS",
    "ROLES",
    "ApiToken",
    "Enrolment",
    "Hashing",
    "Identity",
    "Invitation",
    "Kept",
    "LogLine",
    "MissingExtra",
    "NewToken",
    "NotAllowed",
    "OidcError",
    "OidcSettingsError",
    "People",
    "PeopleError",
    "Person",
    "Refused",
    "Right",
    "Role",
    "SavedSearch",
    "Session",
    "Settings",
    "SignedIn",
    "User",
    "WeakPassword",
    "may",
    "open_people",
]  # fmt: skip
