"""API tokens: a program's way in. The file has a hash of each; a token may never do more than its owner."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from reportedly.people import keys, sentences
from reportedly.people.database import PeopleFile, settings_of
from reportedly.people.errors import NotAllowed, PeopleError
from reportedly.people.persons import ApiToken, NewToken, Person
from reportedly.people.roles import ROLES, Role, lower
from reportedly.people.schema import ALONE, tokens, users
from reportedly.people.sessions import local_person

LONGEST_DAYS = 366
MOST_TOKENS = 100  # a person
LONGEST_NAME = 100  # code points


def add(
    connection: Connection, owner: Person, name: str, role: Role, ends: datetime.date, now: datetime.datetime
) -> NewToken:
    """A new token of the owner's. Raises `PeopleError` for a name, role or end that it can't have."""
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        raise PeopleError(sentences.TOKEN_NAME.of(n=LONGEST_NAME))
    if role not in ROLES or lower(role, owner.role) != role:
        raise NotAllowed(sentences.TOKEN_ROLE.of(role=role, own=owner.role))
    if not now.date() <= ends <= now.date() + datetime.timedelta(days=LONGEST_DAYS):
        raise PeopleError(sentences.TOKEN_ENDS.of(day=ends, n=LONGEST_DAYS))
    count = select(func.count()).select_from(tokens).where(tokens.c.user == owner.id)
    if connection.execute(count).scalar_one() >= MOST_TOKENS:
        raise PeopleError(sentences.TOKENS_ENOUGH.of(name=owner.name, n=MOST_TOKENS))
    secret = keys.fresh(keys.API_PREFIX)
    row = {"user": owner.id, "name": kept, "hash": keys.digest(secret), "role": role, "added": now, "ends": ends}
    key = connection.execute(insert(tokens).values(row).returning(tokens.c.key)).scalar_one()
    token = ApiToken(id=key, owner=owner.name, name=kept, role=role, added=now, ends=ends, used=None)
    return NewToken(token=token, secret=secret)


def every(connection: Connection, owner: int | None) -> list[ApiToken]:
    """The tokens of one user, or of all, the oldest first; those that are over too."""
    query = select(tokens, users.c.name.label("owner")).join(users).order_by(tokens.c.key)
    if owner is not None:
        query = query.where(tokens.c.user == owner)
    return [_token(row) for row in connection.execute(query)]


def end(connection: Connection, token: int, owner: int | None) -> ApiToken:
    """Ends a token, of that owner where one is given; raises `PeopleError` where there is none."""
    query = select(tokens, users.c.name.label("owner")).join(users).where(tokens.c.key == token)
    row = connection.execute(query).first()
    if row is None or owner not in (None, row.user):
        raise PeopleError(sentences.NO_TOKEN.of(token=token))
    connection.execute(delete(tokens).where(tokens.c.key == token))
    return _token(row)


def find(file: PeopleFile, secret: str, *, team: bool) -> Person | None:
    """Whose token this is, with the role that it gives; None where it is none, is over, or its owner is closed."""
    if not secret.startswith(keys.API_PREFIX):
        return None
    today = file.now().date()
    columns = [users.c.name.label("owner"), users.c.language, users.c.active, users.c.password, users.c.totp]
    query = select(tokens, users.c.role.label("owners"), *columns).join(users)
    with file.reading() as connection:
        row = connection.execute(query.where(tokens.c.hash == keys.digest(secret))).first()
        settings = settings_of(connection)
    if row is None or (row.user == ALONE) == team or not row.active or row.ends < today:
        return None
    if row.used != today:
        with file.writing() as connection:
            connection.execute(update(tokens).where(tokens.c.key == row.key).values(used=today))
    # Who signs in by an issuer has no password here, and a second factor there
    enrolling = settings.second_factor and row.password is not None and row.totp is None
    return Person(
        id=row.user, name=row.owner or local_person().name, role=lower(row.role, row.owners), via="token",
        language=row.language, enrolling=enrolling,
    )  # fmt: skip


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.key, owner=row.owner or local_person().name, name=row.name, role=row.role,
        added=row.added, ends=row.ends, used=row.used,
    )  # fmt: skip
