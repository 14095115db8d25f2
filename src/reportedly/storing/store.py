"""The store: readings, linked incidents and judgements in and out of one SQLite file.

Rows are only ever added, but for a failure, which goes once its page can be read. What is read twice is stored
once; what changed is the next revision.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, select

from reportedly.model.dossier import Dossier
from reportedly.model.errors import NotThere
from reportedly.model.judgement import Judgement
from reportedly.model.linked import Link, LinkedIncident
from reportedly.model.reading import Failure, Reading
from reportedly.model.search import Facets, Listing, Row, Run, RunKind, Search, SourceKind, Sources, SourceSort
from reportedly.model.telling import Telling
from reportedly.storing import (
    adding,
    database,
    exchanges,
    facets,
    finding,
    holdings,
    ids,
    judging,
    linked,
    linking,
    pages,
    past,
    progress,
    sentences,
    sources,
)
from reportedly.storing.copies import Copies
from reportedly.storing.copy_schema import copies
from reportedly.storing.fetches import Fetches
from reportedly.storing.following import Following
from reportedly.storing.ids import Found, IdChange
from reportedly.storing.judging import Judged
from reportedly.storing.linking import Linking, Scored
from reportedly.storing.past import Gone, Then
from reportedly.storing.progress import Running
from reportedly.storing.schema import inputs, reports


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """The store in the file at `path`, made there if it's missing and `create` is true.

    Raises `StoreError` where the file isn't a store, is of a newer version, or can't be opened.
    """
    where = Path(path)
    return Store(where, database.connect(where, create=create))


class Store:
    """A store that is open; a context manager. Every method raises `StoreError` where the file can't be used."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        with database.reporting(self.path):
            self._engine.dispose()

    @property
    def fetches(self) -> Fetches:
        """What was fetched from the web."""
        return Fetches(self._reading, self._writing)

    @property
    def copies(self) -> Copies:
        """What was seen twice."""
        return Copies(self._reading, self._writing)

    @property
    def following(self) -> Following:
        """Which sources are followed, and how they stand."""
        return Following(self._reading, self._writing)

    def gathered(self) -> Iterator[exchanges.Gathered]:
        """The exchanges by which pages came, or were seen to be the same, in their order.

        All are of one state of the store, whatever others write meanwhile.
        """
        with self._reading() as connection:
            yield from exchanges.gathered(connection)

    def how_much_gathered(self) -> exchanges.Summary:
        """How much was gathered, and until when."""
        with self._reading() as connection:
            return exchanges.summary(connection)

    def add(
        self, outcome: Reading | Failure, *, given: str | None = None, now: bool = False, site: str | None = None
    ) -> bool:
        """Stores one page's outcome, all of it or nothing; false where it was there already.

        `given` names what the reader was given, for `has`. With `now` it is what the page says at present: one that
        went back to an earlier state has that as a further revision. `site` is whose page it is. Raises `StoreError`
        where two accounts or incidents of a reading share an id, or an incident names an account that isn't there.
        """
        with self._writing() as connection:
            if isinstance(outcome, Failure):
                return adding.add_failure(connection, outcome)
            added = adding.add_reading(connection, outcome, now=now, site=site)
            if given is not None:
                adding.remember(connection, given, outcome)
            return added

    def has(self, given: str) -> bool:
        """Whether a reading of what `given` names is stored, or a report that it repeats."""
        query = select(inputs.c.id).where(inputs.c.id == given)
        with self._reading() as connection:
            found = connection.execute(query.union_all(select(copies.c.given).where(copies.c.given == given)))
            return found.first() is not None

    def reading(self, report_id: str) -> Reading:
        """The current reading of the page with this id; raises `StoreError` where there's none."""
        with self._reading() as connection:
            row = connection.execute(pages.current().where(reports.c.report_id == report_id)).mappings().first()
            if row is None:
                raise NotThere(sentences.NO_REPORT.of(file=self.path, report=report_id))
            return pages.reading_of(connection, row)

    def readings(self) -> Iterator[Reading]:
        """The current reading of every page, in the order in which they were added."""
        with self._reading() as connection:
            for row in pages.streamed(connection, pages.current().order_by(reports.c.key)):
                yield pages.reading_of(connection, row)

    def revisions(self, report_id: str) -> list[Reading]:
        """Every reading of one page, the oldest first; empty where there's none."""
        query = select(reports).where(reports.c.report_id == report_id).order_by(reports.c.revision)
        with self._reading() as connection:
            return [pages.reading_of(connection, row) for row in connection.execute(query).mappings().all()]

    def named_in(self, report_ids: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
        """What any reading of these reports tells of people and places: the report's id, and a value as JSON has it."""
        with self._reading() as connection:
            return list(pages.named_in(connection, report_ids))

    def named(self) -> list[dict[str, Any]]:
        """What the readings of all reports tell of people and places, each once: values as JSON has them."""
        with self._reading() as connection:
            return list(pages.named(connection))

    def texts(self) -> Iterator[tuple[str, str | None, str]]:
        """Of every state of every page its id, the hash of its text, and the text."""
        with self._reading() as connection:
            for row in pages.streamed(connection, select(reports.c.report_id, reports.c.text_sha256, reports.c.text)):
                yield row["report_id"], row["text_sha256"], row["text"]

    def incidents(self, *, dismissed: bool = False) -> Iterator[LinkedIncident]:
        """Every linked incident, those that pages are about before background, then by day.

        With `dismissed` also those that a person says are no incident.
        """
        with self._reading() as connection:
            yield from linked.every(connection, dismissed=dismissed)

    def incident(self, beginning: str) -> LinkedIncident:
        """The incident to which the id that begins so leads now.

        Raises `StoreError` where none or several do, and where no page tells of it any more.
        """
        found = self.find(beginning)
        if found.now is None:
            raise NotThere(sentences.WITHDRAWN.of(file=self.path, incident=found.asked[:12]))
        with self._reading() as connection:
            return linked.one(connection, found.now)

    def find(self, beginning: str) -> Found:
        """What an id, or the beginning of one, means; raises `StoreError` where none or several begin so."""
        with self._reading() as connection:
            return ids.find(connection, beginning)

    def tellings(self, incident: LinkedIncident) -> list[Telling]:
        """What the reports tell of the incident, in its order."""
        with self._reading() as connection:
            return linked.tellings_behind(connection, [incident])[0]

    def dossiers(self) -> Iterator[Dossier]:
        """Every incident that isn't dismissed with what stands behind it, in the order of lists.

        All are of one state of the store, whatever others write meanwhile.
        """
        with self._reading() as connection:
            yield from linked.dossiers(connection)

    def known(self, asked: Sequence[tuple[LinkedIncident, datetime.date]]) -> list[Then]:
        """For each incident and day, what was told of it up to and on that day, by the tellings' present names."""
        with self._reading() as connection:
            return past.known(connection, asked)

    def gone(self, incidents: Sequence[LinkedIncident]) -> list[list[Gone]]:
        """Of each incident what its pages told of it and tell no longer, what went first first."""
        with self._reading() as connection:
            found = past.gone_from(connection, [incident.id for incident in incidents])
        return [found[incident.id] for incident in incidents]

    def days(self, incident: LinkedIncident) -> set[datetime.date]:
        """The days on which a page came that told of it, or one of its pages came to be another."""
        with self._reading() as connection:
            return past.days(connection, incident.id)

    def beside(self, incident: LinkedIncident, limit: int = 10) -> list[Scored]:
        """The strongest pairs that were compared of a telling of the incident, the first of the two, and another."""
        with self._reading() as connection:
            return linking.beside(connection, incident.tellings, limit)

    def check_seen(self, seen: Mapping[str, str]) -> None:
        """Raises `SeenOtherwise` where an incident isn't of the version that `seen` has for its id."""
        with self._reading() as connection:
            linked.check_seen(connection, seen)

    def holding(self, telling: str) -> str | None:
        """The id of the incident that has this current telling; None where it isn't linked."""
        with self._reading() as connection:
            return linked.holding(connection, telling)

    def compared(self, names: Sequence[str]) -> tuple[list[bytes], list[Scored]]:
        """What is stored of linking these current tellings: the evidence as JSON, the pairs among them."""
        with self._reading() as connection:
            return linking.compared(connection, names)

    def touched_since(self, day: datetime.date, besides: Collection[str] = ()) -> list[str]:
        """The ids of the incidents that may be another on this day or later than before it, in the order of lists.

        Those among `besides` are counted with them.
        """
        with self._reading() as connection:
            return past.touched_since(connection, day, besides)

    def linked(self, ids: Sequence[str]) -> list[LinkedIncident]:
        """The incidents with these ids, in this order; an id that there isn't any more is left out."""
        with self._reading() as connection:
            return linked.some(connection, ids)

    def founders(self, incidents: Sequence[LinkedIncident]) -> dict[str, str]:
        """By id, the name of the telling that gives each of these incidents its id."""
        with self._reading() as connection:
            return ids.founders(connection, [incident.id for incident in incidents])

    def id_changes(self, since: datetime.date) -> list[IdChange]:
        """Which ids ended on this day or later, and which were given to a part of another, as it happened."""
        with self._reading() as connection:
            return ids.changes(connection, since)

    def listing(self, search: Search, *, after: str | None = None, limit: int = 50) -> Listing:
        """What the search finds, in its order: `limit` rows (1 to 1,000) behind the place `after` (`Listing.next`).

        Raises `NotThere` where `after` is no place in this list.
        """
        with self._reading() as connection:
            return finding.listing(connection, search, after, limit)

    def inbox(self, *, after: str | None = None, limit: int = 50) -> Listing:
        """The incidents that wait for somebody: new ones, those that are told of anew, those that are reopened.

        Those that pages are about before background, then by the size of what stirs their figures, then the latest.
        Raises `NotThere` where `after` is no place in this list.
        """
        with self._reading() as connection:
            return finding.inbox(connection, after, limit)

    def strongest(self, incident_ids: Sequence[str]) -> dict[str, Link]:
        """By id, the likeliest of the links that make each of these incidents one; none for those of one telling."""
        with self._reading() as connection:
            return linked.strongest(connection, incident_ids)

    def row(self, incident: str) -> Row | None:
        """The line that lists have of the incident with this id; None where there is none."""
        with self._reading() as connection:
            return finding.row(connection, incident)

    def outline(self, search: Search) -> tuple[Row, ...]:
        """Everything that the search finds, for a map, in its order; 50,000 rows at most."""
        with self._reading() as connection:
            return finding.outline(connection, search)

    def facets(self, search: Search) -> Facets:
        """How the search could be narrowed down."""
        with self._reading() as connection:
            return facets.facets(connection, search)

    def sources(
        self, kind: SourceKind, *, sort: SourceSort = "reports", after: str | None = None, limit: int = 50
    ) -> Sources:
        """The outlets or the speakers: `limit` (1 to 1,000) behind the place `after` (`Sources.next`).

        The largest first, of two that are equal by name. Raises `NotThere` where `after` is no place in this list.
        """
        with self._reading() as connection:
            return sources.sources(connection, kind, sort, after, limit)

    def fine_places(self) -> list[str]:
        """The places, by name, that accounts state exactly or as being near."""
        with self._reading() as connection:
            return holdings.fine_places(connection)

    def version(self) -> str:
        """What is another whenever what is stored is (but for how far a run is)."""
        with self._reading() as connection:
            return finding.version(connection)

    def run(self, kind: RunKind, reads: Sequence[str] = ()) -> Running:
        """Begins a run in the list of runs: a context manager, which ends it."""
        with self._writing() as connection:
            return Running(self.path, progress.begin(connection, kind, tuple(reads)))

    def runs(self, limit: int = 20) -> list[Run]:
        """The runs that began last, the newest first: how far they are, how they ended."""
        with self._reading() as connection:
            return progress.latest(connection, limit)

    def judgements(self, about: Sequence[str] | None = None, *, of_gone: bool = False) -> list[Judged]:
        """The log of judgements, in its order; with `about` what of it matters to these current tellings.

        With `of_gone` also what it says of those that are gone, by their names (`gone`). Raises `StoreError` where a
        telling isn't linked.
        """
        with self._reading() as connection:
            roots = None if about is None else judging.roots_of(connection, about)
            gone = past.names_of_gone(connection, roots) if of_gone else {}
            return judging.log(connection, None if roots is None else roots | gone.keys(), gone)

    def log(self) -> list[Judgement]:
        """The entries of the log as they were written, in its order."""
        with self._reading() as connection:
            return judging.entries(connection)

    @contextmanager
    def linking(
        self, version: str, *, anew: bool = False, entry: Judgement | None = None, seen: Mapping[str, str] | None = None
    ) -> Iterator[Linking]:
        """A run of linking in one transaction: all of it is stored at the end, or nothing.

        With `anew`, or where the last run was of another `version` of the program, everything is linked anew. A
        judgement, `entry`, is added to the log first and given its id; what stands against it is the caller's to
        ask (`reviewing.contradictions`). Raises `StoreError` where it names a telling that isn't there, and
        `SeenOtherwise` where an incident isn't of the version (`version_of`) that `seen` has for its id.
        """
        with self._writing() as connection:
            linked.check_seen(connection, seen or {})
            written = judging.add(connection, entry) if entry is not None else None
            yield Linking(connection, version, anew=anew, written=written)

    def failures(self) -> list[Failure]:
        """The pages that couldn't be read and haven't been since, in the order in which they failed."""
        with self._reading() as connection:
            return holdings.failed(connection)

    def counts(self) -> dict[str, int]:
        """How many reports, accounts, linked incidents and failures there are, revisions that are current only.

        `unlinked` are the reports that no run of linking has taken in yet.
        """
        with self._reading() as connection:
            return holdings.counts(connection) | {"unlinked": linked.unlinked(connection)}

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            database.reporting(self.path),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with database.reporting(self.path), self._engine.connect() as connection:
            yield connection
