"""How a fetcher behaves: who it says it is, how often it asks, how much it takes (docs/why/fetching.md)."""

from __future__ import annotations

import importlib.metadata
import math
import re

import msgspec

from reportedly.model.errors import FetchingError

ROBOT = "reportedly"
"""Our name in a robots.txt."""
LEAST_DELAY = 0.1
"""Seconds between two requests to a host, whatever is set; hosts that the user has allowed may be asked without any."""
MOST_DELAY = 3_600.0
_CONTACT = re.compile(r"(?:mailto:)?[^@\s()<>]{1,64}@[^@\s()<>]+\.[^@\s()<>.]{2,}|https?://[^\s()<>]+\.[^\s()<>]+")
_LONGEST_CONTACT = 200


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a server's answer is taken. Bytes and seconds.

    `wire` is what comes over the network, `inflated` what it is unpacked to; `first` the time until the answer begins
    (name, connection and headers), `between` that between two pieces of it, `whole` that of the body in all.
    """

    wire: int = 10_000_000
    inflated: int = 20_000_000
    first: float = 20.0
    between: float = 10.0
    whole: float = 120.0


class Politeness(msgspec.Struct, frozen=True, kw_only=True):
    """How a fetcher behaves.

    `contact` is an e-mail address or a page by which an outlet reaches whoever runs this; nothing is fetched without.
    `allowed` are hosts ("intranet.example", "127.0.0.1:8080") that may be inside this machine or its network. `delay`
    seconds lie between two requests to a host, `delays` are those of single hosts; at most `at_once` hosts are asked
    at a time. `patience` is how many seconds a single address is worth waiting for when its host asks for a rest.
    """

    contact: str
    allowed: frozenset[str] = frozenset()
    delay: float = 1.0
    delays: dict[str, float] = {}
    at_once: int = 8
    patience: float = 60.0
    bounds: Bounds = Bounds()

    def __post_init__(self) -> None:
        contact = self.contact.strip()
        if not (len(contact) <= _LONGEST_CONTACT and contact.isascii() and _CONTACT.fullmatch(contact)):
            raise FetchingError(
                f"contact: {self.contact[:80]!r} is no e-mail address and no page; "
                "give one by which an outlet reaches you, such as desk@recorder.example"
            )
        for name, delay in (("delay", self.delay), *((f"delay of {host}", own) for host, own in self.delays.items())):
            if not (math.isfinite(delay) and 0 <= delay <= MOST_DELAY):
                raise FetchingError(f"{name}: {delay!r} isn't between 0 and {MOST_DELAY:,.0f} seconds; mend it")
        if not 1 <= self.at_once <= 64:
            raise FetchingError(f"at_once: {self.at_once!r} isn't between 1 and 64 hosts; mend it")

    @property
    def agent(self) -> str:
        """How requests are signed."""
        return f"{ROBOT}/{importlib.metadata.version('reportedly')} (+{self.contact.strip()})"

    def allows(self, host: str, port: int | None) -> bool:
        """Whether the user has allowed this host by name, wherever it leads."""
        return host in self.allowed or f"{host}:{port}" in self.allowed

    def delay_of(self, host: str, port: int | None) -> float:
        """Seconds between two requests to this host."""
        delay = self.delays.get(f"{host}:{port}", self.delays.get(host, self.delay))
        return delay if self.allows(host, port) else max(delay, LEAST_DELAY)
