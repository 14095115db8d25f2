"""How a search could be narrowed down: of each field its values, and how many incidents would be found with each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

from reportedly.model.search import Counts, Facets, Search
from reportedly.storing.finding import Conditions, conditions_of
from reportedly.storing.schema import listed_incidents, listed_languages, listed_sources

_MOST_VALUES = 100  # of a field with no end of them
_FACETS: dict[str, Column[Any]] = {
    name: listed_incidents.c[name]
    for name in ("country", "grade", "state", "event_type", "event_sub_type", "differs", "background")
}


def facets(connection: Connection, search: Search) -> Facets:
    """How many incidents the search would find with each value of a field in place of what it has there."""
    conditions = conditions_of(connection, search)

    def under(field: str) -> Conditions:
        return [of for name, of in conditions.items() if of is not None and name != field]

    columns = _FACETS.values()
    shared = connection.execute(select(*columns, func.count()).where(*under("")).group_by(*columns)).all()
    counts: dict[str, Counter[Any]] = {}
    for number, (name, column) in enumerate(_FACETS.items()):
        field = "event" if name.startswith("event") else name
        if conditions[field] is None:  # then what it's counted under is what the others are counted under
            counts[name] = Counter()
            for row in shared:
                counts[name][row[number]] += row[-1]
        else:
            query = select(column, func.count()).where(*under(field)).group_by(column)
            counts[name] = _counted(connection, query)
    return Facets(
        country=_ranked(counts["country"]),
        grade=_ranked(counts["grade"]),
        state=_ranked(counts["state"]),
        event=_ranked(counts["event_type"] + counts["event_sub_type"]),
        language=_ranked(_languages(connection, under("language"))),
        outlet=_ranked(_names(connection, "outlet", under("outlet")))[:_MOST_VALUES],
        speaker=_ranked(_names(connection, "speaker", under("speaker")))[:_MOST_VALUES],
        differs=_ranked(counts["differs"]),
        background=_ranked(counts["background"]),
    )


def _languages(connection: Connection, conditions: Conditions) -> Counter[str]:
    columns = listed_languages.c
    query = select(columns.language, func.count()).where(columns.incident.in_(_keys(conditions)))
    return _counted(connection, query.group_by(columns.language))


def _names(connection: Connection, kind: str, conditions: Conditions) -> Counter[str]:
    columns = listed_sources.c
    query = select(columns.name, func.count()).where(
        columns.kind == kind, columns.head.is_(True), columns.name != "", columns.incident.in_(_keys(conditions))
    )
    return _counted(connection, query.group_by(columns.name))


def _keys(conditions: Conditions) -> Select[Any]:
    """In a query of their own: then each incident is looked at once, however many sources tell of it."""
    return select(listed_incidents.c.key).where(*conditions)


def _ranked(counts: Counter[Any]) -> Counts:
    """The most frequent first; of a column that is yes or no in these words."""
    words = {True: "yes", False: "no"}
    named = [
        (words[value] if isinstance(value, bool) else value, n) for value, n in counts.items() if value is not None
    ]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0])))


def _counted(connection: Connection, query: Select[Any]) -> Counter[Any]:
    return Counter({value: count for value, count in connection.execute(query)})  # noqa: C416
