"""Signing in, by a password or by an issuer. A wrong name, a wrong password and a closed account answer alike."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, update

from reportedly.people import limits, logbook, second_factor, sentences, sessions, users
from reportedly.people.database import PeopleFile
from reportedly.people.passwords import Passwords
from reportedly.people.persons import Identity, Refused, SignedIn, Via
from reportedly.people.schema import users as users_table


class Attempt(msgspec.Struct, frozen=True):
    """What somebody gave who wants to come in: `code` is empty where they gave none."""

    name: str
    password: str
    code: str
    address: str


def by_password(file: PeopleFile, passwords: Passwords, attempt: Attempt) -> SignedIn | Refused:
    """Lets somebody in, or not. The password is looked at outside of any transaction: it takes a while."""
    folded = users.fold(attempt.name)
    with file.writing() as connection:
        now = file.now()
        user = users.by_name(connection, attempt.name)
        counted = limits.buckets(connection, folded, None if user is None else user.name, attempt.address, now)
        wait = limits.reserve(connection, counted, now)
    if wait:
        return Refused(why="wait", wait=wait)
    kept = user.password if user is not None and user.active else None
    fits = passwords.fits(attempt.password, kept)
    renewed = passwords.hash(attempt.password) if fits and kept is not None and passwords.outdated(kept) else None
    with file.writing() as connection:
        now = file.now()
        # Somebody may have closed the account or changed the password while we looked
        user = users.by_name(connection, attempt.name)
        fits = fits and user is not None and user.active and user.password == kept
        if user is None or not fits:
            return _refused(connection, user, attempt, counted, now)
        if user.totp is not None and not attempt.code.strip():
            limits.give_back(connection, counted, now)
            return Refused(why="code", wait=0)
        if user.totp is not None and not _code_fits(connection, user, attempt, now):
            return _refused(connection, user, attempt, counted, now)
        limits.forget(connection, counted[0])
        limits.give_back(connection, counted[1:], now)
        if renewed is not None:
            connection.execute(update(users_table).where(users_table.c.key == user.key).values(password=renewed))
        return _let_in(connection, user, "password", attempt.address, now)


def by_issuer(file: PeopleFile, identity: Identity, address: str) -> SignedIn | Refused:
    """Lets somebody in whom an issuer vouches for; who comes for the first time is added, with the role it gives.

    A name that somebody else has here isn't shared: whoever can choose their name there could become anyone.
    """
    with file.writing() as connection:
        now = file.now()
        of_issuer = (users_table.c.issuer == identity.issuer) & (users_table.c.subject == identity.subject)
        user = connection.execute(users_table.select().where(of_issuer)).first()
        if user is None and identity.role is not None:
            if users.by_name(connection, identity.name) is not None:
                detail = sentences.NAME_OF_ANOTHER.of(issuer=identity.issuer)
                logbook.note(connection, "refused", now, address=address, detail=detail)
                return Refused(why="name_taken")
            more = {"issuer": identity.issuer, "subject": identity.subject}
            user = users.add(connection, identity.name, identity.role, now, **more)
            detail = sentences.ROLE_BY.of(role=user.role, issuer=identity.issuer)
            logbook.note(connection, "added", now, about=user.name, detail=detail)
        if user is None or identity.role is None or not user.active:
            about = None if user is None else user.name
            logbook.note(connection, "refused", now, about=about, address=address, detail=identity.issuer)
            return Refused(why="no_role")
        if user.role != identity.role:
            users.give_role(connection, user.key, identity.role)  # the last administrator's too: the issuer decides
            detail = sentences.ROLE_CHANGED_BY.of(old=user.role, new=identity.role, issuer=identity.issuer)
            logbook.note(connection, "role", now, about=user.name, detail=detail)
        return _let_in(connection, user, "oidc", address, now)


def _code_fits(connection: Connection, user: Row[Any], attempt: Attempt, now: datetime.datetime) -> bool:
    if not second_factor.accepts(connection, user, attempt.code, now):
        return False
    if second_factor.is_recovery_code(attempt.code):
        logbook.note(connection, "recovery_code_used", now, who=user.name, about=user.name, address=attempt.address)
    return True


def _refused(
    connection: Connection, user: Row[Any] | None, attempt: Attempt, counted: tuple[limits.Bucket, ...],
    now: datetime.datetime,
) -> Refused:  # fmt: skip
    # A name that is nobody's isn't written: people type passwords into the wrong field
    about = None if user is None else user.name
    logbook.note(connection, "refused", now, about=about, address=attempt.address)
    return Refused(why="wrong", wait=limits.waiting(connection, counted, now))


def _let_in(connection: Connection, user: Row[Any], via: Via, address: str, now: datetime.datetime) -> SignedIn:
    connection.execute(update(users_table).where(users_table.c.key == user.key).values(signed_in=now))
    logbook.note(connection, "signed_in", now, who=user.name, about=user.name, address=address, detail=via)
    token = sessions.begin(connection, user.key, via, now)
    return SignedIn(token=token, session=sessions.made(connection, token))
