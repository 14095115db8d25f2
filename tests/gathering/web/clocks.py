"""A clock that never waits: whoever sleeps is there at once, and the time with them."""

from __future__ import annotations

import asyncio
import datetime

from reportedly.gathering.web import Clock

BEGIN = datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.UTC)


class TestClock(Clock):
    """Begins on an invented morning; `slept` are the waits in their order."""

    __test__ = False

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime.datetime:
        return BEGIN + datetime.timedelta(seconds=self.at)

    def seconds(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        there = self.at + seconds
        await asyncio.sleep(0)
        self.at = max(self.at, there)
