"""The tables of the file of people. A name, once given, stays: judgements are signed with it.

Of every token only a SHA-256 is kept, of every password argon2id. `log` refuses changes by triggers of its own.
"""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

metadata = MetaData()

ALONE = 0
"""`users.key` of the one person of alone mode: a row without a name, a password or a place in lists."""


class Moment(TypeDecorator[datetime.datetime]):
    """An aware time, kept as UTC without its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002 (its form)
        """To the file."""
        return None if value is None else value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime.datetime | None:  # noqa: ARG002
        """From the file."""
        return None if value is None else value.replace(tzinfo=datetime.UTC)


users = Table(
    "users",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # as it is shown, NFC
    Column("folded", Text, nullable=False, unique=True),  # as it is compared
    Column("role", Text, nullable=False),
    Column("language", String(35)),
    Column("active", Boolean, nullable=False, default=True),
    Column("password", Text),  # argon2id, with its parameters and salt
    Column("totp", Text),  # the secret of the second factor, base32
    Column("totp_pending", Text),  # one that no code has confirmed yet
    Column("totp_step", Integer, nullable=False, default=0),  # the last step of 30 s whose code was taken
    Column("issuer", Text),
    Column("subject", Text),
    Column("added", Moment, nullable=False),
    Column("signed_in", Moment),  # last
    UniqueConstraint("issuer", "subject"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("user", ForeignKey("users.key"), primary_key=True),  # a new one takes the place of the former
    Column("hash", String(64), nullable=False, unique=True),
    Column("ends", Moment, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user", ForeignKey("users.key"), primary_key=True),
    Column("hash", String(64), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("user", ForeignKey("users.key"), nullable=False, index=True),
    Column("via", Text, nullable=False),
    Column("begun", Moment, nullable=False),
    Column("used", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("user", ForeignKey("users.key"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("added", Moment, nullable=False),
    Column("ends", Date, nullable=False),
    Column("used", Date),
)

limits = Table(
    "limits",  # of sign-ins that failed lately, by name and by address
    metadata,
    Column("hash", String(64), primary_key=True),  # of the kind and what was typed: a password in the wrong field too
    Column("failures", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),  # no attempt is looked at before
)

pending = Table(
    "pending",  # sign-ins that an issuer has yet to answer
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("value", Text, nullable=False),  # JSON
    Column("ends", Moment, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("who", Text),
    Column("about", Text),
    Column("address", Text),
    Column("detail", Text, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("key", Integer, primary_key=True),  # 1, the only row
    Column("value", Text, nullable=False),  # JSON
)

searches = Table(
    "searches",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("user", ForeignKey("users.key"), nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
    UniqueConstraint("user", "name"),
)

visits = Table(
    "visits",
    metadata,
    Column("user", ForeignKey("users.key"), primary_key=True),
    Column("view", Text, primary_key=True),
    Column("last", Moment, nullable=False),  # of the visit that is on, or was last
    Column("before", Moment),  # the end of the visit before it
)

Index("ix_log_signed_in", log.c.who, log.c.address, log.c.kind)

for _change in ("UPDATE", "DELETE"):
    _refusal = "BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END"
    _trigger = f"CREATE TRIGGER log_no_{_change.lower()} BEFORE {_change} ON log {_refusal}"
    event.listen(log, "after_create", DDL(_trigger))  # type: ignore[no-untyped-call]
