"""What a person keeps for themselves: searches that they named, and when they last looked at a view."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from reportedly.people import sentences
from reportedly.people.errors import PeopleError
from reportedly.people.persons import SavedSearch
from reportedly.people.schema import searches, visits

MOST_SEARCHES = 200
LONGEST_NAME, LONGEST_QUERY, LONGEST_VIEW = 200, 4_000, 200  # code points
SAME_VISIT = datetime.timedelta(minutes=30)
"""Looking again so soon belongs to the same visit: a page that is loaded anew mustn't forget what is new on it."""


def every(connection: Connection, user: int) -> list[SavedSearch]:
    """The user's searches, by name."""
    rows = connection.execute(select(searches).where(searches.c.user == user)).all()
    found = [SavedSearch(id=row.key, name=row.name, query=row.query, saved=row.saved, seen=row.seen) for row in rows]
    return sorted(found, key=lambda search: (search.name.casefold(), search.name))


def save(connection: Connection, user: int, search: tuple[str, str, int], now: datetime.datetime) -> SavedSearch:
    """Keeps `(name, query, how many it finds)`, in the place of one of the same name."""
    name, query, seen = " ".join(search[0].split()), search[1], search[2]
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise PeopleError(sentences.SEARCH_NAME.of(n=LONGEST_NAME))
    if len(query) > LONGEST_QUERY or not query.isprintable():
        raise PeopleError(sentences.SEARCH_LENGTH.of(name=name, n=LONGEST_QUERY))
    same = (searches.c.user == user) & (searches.c.name == name)
    key = connection.execute(select(searches.c.key).where(same)).scalar_one_or_none()
    row = {"query": query, "saved": now, "seen": seen}
    if key is None:
        count = select(func.count()).select_from(searches).where(searches.c.user == user)
        if connection.execute(count).scalar_one() >= MOST_SEARCHES:
            raise PeopleError(sentences.SEARCHES_ENOUGH.of(n=MOST_SEARCHES))
        new = insert(searches).values(user=user, name=name, **row).returning(searches.c.key)
        key = connection.execute(new).scalar_one()
    else:
        connection.execute(update(searches).where(searches.c.key == key).values(row))
    return SavedSearch(id=key, name=name, query=query, saved=now, seen=seen)


def looked_at(connection: Connection, user: int, search: int, seen: int) -> bool:
    """Keeps how many it finds now; false where the user has no such search."""
    own = (searches.c.key == search) & (searches.c.user == user)
    return connection.execute(update(searches).where(own).values(seen=seen)).rowcount > 0


def drop(connection: Connection, user: int, search: int) -> bool:
    """Drops a search; false where the user has no such search."""
    own = (searches.c.key == search) & (searches.c.user == user)
    return connection.execute(delete(searches).where(own)).rowcount > 0


def visited(connection: Connection, user: int, view: str, now: datetime.datetime) -> datetime.datetime | None:
    """Keeps that the user looks at the view now; when the visit before this one ended, None where it is the first."""
    if not view or len(view) > LONGEST_VIEW or not view.isprintable():
        raise PeopleError(sentences.VIEW_NAME.of(n=LONGEST_VIEW))
    own = (visits.c.user == user) & (visits.c.view == view)
    row = connection.execute(select(visits).where(own)).first()
    if row is None:
        connection.execute(insert(visits).values(user=user, view=view, last=now, before=None))
        return None
    before: datetime.datetime | None = row.before if now - row.last < SAME_VISIT else row.last
    connection.execute(update(visits).where(own).values(last=now, before=before))
    return before
