"""When and where it happened: the finest day and place that enough of the reports bear out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from reportedly.model import When, Where
from reportedly.reconciling.rules import table
from reportedly.reconciling.voices import Voice, words


def when_of(voices: Sequence[Voice]) -> When | None:
    """The day that most origins give; of equals the one told first, in the order of the reports' days."""
    told = [(voice, when) for voice in voices if (when := possible_when(voice, voices))]
    if not told:
        return None
    support: defaultdict[tuple[object, object], float] = defaultdict(float)
    for voice, when in told:
        support[when.start, when.end] += _weight(voice, day=when.precision == "day")
    _, best = max(told, key=lambda pair: support[pair[1].start, pair[1].end])
    return When(start=best.start, end=best.end, precision=best.precision)


def possible_when(voice: Voice, voices: Sequence[Voice]) -> When | None:
    """The report's day of the incident; None where it gives none, or one on which others had told of it already."""
    when = voice.telling.incident.when
    if when is None or when.start is None or any(when.start > other.day for other in voices):
        return None
    return when


def _weight(voice: Voice, *, day: bool) -> float:
    rule = table()["day-most-give"]
    return (1.0 if day else rule.number("span")) * (
        rule.number("background") if voice.telling.incident.background else 1.0
    )


def where_of(voices: Sequence[Voice]) -> Where | None:
    """The finest place that enough origins bear out: a place is borne out by all that lie in it or hold it."""
    told = [where for voice in voices if (where := voice.telling.incident.where) is not None]
    if not told:
        return None
    borne = [sum(_agree(where, other) for other in told) for where in told]
    enough = min(max(borne), table()["place-borne-out"].number("share") * len(told))
    fitting = [where for where, count in zip(told, borne, strict=True) if count >= enough]
    best = max(fitting, key=lambda where: (where.fineness, sum(_same(where, other) for other in told)))
    return _filled(best, told)


def _same(a: Where, b: Where) -> bool:
    """Whether two are one place: by the gazetteer, or by name."""
    if a.geonames_id is not None and b.geonames_id is not None:
        return a.geonames_id == b.geonames_id
    return a.country == b.country and words(a.name) == words(b.name) != frozenset()


def _agree(where: Where, other: Where) -> bool:
    """Whether the other bears this one out: the same, finer within it, or a coarser one that may hold it."""
    return _same(where, other) or where.may_lie_in(other) or other.may_lie_in(where) or where.is_site_in(other)


def _filled(best: Where, told: Sequence[Where]) -> Where:
    """The place with what others know of its like: country, division, coordinates."""
    for other in told:
        if _same(best, other):
            lacking = {
                name: getattr(other, name)
                for name in ("country", "admin1", "latitude", "longitude", "geonames_id")
                if getattr(best, name) is None and getattr(other, name) is not None
            }
            best = msgspec.structs.replace(best, **lacking)
    return msgspec.structs.replace(best, quote=None, rule=None)
