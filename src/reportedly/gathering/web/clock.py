"""What time it is, and waiting: a value, so that tests of long waits don't wait."""

from __future__ import annotations

import asyncio
import datetime
import time


class Clock:
    """The machine's own clock."""

    def now(self) -> datetime.datetime:
        """The time of day, UTC."""
        return datetime.datetime.now(datetime.UTC)

    def seconds(self) -> float:
        """Seconds that only grow, from some beginning."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
