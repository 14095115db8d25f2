"""Sign-ins that an OIDC issuer has yet to answer: what the answer is held against, kept for ten minutes and once."""

from __future__ import annotations

import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select

from reportedly.people import keys
from reportedly.people.schema import pending

LASTS = datetime.timedelta(minutes=10)
"""How long a person may take at the issuer's."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What `Oidc.begin` wants kept until the issuer answers.

    `state` comes back in the answer's address, `nonce` in the token, `verifier` proves that who fetches the token is
    who asked (PKCE); `redirect` is the address that the answer comes to.
    """

    state: str
    nonce: str
    verifier: str
    redirect: str


def keep(connection: Connection, kept: Kept, now: datetime.datetime) -> str:
    """Keeps it; the token to ask for it with."""
    connection.execute(delete(pending).where(pending.c.ends <= now))
    token = keys.fresh()
    value = msgspec.json.encode(kept).decode()
    connection.execute(insert(pending).values(hash=keys.digest(token), value=value, ends=now + LASTS))
    return token


def take(connection: Connection, token: str, now: datetime.datetime) -> Kept | None:
    """What was kept with this token, which is dropped; None where there is nothing, or it is over."""
    own = pending.c.hash == keys.digest(token)
    row = connection.execute(select(pending).where(own)).first()
    connection.execute(delete(pending).where(own))
    return None if row is None or row.ends <= now else msgspec.json.decode(row.value, type=Kept)
