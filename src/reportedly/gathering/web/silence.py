"""Whether a source has gone silent or broken: a sentence for whoever follows it, or nothing."""

from __future__ import annotations

import datetime
import math

import msgspec

CHANCE = 0.001
"""How unlikely a silence must be to be told: at this, one of a thousand quiet stretches is told for nothing."""
LEAST = datetime.timedelta(hours=24)
"""No silence is told before: nights, holidays and a feed that is written once a day are no news."""
UNKNOWN = datetime.timedelta(days=7)
"""Where nobody has said how much a source publishes."""
LONGEST = datetime.timedelta(days=60)
FAILURES = 3
"""Failures one after the other that are told; fewer happen to everybody."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a source when it is asked about.

    `newest` is the day or moment of its newest item, or when that was first seen where it states none; `followed` since
    when it has been asked for; `failures` how many times in a row it couldn't be had or read, `why` the last of them.
    """

    name: str
    expected_a_day: float | None = None
    newest: datetime.datetime | None = None
    followed: datetime.datetime
    failures: int = 0
    why: str | None = None


def silence(seen: Seen, now: datetime.datetime) -> str | None:
    """What is wrong with a source, in a sentence that names it and the remedy; None where nothing is."""
    if seen.failures >= FAILURES:
        why = f" ({seen.why.rstrip('.')})" if seen.why else ""
        return f"{seen.name}: couldn't be read {seen.failures} times in a row{why}; check its address in a browser"
    since = seen.newest or seen.followed
    quiet = now - since
    if quiet < patience(seen.expected_a_day):
        return None
    if seen.newest is None:
        return (
            f"{seen.name}: has named no page since it is followed ({_days(quiet)}); check that its address is the "
            "right feed"
        )
    usual = "" if seen.expected_a_day is None else f", where about {seen.expected_a_day:g} a day are usual"
    return (
        f"{seen.name}: silent for {_days(quiet)} (its newest page is of {since:%Y-%m-%d}){usual}; "
        "look whether it has moved its feed or stopped"
    )


def patience(expected_a_day: float | None) -> datetime.timedelta:
    """How long a source may be quiet before it's told.

    Items are taken to come independently (Poisson): nothing for t days happens with the chance exp(-expected * t).
    """
    if expected_a_day is None:
        return UNKNOWN
    if expected_a_day <= 0:
        return LONGEST
    days = -math.log(CHANCE) / expected_a_day
    return min(max(datetime.timedelta(days=min(days, 1_000)), LEAST), LONGEST)


def _days(span: datetime.timedelta) -> str:
    hours = int(span.total_seconds() // 3_600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24:,} days"
