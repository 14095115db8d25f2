"""How fast one may try to sign in: delays that double, per name and per address, in the file so that all servers see.

An attempt is counted before it is looked at, so that many at once gain nothing; what turns out right is given back.
No delay is longer than a quarter of an hour, and an attempt that comes too early isn't counted: nobody is locked out
for good. Where somebody has signed in from an address before, their name is counted apart for it, so that a stranger
who tries their name elsewhere doesn't keep them waiting.
"""

from __future__ import annotations

import datetime
import ipaddress
import math
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select

from reportedly.people import keys
from reportedly.people.schema import limits, log

LONGEST_WAIT = 900  # seconds
FORGOTTEN = datetime.timedelta(days=1)
"""Failures are forgotten after a day without another."""
KNOWN = datetime.timedelta(days=30)
"""So long is an address known from which somebody signed in."""


class Bucket(msgspec.Struct, frozen=True):
    """What is counted together: a hash of what it is, and how many failures cost no delay."""

    hash: str
    free: int


def buckets(
    connection: Connection, name: str, who: str | None, address: str, now: datetime.datetime
) -> tuple[Bucket, Bucket]:
    """Those of a sign-in: the name's, folded, and the address's, which a whole office may share.

    `who` is the user of this name as the log has them, None where it is nobody's.
    """
    signed_in = (log.c.kind == "signed_in") & (log.c.who == who) & (log.c.address == address)
    known = connection.execute(select(log.c.key).where(signed_in & (log.c.at > now - KNOWN)).limit(1)).first()
    of_name = f"name {name}" if known is None else f"name {name} at {address}"
    return Bucket(keys.digest(of_name), 5), Bucket(keys.digest(f"address {network(address)}"), 20)


def proof_bucket(user: int) -> Bucket:
    """That of the passwords and codes by which somebody who is signed in shows that it's still them."""
    return Bucket(keys.digest(f"proof {user}"), 5)


def network(address: str) -> str:
    """What is counted as one address: of IPv6 the network of 64 bits, since one client has all of its addresses."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # what a proxy says, or nothing
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False))


def reserve(connection: Connection, counted: Sequence[Bucket], now: datetime.datetime) -> int:
    """Counts an attempt as a failure; where it comes too early, counts nothing: the whole seconds to wait, else 0."""
    connection.execute(delete(limits).where(limits.c.at <= now - FORGOTTEN))
    wait = waiting(connection, counted, now)
    if wait:
        return wait
    for bucket in counted:
        _write(connection, bucket, _failures(connection, bucket) + 1, now)
    return 0


def waiting(connection: Connection, counted: Sequence[Bucket], now: datetime.datetime) -> int:
    """The whole seconds until the next attempt is looked at; 0: at once."""
    query = select(limits.c.until).where(limits.c.hash.in_([bucket.hash for bucket in counted]))
    left = [(until - now).total_seconds() for until in connection.execute(query).scalars()]
    return max(0, *map(math.ceil, left)) if left else 0


def give_back(connection: Connection, counted: Sequence[Bucket], now: datetime.datetime) -> None:
    """Takes back what `reserve` counted; failures from before stay."""
    for bucket in counted:
        failures = _failures(connection, bucket)
        connection.execute(delete(limits).where(limits.c.hash == bucket.hash))
        if failures > 1:
            row = {"hash": bucket.hash, "failures": failures - 1, "at": now, "until": now}
            connection.execute(insert(limits), row)


def forget(connection: Connection, bucket: Bucket) -> None:
    """Forgets every failure."""
    connection.execute(delete(limits).where(limits.c.hash == bucket.hash))


def delay(bucket: Bucket, failures: int) -> datetime.timedelta:
    """How long after so many failures the next attempt isn't looked at."""
    beyond = failures - bucket.free
    return datetime.timedelta(seconds=0 if beyond < 0 else min(2 ** min(beyond, 30), LONGEST_WAIT))


def _failures(connection: Connection, bucket: Bucket) -> int:
    query = select(limits.c.failures).where(limits.c.hash == bucket.hash)
    return connection.execute(query).scalar_one_or_none() or 0


def _write(connection: Connection, bucket: Bucket, failures: int, now: datetime.datetime) -> None:
    connection.execute(delete(limits).where(limits.c.hash == bucket.hash))
    row = {"hash": bucket.hash, "failures": failures, "at": now, "until": now + delay(bucket, failures)}
    connection.execute(insert(limits), row)
