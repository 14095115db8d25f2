"""When a host may be asked: one request at a time, some seconds apart, left alone for a while when it is in trouble."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import email.utils
from collections.abc import AsyncIterator

from reportedly.gathering.web.clock import Clock
from reportedly.gathering.web.exchange import NotFetched

FIRST_REST, LONGEST_REST = 10.0, 3_600.0
"""Seconds that a host is left alone after the first failure and at most; each failure doubles them."""
LONGEST_ASKED = 24 * 3_600.0
"""Seconds of a Retry-After that are heeded."""


class Host:
    """One host's turn: who asks for a page waits here."""

    def __init__(self, name: str, delay: float, clock: Clock) -> None:
        self.name = name
        self.delay = delay
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next = clock.seconds()
        self._failures = 0

    @contextlib.asynccontextmanager
    async def turn(self, patience: float) -> AsyncIterator[None]:
        """The right to ask once, after the wait. Raises `NotFetched` where the wait is beyond `patience` seconds."""
        async with self._turn:
            wait = self.wait
            if self._failures and wait > patience:
                until = self._clock.now() + datetime.timedelta(seconds=wait)
                raise NotFetched("resting", f"{self.name}: left alone until {until:%Y-%m-%d %H:%M} UTC", until)
            if wait > 0:
                await self._clock.sleep(wait)
            yield

    def asked(self) -> None:
        """The host was asked: its delay begins."""
        self._next = max(self._next, self._clock.seconds() + self.delay)

    @property
    def wait(self) -> float:
        """Seconds until the host may be asked again."""
        return max(self._next - self._clock.seconds(), 0.0)

    @property
    def until(self) -> datetime.datetime:
        """When the host may be asked again."""
        return self._clock.now() + datetime.timedelta(seconds=self.wait)

    def went_well(self) -> None:
        """The host answered."""
        self._failures = 0

    def failed(self, retry_after: str | None = None) -> None:
        """The host is in trouble: it rests, longer each time, and as long as it asks for."""
        self._failures += 1
        doubled = FIRST_REST * 2.0 ** min(self._failures - 1, 30)
        rest = max(min(doubled, LONGEST_REST), asked_rest(retry_after, self._clock.now()))
        self._next = max(self._next, self._clock.seconds() + rest)


def asked_rest(retry_after: str | None, now: datetime.datetime) -> float:
    """The seconds that a Retry-After asks for, in either of its forms; 0 where it says nothing that makes sense."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_ASKED)
    try:
        day = email.utils.parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return 0.0
    day = day if day.tzinfo else day.replace(tzinfo=datetime.UTC)
    try:
        return min(max((day - now).total_seconds(), 0.0), LONGEST_ASKED)
    except OverflowError:
        return 0.0
