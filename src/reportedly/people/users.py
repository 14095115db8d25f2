"""The people of a team: who they are, how they are invited, what administrators change. Nobody is ever deleted."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from reportedly.people import keys, sentences, sessions
from reportedly.people.errors import PeopleError
from reportedly.people.persons import Invitation, User
from reportedly.people.roles import ROLES, Role
from reportedly.people.schema import ALONE, invitations, recovery_codes, users

INVITED_DAYS = 7
LONGEST_NAME = 100  # code points
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})


def fold(name: str) -> str:
    """The form in which names are compared: without case, without what only looks different (NFKC), single spaces."""
    folded = name.encode("utf-8", "replace").decode()  # half of a pair can't go into the file
    for _ in range(2):  # taking case away may make what composes anew
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
    return " ".join(folded.split())


def checked(name: str) -> str:
    """The name as it is kept: NFC, single spaces; raises `PeopleError` where it can't be one."""
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        raise PeopleError(sentences.NAME_LENGTH.of(n=LONGEST_NAME))
    if any(len(_scripts(word)) > 1 for word in kept.split()):
        raise PeopleError(sentences.MIXED_SCRIPTS.of(name=kept))
    return kept


def _scripts(word: str) -> set[str]:
    """Which of the scripts that share the look of letters it is written in."""
    return {unicodedata.name(char, "").partition(" ")[0] for char in word if char.isalpha()} & _ALIKE


def by_name(connection: Connection, name: str) -> Row[Any] | None:
    """The user of this name."""
    same = users.c.folded == fold(name)
    return connection.execute(select(users).where(same & (users.c.key != ALONE))).first()


def by_key(connection: Connection, key: int) -> Row[Any]:
    """The user with this key, which must be one."""
    return connection.execute(select(users).where(users.c.key == key)).one()


def named(connection: Connection, name: str) -> Row[Any]:
    """The user of this name; raises `PeopleError` where there's none."""
    row = by_name(connection, name)
    if row is None:
        raise PeopleError(sentences.NOBODY.of(name=name))
    return row


def add(connection: Connection, name: str, role: Role, now: datetime.datetime, **more: str) -> Row[Any]:
    """A new user; raises `PeopleError` where the name is somebody's, also of a person who is closed."""
    kept = checked(name)
    if role not in ROLES:
        raise PeopleError(sentences.NO_ROLE.of(role=role, roles=", ".join(ROLES)))
    if by_name(connection, kept) is not None:
        raise PeopleError(sentences.NAME_TAKEN.of(name=kept))
    row = {"name": kept, "folded": fold(kept), "role": role, "added": now, **more}
    key = connection.execute(insert(users).values(row).returning(users.c.key)).scalar_one()
    return by_key(connection, key)


def every(connection: Connection, now: datetime.datetime) -> list[User]:
    """Everybody, those who are closed too, by name."""
    query = select(users, invitations.c.ends.label("invited")).outerjoin(invitations).where(users.c.key != ALONE)
    return [_user(row, now) for row in connection.execute(query.order_by(users.c.folded))]


def invite(connection: Connection, user: Row[Any], now: datetime.datetime) -> Invitation:
    """A new invitation; the one before it no longer counts. Raises `PeopleError` where the person is closed."""
    if not user.active:
        raise PeopleError(sentences.CLOSED.of(name=user.name))
    if user.issuer is not None:
        raise PeopleError(sentences.NO_PASSWORD_HERE.of(name=user.name, issuer=user.issuer))
    token, ends = keys.fresh(), now + datetime.timedelta(days=INVITED_DAYS)
    connection.execute(delete(invitations).where(invitations.c.user == user.key))
    connection.execute(insert(invitations).values(user=user.key, hash=keys.digest(token), ends=ends))
    return Invitation(name=user.name, token=token, ends=ends)


def invited(connection: Connection, token: str, now: datetime.datetime) -> Row[Any] | None:
    """Whom this invitation is for; None where it isn't one, was used, or is over."""
    query = select(users).join(invitations).where(invitations.c.hash == keys.digest(token))
    return connection.execute(query.where((invitations.c.ends > now) & users.c.active)).first()


def set_password(connection: Connection, user: int, kept: str) -> None:
    """Keeps what a password leaves, for which invitations and sessions end."""
    connection.execute(delete(invitations).where(invitations.c.user == user))
    connection.execute(update(users).where(users.c.key == user).values(password=kept))
    sessions.end_all(connection, user)


def close(connection: Connection, user: Row[Any]) -> None:
    """Closes an account: sessions and invitations end, tokens are refused. Raises for the last administrator."""
    _keep_an_administrator(connection, user)
    connection.execute(update(users).where(users.c.key == user.key).values(active=False))
    connection.execute(delete(invitations).where(invitations.c.user == user.key))
    sessions.end_all(connection, user.key)


def reopen(connection: Connection, user: Row[Any]) -> None:
    """Opens a closed account again, as it was."""
    connection.execute(update(users).where(users.c.key == user.key).values(active=True))


def set_role(connection: Connection, user: Row[Any], role: Role) -> None:
    """Gives another role; raises `PeopleError` where there's no such role, or no administrator would be left."""
    if role not in ROLES:
        raise PeopleError(sentences.NO_ROLE.of(role=role, roles=", ".join(ROLES)))
    if role != "administrator":
        _keep_an_administrator(connection, user)
    give_role(connection, user.key, role)


def give_role(connection: Connection, user: int, role: Role) -> None:
    """Gives another role, whoever is left."""
    connection.execute(update(users).where(users.c.key == user).values(role=role))


def set_language(connection: Connection, user: int, language: str) -> None:
    """Keeps the language of the interface; raises `PeopleError` where it isn't a language's code."""
    if not (2 <= len(language) <= 3 and language.isascii() and language.isalpha() and language.islower()):
        raise PeopleError(sentences.NO_LANGUAGE.of(language=repr(language)))
    connection.execute(update(users).where(users.c.key == user).values(language=language))


def forget_second_factor(connection: Connection, user: int) -> None:
    """Takes a person's second factor and recovery codes away."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user == user))
    connection.execute(update(users).where(users.c.key == user).values(totp=None, totp_pending=None))


def _keep_an_administrator(connection: Connection, user: Row[Any]) -> None:
    if user.role != "administrator" or not user.active:
        return
    others = (users.c.role == "administrator") & users.c.active & users.c.key.not_in([ALONE, user.key])
    if not connection.execute(select(func.count()).select_from(users).where(others)).scalar_one():
        raise PeopleError(sentences.LAST_ADMINISTRATOR.of(name=user.name))


def _user(row: Row[Any], now: datetime.datetime) -> User:
    return User(
        id=row.key, name=row.name, role=row.role, language=row.language, active=row.active,
        has_password=row.password is not None, second_factor=row.totp is not None, issuer=row.issuer,
        invited=row.invited if row.invited is not None and row.invited > now else None,
        added=row.added, signed_in=row.signed_in,
    )  # fmt: skip
