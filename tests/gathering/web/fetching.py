"""A fetcher for tests: names that all lead to the local server, short bounds, a clock that doesn't wait."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reportedly.gathering.web import Answer, Asked, Bounds, Fetcher, Politeness, Refused
from tests.gathering.web.clocks import TestClock

CONTACT = "desk@recorder.example"
SMALL = Bounds(wire=300_000, inflated=1_000_000, first=10.0, between=10.0, whole=20.0)
SHORT = msgspec.structs.replace(SMALL, first=2.0, between=0.5, whole=2.2)
POLITE = Politeness(contact=CONTACT, allowed=frozenset({"127.0.0.1", "outlet.example"}), delay=0.0, bounds=SMALL)


async def lookup(host: str, port: int) -> list[str]:
    """Every name leads to the local server."""
    assert port
    if host == "nowhere.example":
        raise OSError("no such name")
    return ["127.0.0.1"]


def polite(**changes: object) -> Politeness:
    """The tests' settings, with changes."""
    return msgspec.structs.replace(POLITE, **changes)


def get(*asked: str | Asked, politeness: Politeness = POLITE, clock: TestClock | None = None) -> list[Answer | Refused]:
    """Everything that comes back, in the order in which it was asked for."""
    wanted: Iterable[Asked] = [Asked(one) if isinstance(one, str) else one for one in asked]
    with Fetcher(politeness, clock=clock or TestClock(), lookup=lookup) as fetcher:
        came = list(fetcher.fetched(wanted))
    order = [one.url for one in wanted]
    return sorted(came, key=lambda one: order.index(one.url))


def one(asked: str | Asked, politeness: Politeness = POLITE, clock: TestClock | None = None) -> Answer | Refused:
    """What comes back for one address."""
    return get(asked, politeness=politeness, clock=clock)[0]


def answer(asked: str | Asked, politeness: Politeness = POLITE, clock: TestClock | None = None) -> Answer:
    """The answer to one address; there must be one."""
    came = one(asked, politeness, clock)
    assert isinstance(came, Answer), came
    return came


def refused(asked: str | Asked, politeness: Politeness = POLITE, clock: TestClock | None = None) -> Refused:
    """Why one address isn't fetched."""
    came = one(asked, politeness, clock)
    assert isinstance(came, Refused), came
    return came
