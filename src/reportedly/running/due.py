"""When a page is asked for again, and when it counts as withdrawn. Pure: times in, times out, UTC without a zone.

Corrections come within hours and days, so that a page is read again more and more seldom after its last change. A
server that fails may be well again in an hour.
"""

from __future__ import annotations

import datetime

_HOUR, _DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
AGAIN = (3 * _HOUR, 12 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 30 * _DAY)
"""How long after its last change a page is read again; after the last of these no more."""
GONE_AFTER = _DAY
"""How far apart two answers 404 must lie that make a page withdrawn; one alone may be an accident."""
GONE_FOR_GOOD = 410
_MOST_PATIENCE = 7 * _DAY
_MOST_FAILURES = 20  # in a row: over four months
_SLACK = datetime.timedelta(minutes=10)  # a page that was asked a little early needs no second visit


def after_good(changed: datetime.datetime, now: datetime.datetime) -> datetime.datetime | None:
    """When a page that answered is due again; None: no more."""
    times = (changed + wait for wait in AGAIN)
    return next((time for time in times if time > now + _SLACK), None)


def after_failure(failures: int, now: datetime.datetime) -> datetime.datetime | None:
    """When a page is due again that failed so many times in a row; None: no more."""
    if failures >= _MOST_FAILURES:
        return None
    return now + min(_HOUR * (1 << failures - 1), _MOST_PATIENCE)


def is_withdrawn(status: int | None, gone_since: datetime.datetime, now: datetime.datetime) -> bool:
    """Whether a page that answers so, and was first said to be gone then, is withdrawn: 410 says so itself."""
    return status == GONE_FOR_GOOD or now - gone_since >= GONE_AFTER
