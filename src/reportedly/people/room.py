"""What all that `People` can do shares: the open file, the passwords, the log."""

from __future__ import annotations

from sqlalchemy import Connection

from reportedly.people import logbook, sentences
from reportedly.people.database import PeopleFile
from reportedly.people.errors import NotAllowed, PeopleError
from reportedly.people.passwords import Passwords
from reportedly.people.persons import EntryKind, Person
from reportedly.people.roles import may

HERE = "this machine"
"""Where they are, in the log, who work without a password."""


class Room:
    """The open file of people, and the passwords of a team."""

    def __init__(self, file: PeopleFile, words: Passwords, *, team: bool) -> None:
        self.path = file.path
        self.team = team
        self._file = file
        self._passwords = words

    def _note(self, connection: Connection, kind: EntryKind, **said: str | None) -> None:
        logbook.note(connection, kind, self._file.now(), **said)

    def _by(self, by: Person) -> dict[str, str | None]:
        """Who did it, for the log; of who needs no password the name is the operating system's."""
        return {"who": by.name, "address": HERE if by.via == "alone" else None}

    def _refuse_alone(self) -> None:
        if not self.team:
            raise PeopleError(sentences.NOBODY_SIGNS_IN.of())


def allow(by: Person) -> None:
    """Raises `NotAllowed` where the person may not manage people."""
    if not may(by, "manage"):
        raise NotAllowed(sentences.ADMINISTRATORS_ONLY.of(name=by.name, role=by.role))
