"""Sessions: who is signed in, until when. The cookie's token is random; the file has its hash alone."""

from __future__ import annotations

import datetime
import getpass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from reportedly.people import keys
from reportedly.people.database import PeopleFile, settings_of
from reportedly.people.persons import Person, Session, Settings, Via
from reportedly.people.schema import ALONE, sessions, users

ALONE_ENDS = datetime.timedelta(days=30)
"""How long a session of alone mode lives: it guards forms, nothing else, and a new one costs nothing."""

TOUCHED = datetime.timedelta(seconds=30)
"""A session's last use is written at most so often: being idle may end it by so much too early, never too late."""


class Ends(msgspec.Struct, frozen=True):
    """After how long unused, and after how long at the latest."""

    idle: datetime.timedelta
    absolute: datetime.timedelta

    @classmethod
    def of(cls, settings: Settings, user: int) -> Ends:
        """Those of this user's sessions."""
        if user == ALONE:
            return cls(ALONE_ENDS, ALONE_ENDS)
        return cls(datetime.timedelta(minutes=settings.idle_minutes), datetime.timedelta(hours=settings.absolute_hours))


def local_person() -> Person:
    """Whoever sits at this machine: by the operating system's name, with every right."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such user in this system's list
        name = "you"
    return Person(id=ALONE, name=name, role="administrator", via="alone")


def begin(connection: Connection, user: int, via: Via, now: datetime.datetime) -> str:
    """A new session; its token. Sessions that are over go."""
    _prune(connection, now)
    token = keys.fresh()
    row = {"hash": keys.digest(token), "user": user, "via": via, "begun": now, "used": now}
    connection.execute(insert(sessions), row)
    return token


def find(file: PeopleFile, token: str, *, team: bool) -> Session | None:
    """The session with this token where it is still on and its owner's account is open, used now.

    One of alone mode is none in a team, and the other way round.
    """
    now = file.now()
    with file.reading() as connection:
        row, settings = _row(connection, token), settings_of(connection)
    if row is None or (row.user == ALONE) == team or not row.active or _over(row, settings, now):
        return None
    if now - row.used >= TOUCHED:
        with file.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.hash == row.hash).values(used=now))
    return _session(row, token, settings)


def made(connection: Connection, token: str) -> Session:
    """The session that was just begun."""
    row = _row(connection, token)
    if row is None:
        raise LookupError("begin the session first")
    return _session(row, token, settings_of(connection))


def end(connection: Connection, token: str) -> None:
    """Ends the session with this token, if there is one."""
    connection.execute(delete(sessions).where(sessions.c.hash == keys.digest(token)))


def end_all(connection: Connection, user: int) -> None:
    """Ends every session of the user."""
    connection.execute(delete(sessions).where(sessions.c.user == user))


def owner(connection: Connection, token: str) -> str | None:
    """The name of whoever the session with this token is of."""
    row = _row(connection, token)
    return None if row is None else str(row.name)


def _row(connection: Connection, token: str) -> Row[Any] | None:
    query = select(sessions, users.c.name, users.c.role, users.c.language, users.c.active, users.c.totp).join(users)
    return connection.execute(query.where(sessions.c.hash == keys.digest(token))).first()


def _over(row: Row[Any], settings: Settings, now: datetime.datetime) -> bool:
    ends = Ends.of(settings, row.user)
    return bool(now >= row.used + ends.idle or now >= row.begun + ends.absolute)


def _session(row: Row[Any], token: str, settings: Settings) -> Session:
    person = Person(
        id=row.user, name=row.name, role=row.role, via=row.via, language=row.language,
        enrolling=settings.second_factor and row.via == "password" and row.totp is None,
    )  # fmt: skip
    if row.user == ALONE:
        person = msgspec.structs.replace(local_person(), language=row.language)
    ends = row.begun + Ends.of(settings, row.user).absolute
    return Session(person=person, csrf=keys.csrf_of(token), begun=row.begun, ends=ends)


def _prune(connection: Connection, now: datetime.datetime) -> None:
    settings = settings_of(connection)
    for of_alone in (True, False):
        ends = Ends.of(settings, ALONE if of_alone else ALONE + 1)
        over = (sessions.c.used <= now - ends.idle) | (sessions.c.begun <= now - ends.absolute)
        connection.execute(delete(sessions).where(over & ((sessions.c.user == ALONE) == of_alone)))
