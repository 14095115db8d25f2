"""What a person is told of a reading that can't be quite right: days to come, coordinates outside the country."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from reportedly.model import Telling, Where
from reportedly.model.errors import WorldError
from reportedly.world.places import open_gazetteer

_BEYOND = 1.0
"""Degrees by which a place may lie beyond the outermost that we know of its country."""


def told_of(telling: Telling, today: datetime.date) -> Iterator[str]:
    """One line for each thing."""
    report = telling.report
    if report.published is not None and report.published > today:
        yield f"{report.id}: dated {report.published}, after today ({today}); used as it is (check the page's day)"
    places = {account.where: None for account in telling.accounts if account.where is not None}
    for where in places:
        if why := _misplaced(where):
            yield f"{report.id}: {where.name or 'a place'} is at {why}; not linked by its place (check how it was read)"


def placed(telling: Telling) -> Telling:
    """The telling as it's compared with others: without the coordinates of a place that can't be where they say."""
    where = telling.incident.where
    if where is None or _misplaced(where) is None:
        return telling
    lost = msgspec.structs.replace(where, latitude=None, longitude=None, geonames_id=None)
    return msgspec.structs.replace(telling, incident=msgspec.structs.replace(telling.incident, where=lost))


def _misplaced(where: Where) -> str | None:
    if where.latitude is None or where.longitude is None:
        return None
    point = f"{where.latitude:.2f}, {where.longitude:.2f}"
    if not (-90 <= where.latitude <= 90 and -180 <= where.longitude <= 180):
        return f"{point}, which is nowhere on earth"
    if where.country is None:
        return None
    try:
        bounds = open_gazetteer().bounds(where.country)
    except WorldError:  # without a gazetteer nobody knows where countries are
        return None
    if bounds is None:
        return None
    south, west, north, east = bounds
    inside = (
        south - _BEYOND <= where.latitude <= north + _BEYOND and west - _BEYOND <= where.longitude <= east + _BEYOND
    )
    return None if inside else f"{point}, outside {where.country}"
