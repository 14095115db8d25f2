"""What was told of linked incidents up to a day, by the pages as they stood then."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, func, or_, select

from reportedly.model.linked import LinkedIncident
from reportedly.model.telling import Telling
from reportedly.storing import gone, judging
from reportedly.storing.linked import members_of, tellings_of
from reportedly.storing.schema import (
    incident_accounts,
    incidents,
    judgements,
    linked_incidents,
    linked_tellings,
    reports,
    tellings,
)
from reportedly.storing.tellings import chunks, each_of, known_on

Asked = tuple[LinkedIncident, datetime.date]
"""An incident, and a day on which it is asked what was known of it."""


class Then(NamedTuple):
    """What was told of an incident up to and on a day.

    `tellings` go by their present names, those that are gone (`Gone`) by their own. `since` are the names of those
    whose page has other words now.
    """

    tellings: dict[str, Telling]
    since: frozenset[str]


class Gone(NamedTuple):
    """A telling that its page tells no longer: as it was told last, in which revision, and what took its place.

    `name` is its last name and revision: another telling of the page may have that name now. `day` is the first on
    which the page was known not to tell it, `withdrawn` whether the whole page was away by then.
    """

    name: str
    telling: Telling
    revision: int
    day: datetime.date
    withdrawn: bool


class _Wording(NamedTuple):
    """One text of a page, in whatever revisions it was read: their `reports.key`, the oldest first."""

    since: datetime.date
    keys: tuple[int, ...]
    withdrawn: bool


def known(connection: Connection, asked: Sequence[Asked]) -> list[Then]:
    """For each incident and day, what its reports told of it up to and on that day.

    Of a page that changed it's the words that stood there then, as the newest program read them.
    """
    held = _held(connection, [incident.id for incident, _ in asked])
    past = _Past(connection, {root for one in held.values() for root in (*one.now.values(), *one.gone)})
    then: list[dict[str, RowMapping]] = []
    for incident, day in asked:
        roots = held[incident.id].now | {_name(past.last(root)): root for root in held[incident.id].gone}
        rows = {name: past.state(root, day) for name, root in roots.items()}
        then.append({name: row for name, row in rows.items() if row is not None})
    told = tellings_of(connection, [row for rows in then for row in rows.values()])
    return [
        Then(
            {name: told[row["key"]] for name, row in rows.items()},
            frozenset(name for name, row in rows.items() if not past.is_last(row)),
        )
        for rows in then
    ]


def gone_from(connection: Connection, incident_ids: Sequence[str]) -> dict[str, list[Gone]]:
    """By id of these incidents, the tellings that were linked with what it holds and are gone, the first gone first."""
    held = _held(connection, incident_ids)
    past = _Past(connection, {root for one in held.values() for root in one.gone})
    told = tellings_of(connection, past.lasts())
    found: dict[str, list[Gone]] = {}
    for incident, one in held.items():
        ends = [(row, past.ended(row)) for row in map(past.last, one.gone)]
        left = [Gone(_name(r), told[r["key"]], r["revision"], end.since, end.withdrawn) for r, end in ends if end]
        found[incident] = sorted(left, key=lambda one: (one.day, one.name))
    return found


def days(connection: Connection, incident_id: str) -> set[datetime.date]:
    """The days from which a wording of one of its pages was known, those that tell it no longer among them."""
    held = _held(connection, [incident_id])[incident_id]
    return _Past(connection, {*held.now.values(), *held.gone}).days()


def touched_since(connection: Connection, day: datetime.date, besides: Collection[str]) -> list[str]:
    """The ids of the incidents that may be another on this day or later than before it, in the order of lists.

    A state of a page tells of them that was known then, or tells of them no longer, or a judgement of that time is
    about them, or about what it undid; or they are among `besides`.
    """
    start = datetime.datetime.combine(day, datetime.time())
    earlier = select(func.coalesce(func.max(judgements.c.number), 0)).where(judgements.c.at < start)
    judged = judging.roots_since(connection, connection.execute(earlier).scalar_one())
    again = reports.alias("again")  # its keys come out of an index: of each report's row only the later ones are read
    later = select(reports.c.key).where(
        reports.c.key.in_(select(again.c.key).where(again.c.revision > 1)), reports.c.added >= day
    )
    of_those = func.coalesce(tellings.c.root, tellings.c.key).in_(each_of(judged | _gone_since(connection, day)))
    told = (
        select(linked_tellings.c.incident)
        .join(tellings, tellings.c.key == linked_tellings.c.telling)
        .where(or_(tellings.c.day >= day, tellings.c.report.in_(later), of_those))
    )
    order = linked_incidents.c
    query = (
        select(order.id)
        .where(or_(order.key.in_(told), order.id.in_(each_of(besides))))
        .order_by(order.background, order.day_start.is_(None), order.day_start, order.first)
    )
    return list(connection.execute(query).scalars())


def names_of_gone(connection: Connection, roots: Collection[int] | None = None) -> dict[int, str]:
    """The names of what is gone by roots, as in `Gone`; with `roots` of what keeps to one of these."""
    found = gone.every(connection) if roots is None else gone.behind(connection, roots)
    past = _Past(connection, found)
    return {root: _name(past.last(root)) for root in found}


def _gone_since(connection: Connection, day: datetime.date) -> set[int]:
    """What those keep to whose page came to be another on this day or later."""
    states, away = reports.alias("states"), gone.every(connection)
    found: set[int] = set()
    for some in chunks(away):
        query = (
            select(tellings.c.key)
            .join(reports, reports.c.key == tellings.c.report)
            .join(states, states.c.report_id == reports.c.report_id)
            .where(tellings.c.key.in_(some), states.c.revision > 1, states.c.added >= day)
        )
        found |= set(connection.execute(query).scalars())
    return gone.kept_to(connection, found)


class _Held(NamedTuple):
    """The roots of an incident's tellings by name, and of those that are gone from it."""

    now: dict[str, int]
    gone: list[int]


def _held(connection: Connection, incident_ids: Sequence[str]) -> dict[str, _Held]:
    """What each of these incidents holds, by its id."""
    found = {incident: _Held({}, []) for incident in incident_ids}
    incident_of: dict[int, str] = {}
    for row in members_of(connection, sorted(found)):
        root = row["root"] or row["key"]
        incident_of[root] = row["linked"]
        found[row["linked"]].now[row["name"]] = root
    for root, current in gone.behind(connection, incident_of).items():
        found[incident_of[current]].gone.append(root)
    return found


def _name(row: RowMapping) -> str:
    return f"{row['name']}@{row['revision']}"


class _Past:
    """The states of tellings, by their roots, and the wordings of the pages that they stood on."""

    def __init__(self, connection: Connection, roots: Collection[int]) -> None:
        self._states = _states(connection, roots)
        pages = {row["report_id"] for rows in self._states.values() for row in rows}
        self._wordings = _wordings(connection, pages) if pages else {}

    def state(self, root: int, day: datetime.date) -> RowMapping | None:
        """The state that was known on the day: of the words that stood on the page then the newest reading."""
        states = self._states[root]
        known = [wording for wording in self._wordings[states[0]["report_id"]] if wording.since <= day]
        reading = known[-1].keys[-1] if known else None
        return next((row for row in states if row["report"] == reading), None)

    def days(self) -> set[datetime.date]:
        """Those from which a wording was known."""
        return {wording.since for wordings in self._wordings.values() for wording in wordings}

    def last(self, root: int) -> RowMapping:
        """The state in which it was told last."""
        return self._states[root][-1]

    def lasts(self) -> list[RowMapping]:
        """Of each telling the state in which it was told last."""
        return [rows[-1] for rows in self._states.values()]

    def is_last(self, row: RowMapping) -> bool:
        """Whether the page has the same words now as in this state."""
        return row["report"] in self._wordings[row["report_id"]][-1].keys

    def ended(self, row: RowMapping) -> _Wording | None:
        """The wording that followed the one of this state; None where it is none that is told no longer.

        It's one if the newest reading of its words tells it: else it was a mistake of an older program.
        """
        wordings = self._wordings[row["report_id"]]
        return next((later for one, later in itertools.pairwise(wordings) if row["report"] == one.keys[-1]), None)


def _states(connection: Connection, roots: Collection[int]) -> dict[int, list[RowMapping]]:
    """By the root of a telling, its every state with the page and revision that it stood in, the oldest first."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for part in chunks(sorted(roots)):
        query = (
            select(tellings, reports.c.report_id, reports.c.revision)
            .join(reports, tellings.c.report == reports.c.key)
            .where(or_(tellings.c.root.in_(part), tellings.c.key.in_(part)))
            .order_by(reports.c.revision)
        )
        for row in connection.execute(query).mappings():
            found[row["root"] or row["key"]].append(row)
    return found


def _wordings(connection: Connection, report_ids: Collection[str]) -> dict[str, list[_Wording]]:
    """By page, the texts that it had, the oldest first: those that linking has taken in."""
    columns = reports.c
    page = (columns.key, columns.report_id, columns.revision, columns.text_sha256, columns.withdrawn)
    days = (columns.published, columns.retrieved, columns.added)
    of_page: dict[str, list[RowMapping]] = defaultdict(list)
    for part in chunks(sorted(report_ids)):
        query = select(*page, *days).where(columns.report_id.in_(part)).order_by(columns.report_id, columns.revision)
        for row in connection.execute(query).mappings():
            of_page[row["report_id"]].append(row)
    skipped = _passed_over(connection, [row["key"] for rows in of_page.values() if len(rows) > 1 for row in rows])
    found: dict[str, list[_Wording]] = {}
    for report_id, rows in of_page.items():
        taken = [row for row in rows if row["key"] not in skipped]
        found[report_id] = list(_grouped(taken))
    return found


def _grouped(rows: Sequence[RowMapping]) -> Iterator[_Wording]:
    for number, (_, same) in enumerate(itertools.groupby(rows, key=_words_of)):
        states = list(same)
        keys = tuple(row["key"] for row in states)
        yield _Wording(known_on(states[0], first=number == 0), keys, bool(states[0]["withdrawn"]))


def _words_of(row: RowMapping) -> Any:
    return "" if row["withdrawn"] else row["text_sha256"] or row["revision"]


def _passed_over(connection: Connection, keys: Sequence[int]) -> set[int]:
    """Of these `reports.key` those that tell of something and were replaced before linking could take them in."""
    found: set[int] = set()
    for part in chunks(keys):
        taken = select(tellings.c.report).where(tellings.c.report.in_(part))
        telling = select(incident_accounts.c.incident).where(incident_accounts.c.incident == incidents.c.key)
        query = select(incidents.c.report).where(
            incidents.c.report.in_(part), telling.exists(), incidents.c.report.not_in(taken)
        )
        found |= set(connection.execute(query).scalars())
    return found
