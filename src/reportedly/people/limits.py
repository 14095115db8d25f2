"""How fast one may try to sign in: delays that double, per name and per address, in the file so that all servers see.

An attempt is counted before it is looked at, so that many at once gain nothing; what turns out right is given back.
No delay is longer than a quarter of an hour, an attempt that comes too early isn't counted, and every half hour one
failure is forgotten: nobody is locked out for good, and an office's typing errors don't add up. Where somebody has
signed in from an address before, their name is counted apart for it, so that a stranger who tries their name elsewhere
doesn't keep them waiting.
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
FORGOTTEN = datetime.timedelta(minutes=30)
"""Every so often one failure is forgotten. Slower than the longest wait, or waiting would be all that is asked."""
_FREE_NAME, _FREE_ADDRESS = 4, 19  # failures that cost no delay
_BEYOND = 12  # failures beyond the free ones that are counted: enough for the longest wait
_GONE = datetime.timedelta(days=1)  # after which nothing is left of any count
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
    of_name = name_bucket(name) if known is None else Bucket(keys.digest(f"name {name} at {address}"), _FREE_NAME)
    return of_name, Bucket(keys.digest(f"address {network(address)}"), _FREE_ADDRESS)


def name_bucket(name: str) -> Bucket:
    """That of a name, folded, at addresses that aren't known to be theirs."""
    return Bucket(keys.digest(f"name {name}"), _FREE_NAME)


def proof_bucket(user: int) -> Bucket:
    """That of the passwords and codes by which somebody who is signed in shows that it's still them."""
    return Bucket(keys.digest(f"proof {user}"), _FREE_NAME)


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
    connection.execute(delete(limits).where(limits.c.at <= now - _GONE))
    wait = waiting(connection, counted, now)
    if wait:
        return wait
    for bucket in counted:
        failures, at = _failures(connection, bucket, now)
        failures = min(failures + 1, bucket.free + _BEYOND)
        _write(connection, bucket, failures, at, now + delay(bucket, failures))
    return 0


def waiting(connection: Connection, counted: Sequence[Bucket], now: datetime.datetime) -> int:
    """The whole seconds until the next attempt is looked at; 0: at once."""
    query = select(limits.c.until).where(limits.c.hash.in_([bucket.hash for bucket in counted]))
    left = [(until - now).total_seconds() for until in connection.execute(query).scalars()]
    return max(0, *map(math.ceil, left)) if left else 0


def give_back(connection: Connection, counted: Sequence[Bucket], now: datetime.datetime) -> None:
    """Takes back what `reserve` counted; failures from before stay."""
    for bucket in counted:
        failures, at = _failures(connection, bucket, now)
        _write(connection, bucket, failures - 1, at, now)


def forget(connection: Connection, bucket: Bucket) -> None:
    """Forgets every failure."""
    connection.execute(delete(limits).where(limits.c.hash == bucket.hash))


def delay(bucket: Bucket, failures: int) -> datetime.timedelta:
    """How long after so many failures the next attempt isn't looked at."""
    beyond = failures - bucket.free - 1
    return datetime.timedelta(seconds=0 if beyond < 0 else min(2 ** min(beyond, 30), LONGEST_WAIT))


def _failures(connection: Connection, bucket: Bucket, now: datetime.datetime) -> tuple[int, datetime.datetime]:
    """How many failures count yet, and from when on the next half hour is counted that forgets one."""
    row = connection.execute(select(limits).where(limits.c.hash == bucket.hash)).first()
    if row is None:
        return 0, now
    forgotten = max((now - row.at) // FORGOTTEN, 0)
    return (row.failures - forgotten, row.at + forgotten * FORGOTTEN) if forgotten < row.failures else (0, now)


def _write(
    connection: Connection, bucket: Bucket, failures: int, at: datetime.datetime, until: datetime.datetime
) -> None:
    forget(connection, bucket)
    if failures > 0:
        connection.execute(insert(limits).values(hash=bucket.hash, failures=failures, at=at, until=until))
