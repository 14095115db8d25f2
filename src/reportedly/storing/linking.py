"""A run of linking in the store: what is new goes in, what it touches is written anew, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, delete, func, insert, select

from reportedly.model.judgement import Judgement
from reportedly.model.linked import LinkedIncident
from reportedly.model.telling import Telling, tellings_of
from reportedly.storing import database, gone, ids, judging, linked, listing, pages, rows
from reportedly.storing.judging import Judged
from reportedly.storing.schema import (
    evidence,
    evidence_keys,
    former_tellings,
    id_changes,
    linked_incidents,
    linked_tellings,
    linkings,
    pairs,
    reports,
    tellings,
)
from reportedly.storing.tellings import chunks, current_of, each_of, forget, take_in

_AT_HAND = 5_000  # reports whose tellings are kept in memory during a run


class Kept(NamedTuple):
    """Evidence as it's stored: the telling's name, its blocking keys, the rest as JSON."""

    telling: str
    keys: tuple[str, ...]
    value: bytes


class Scored(NamedTuple):
    """Two tellings' names, the smaller first, the chance that they are of one incident, the answers as JSON."""

    a: str
    b: str
    probability: float
    answers: bytes


class Linking:
    """One run, inside one transaction: killed in its midst, nothing happened. `Store.linking` makes one.

    The order of its steps: `bare`, `sharing`, `keep_evidence`, `keep_pairs`, `judgements`, then where it `regroups`
    `connect` and what is asked of the connected, else `judged`; `keep`, `write`.
    """

    def __init__(self, connection: Connection, version: str, *, anew: bool, written: Judgement | None) -> None:
        self._connection = connection
        self.written = written
        """The judgement that came with the run."""
        last = connection.execute(select(linkings).order_by(linkings.c.key.desc()).limit(1)).mappings().first()
        seen, heeded = (last["reports"], last["judgements"]) if last else (0, 0)
        newest = connection.execute(select(func.coalesce(func.max(reports.c.key), 0))).scalar_one()
        entries = judging.highest(connection)
        self.anew = anew or (last is not None and last["version"] != version)
        self.idle = last is not None and (seen, heeded) == (newest, entries) and not self.anew
        """Whether there is nothing to do."""
        self._dirty: set[int] = set()  # `linked_incidents.key` of those that may be written anew
        self._changed: set[int] = set()  # `tellings.key` of those whose incident is, whatever else holds
        self._heeded = heeded
        self._at_hand: dict[int, list[Telling]] = {}
        self._judged_too: set[int] = set()  # roots of what is judged together with tellings that were replaced
        self._bare: dict[str, int] = {}
        self._key_of: dict[str, int] = {}  # of what is connected, by name
        self._root_of: dict[int, int] = {}
        self._reached: set[int] = set()  # `tellings.key` of what is clustered anew
        self._run = 0
        self._more = (
            newest > seen or self.anew
        )  # whether any telling may lack evidence: to ask takes a tenth of a second
        if not self.idle:
            row = {"at": database.now(), "version": version, "reports": newest, "judgements": entries}
            self._run = connection.execute(insert(linkings).returning(linkings.c.key), row).scalar_one()
            replaced = self._take_in(seen) if self._more else []
            self._judged_too = judging.beside(connection, replaced)
            forget(connection, self._all_current() if self.anew else replaced)

    def _take_in(self, seen: int) -> list[int]:
        """Takes the pages beyond this `reports.key` in; the keys of the tellings whose place their new ones take."""
        replaced = take_in(self._connection, seen)
        keys = sorted(replaced.last.values())
        self._touch(keys)
        lost = {root: key for root, key in replaced.last.items() if root not in replaced.told | replaced.heirs.keys()}
        gone.told_again(self._connection, replaced.told | replaced.heirs.keys())
        gone.keep(self._connection, lost)
        gone.inherited(self._connection, replaced.heirs)
        listing.add_pages(self._connection, seen)
        return keys

    def bare(self) -> Iterator[Telling]:
        """The current tellings whose evidence isn't stored yet, report by report."""
        if not self._more:
            return
        query = (
            pages.current()
            .with_only_columns(reports.c.key.label("report"), tellings.c.name, tellings.c.key)
            .join(tellings, tellings.c.report == reports.c.key)
            .outerjoin(evidence, evidence.c.telling == tellings.c.key)
            .where(evidence.c.telling.is_(None))
            .order_by(reports.c.key)
        )
        found = self._connection.execute(query).all()
        self._bare = {row.name: row.key for row in found}
        for some in chunks(list(dict.fromkeys(row.report for row in found))):
            for told in self._told(some).values():
                yield from told

    def sharing(self, keys: Collection[str]) -> list[bytes]:
        """The stored evidence that has one of these blocking keys, by the tellings' order."""
        found: dict[int, str] = {}
        for some in chunks(sorted(keys)):
            query = (
                select(evidence)
                .join(evidence_keys, evidence_keys.c.telling == evidence.c.telling)
                .where(evidence_keys.c.key.in_(some))
                .distinct()
            )
            found |= {row.telling: row.value for row in self._connection.execute(query)}
        return [found[key].encode() for key in sorted(found)]

    def keep_evidence(self, kept: Iterable[Kept]) -> None:
        """Stores the evidence of what `bare` gave."""
        for one in kept:
            telling = self._bare[one.telling]
            self._connection.execute(insert(evidence), {"telling": telling, "value": one.value.decode()})
            if one.keys:
                new = [{"key": key, "telling": telling} for key in sorted(set(one.keys))]
                self._connection.execute(insert(evidence_keys), new)

    def keep_pairs(self, scored: Iterable[Scored]) -> None:
        """Stores what was compared."""
        found = list(scored)
        keys = judging.keys_of(self._connection, sorted({name for one in found for name in (one.a, one.b)}))
        if found:
            new = [
                {"a": keys[one.a], "b": keys[one.b], "probability": one.probability, "answers": one.answers.decode()}
                for one in found
            ]
            self._connection.execute(insert(pairs).prefix_with("OR REPLACE"), new)

    def judgements(self, about: Iterable[LinkedIncident] | None = None) -> list[Judged]:
        """The log, or what of it matters to these incidents that were `judged`; call it when the evidence is stored."""
        if about is None:
            return judging.log(self._connection)
        names = (name for incident in about for name in incident.tellings)
        return judging.log(self._connection, {self._root_of[self._key_of[name]] for name in names})

    def regroups(self, new: Collection[str]) -> bool:
        """Whether tellings may belong together otherwise than they do: some are new or gone, or people said so."""
        return bool(new or self._dirty or self._judged_too or judging.regroups_since(self._connection, self._heeded))

    def judged(self) -> list[LinkedIncident]:
        """The stored incidents that the new judgements are about; in place of `connect` where nothing regroups."""
        roots = judging.roots_since(self._connection, self._heeded)
        self._touch({row["key"] for row in current_of(self._connection, sorted(roots)).values()})
        self._learn(self._members(self._dirty))
        columns, found = linked_incidents.c, []
        for some in chunks(sorted(self._dirty)):
            query = select(columns.id, columns.value).where(columns.key.in_(some)).order_by(columns.key)
            found += [linked.decoded(self._connection, row) for row in self._connection.execute(query).mappings()]
        return found

    def connect(self, new: Collection[str], together: Iterable[tuple[str, str]], least: float) -> None:
        """Finds the tellings to be clustered anew, and looks up what was compared with them.

        With new tellings they are these, what these were compared with (they may come nearest to it now), those of
        incidents that lost a telling or were judged, and whatever a pair that is at least so probable, a link or
        `together` connects with any of these, however far. Where people have judged and nothing is new, only the
        incidents that they judged and those that such a pair connects with them: others stay as they are.
        """
        joined = list(together)
        keys = judging.keys_of(self._connection, sorted({*new, *(name for pair in joined for name in pair)}))
        beside: dict[int, set[int]] = {}
        for a, b in joined:
            beside.setdefault(keys[a], set()).add(keys[b])
            beside.setdefault(keys[b], set()).add(keys[a])
        roots = judging.roots_since(self._connection, self._heeded) | self._judged_too
        judged = {row["key"] for row in current_of(self._connection, sorted(roots)).values()}
        self._changed = {keys[name] for name in new} | judged | self._members(self._dirty)
        fresh = {keys[name] for name in new}
        reached = self._reach(self._changed | self._paired(fresh, 0.0), beside, least if new else None)
        if not new:
            self._touch(self._paired(reached, least))
            reached |= self._members(self._dirty)
        self._reached = reached
        self._learn(reached | self._paired(reached, 0.0))

    def _reach(self, start: set[int], beside: Mapping[int, set[int]], least: float | None) -> set[int]:
        """What pairs that are so probable (None: none), incidents and `beside` connect with these; it is touched."""
        reached: set[int] = set()
        frontier = start
        while frontier:
            reached |= frontier
            self._touch(frontier)
            found = self._members(self._dirty).union(*(beside.get(key, set()) for key in frontier))
            frontier = (found | (self._paired(frontier, least) if least is not None else set())) - reached
        return reached

    def reached(self) -> set[str]:
        """The names of what is clustered anew."""
        return {name for name, key in self._key_of.items() if key in self._reached}

    def pairs(self) -> list[Scored]:
        """The stored pairs of what is clustered anew, with one another and with others, sorted."""
        name_of = {key: name for name, key in self._key_of.items()}
        columns = (pairs.c.a, pairs.c.b, pairs.c.probability, pairs.c.answers)
        found = {(a, b): (chance, answers) for a, b, chance, answers in self._pairs_of(self._reached, *columns)}
        return sorted(Scored(name_of[a], name_of[b], of[0], of[1].encode()) for (a, b), of in found.items())

    def evidence(self) -> list[bytes]:
        """The stored evidence of what is clustered anew, and of what that was compared with."""
        found: list[bytes] = []
        for some in chunks(sorted(self._key_of.values())):
            query = select(evidence.c.value).where(evidence.c.telling.in_(some)).order_by(evidence.c.telling)
            found += [value.encode() for value in self._connection.execute(query).scalars().all()]
        return found

    def tellings(self, names: Sequence[str]) -> list[Telling]:
        """Connected tellings by their names, in this order."""
        found: dict[str, Telling] = {}
        for some in chunks(sorted(self._key_of[name] for name in names)):
            query = select(tellings.c.report).where(tellings.c.key.in_(some)).distinct()
            for told in self._told(self._connection.execute(query).scalars().all()).values():
                found |= {telling.id: telling for telling in told}
        return [found[name] for name in names]

    def founded(self, names: Sequence[str]) -> str:
        """The id of the incident that these connected tellings are: that of the one which was there first."""
        first = min(self._root_of[self._key_of[name]] for name in names)
        return str(self._connection.execute(select(tellings.c.founds).where(tellings.c.key == first)).scalar_one())

    def unchanged(self, names: Collection[str]) -> LinkedIncident | None:
        """The stored incident that has just these tellings, if none of them has changed or was judged."""
        keys = {self._key_of[name] for name in names}
        if not keys.isdisjoint(self._changed):
            return None
        of_one = select(linked_tellings.c.incident).where(linked_tellings.c.telling == min(keys))
        incident = self._connection.execute(of_one).scalar_one_or_none()
        if incident is None:
            return None
        held = select(linked_tellings.c.telling).where(linked_tellings.c.incident == incident)
        if set(self._connection.execute(held).scalars()) != keys:
            return None
        stored = select(linked_incidents.c.id, linked_incidents.c.value).where(linked_incidents.c.key == incident)
        return linked.decoded(self._connection, self._connection.execute(stored).mappings().one())

    def keep(self, incidents: Collection[str]) -> None:
        """Leaves the incidents with these ids as they are."""
        for some in chunks(sorted(incidents)):
            query = select(linked_incidents.c.key).where(linked_incidents.c.id.in_(some))
            self._dirty -= set(self._connection.execute(query).scalars())

    def write(self, incidents: Iterable[tuple[LinkedIncident, bool]]) -> None:
        """Puts these, each with whether it is dismissed, in the place of all that the run has touched and not kept."""
        listed = listing.forget(self._connection, sorted(self._dirty))
        before = self._clear()
        after: dict[str, int] = {}
        for incident, dismissed in incidents:
            row = rows.linked_row(incident) | {"dismissed": dismissed}
            key = self._connection.execute(insert(linked_incidents).returning(linked_incidents.c.key), row).scalar_one()
            members = [{"telling": self._key_of[name], "incident": key} for name in incident.tellings]
            self._connection.execute(insert(linked_tellings), members)
            after[incident.id] = key
        listing.fill(self._connection, list(after.values()), database.now(), listed)
        self._log_ids(before, after)

    def _told(self, keys: Sequence[int]) -> dict[int, list[Telling]]:
        """The tellings of the reports with these keys, by report; those asked for last are at hand."""
        missing = [key for key in keys if key not in self._at_hand]
        for key, reading in pages.readings_at(self._connection, missing).items() if missing else ():
            self._at_hand[key] = [telling for telling in tellings_of(reading) if telling.accounts]
        told = {key: self._at_hand[key] for key in keys}
        while len(self._at_hand) > _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        return told

    def _all_current(self) -> list[int]:
        found = list(self._connection.execute(select(evidence.c.telling)).scalars())
        self._touch(found)
        return found

    def _touch(self, keys: Collection[int]) -> None:
        """Their incidents are written anew."""
        for some in chunks(sorted(keys)):
            query = select(linked_tellings.c.incident).where(linked_tellings.c.telling.in_(some))
            self._dirty |= set(self._connection.execute(query).scalars())

    def _members(self, incidents: Collection[int]) -> set[int]:
        """The current tellings of these incidents."""
        found: set[int] = set()
        for some in chunks(sorted(incidents)):
            query = select(linked_tellings.c.telling).join(evidence, evidence.c.telling == linked_tellings.c.telling)
            found |= set(self._connection.execute(query.where(linked_tellings.c.incident.in_(some))).scalars())
        return found

    def _paired(self, keys: Collection[int], least: float) -> set[int]:
        """Both sides of the stored pairs of these tellings that are at least so probable."""
        found: set[int] = set()
        for a, b in self._pairs_of(keys, pairs.c.a, pairs.c.b, least=least):
            found.add(a)
            found.add(b)
        return found

    def _pairs_of(self, keys: Collection[int], *columns: Column[Any], least: float = 0.0) -> Iterator[Any]:
        """The stored pairs that have one of these tellings; of two of them twice (an index for each side, no OR)."""
        for some in chunks(sorted(keys)):
            for side in (pairs.c.a, pairs.c.b):
                query = select(*columns).where(side.in_(some))
                # All at once: one by one a row costs three times as much, and there may be a hundred thousand
                yield from self._connection.execute(query.where(pairs.c.probability >= least) if least else query).all()

    def _learn(self, keys: Collection[int]) -> None:
        """Looks up the names and roots of these tellings, for what follows."""
        for some in chunks(sorted(keys)):
            root = func.coalesce(tellings.c.root, tellings.c.key).label("first")
            query = select(tellings.c.key, tellings.c.name, root).where(tellings.c.key.in_(some))
            for row in self._connection.execute(query):
                self._key_of[row.name] = row.key
                self._root_of[row.key] = row.first

    def _clear(self) -> dict[str, list[int]]:
        """Takes the touched incidents away; the roots of what each held, by its id."""
        held: dict[str, list[int]] = {}
        for some in chunks(sorted(self._dirty)):
            query = (
                select(linked_incidents.c.id, func.coalesce(tellings.c.root, tellings.c.key).label("first"))
                .join(linked_tellings, linked_tellings.c.incident == linked_incidents.c.key)
                .join(tellings, tellings.c.key == linked_tellings.c.telling)
                .where(linked_incidents.c.key.in_(some))
                .order_by(tellings.c.key)
            )
            for row in self._connection.execute(query):
                held.setdefault(row.id, []).append(row.first)
            self._connection.execute(delete(linked_tellings).where(linked_tellings.c.incident.in_(some)))
            self._connection.execute(delete(linked_incidents).where(linked_incidents.c.key.in_(some)))
        return held

    def _log_ids(self, before: Mapping[str, list[int]], after: Mapping[str, int]) -> None:
        """Keeps what ids came and went, and of those that went what they held."""
        came_from = {root: old for old, roots in before.items() for root in roots}
        for new in sorted(set(after) - set(before)):
            root = self._connection.execute(select(tellings.c.key).where(tellings.c.founds == new)).scalar_one()
            self._log(new, "given", came_from.get(root))
            self._connection.execute(delete(former_tellings).where(former_tellings.c.id == new))
        for old in sorted(set(before) - set(after)):
            kept = [{"id": old, "telling": root} for root in sorted(set(before[old]))]
            self._connection.execute(insert(former_tellings), kept)
            self._log(old, "ended", ids.now(self._connection, old))

    def _log(self, incident_id: str, kind: str, other: str | None) -> None:
        row = {"linking": self._run, "id": incident_id, "kind": kind, "other": other}
        self._connection.execute(insert(id_changes), row)


def compared(connection: Connection, names: Sequence[str]) -> tuple[list[bytes], list[Scored]]:
    """What is stored of linking these current tellings: the evidence as JSON, the pairs among them, both in order."""
    name_of: dict[int, str] = {}
    values: dict[str, bytes] = {}
    for some in chunks(sorted(names)):
        query = select(tellings.c.key, tellings.c.name, evidence.c.value).join(evidence)
        for row in connection.execute(query.where(tellings.c.name.in_(some))):
            name_of[row.key], values[row.name] = row.name, row.value.encode()
    found: list[Scored] = []
    for some in chunks(sorted(name_of)):
        query = select(pairs).where(pairs.c.a.in_(some), pairs.c.b.in_(each_of(name_of.keys())))
        for row in connection.execute(query).all():
            found.append(Scored(name_of[row.a], name_of[row.b], row.probability, row.answers.encode()))
    return [values[name] for name in sorted(values)], sorted(found)


def beside(connection: Connection, names: Sequence[str], limit: int) -> list[Scored]:
    """The strongest pairs of one of these current tellings, named first, and one that isn't among them."""
    keys = {key: name for name, key in judging.keys_of(connection, names).items()}
    found: list[tuple[int, int, float, str]] = []
    for some in chunks(sorted(keys)):
        for own, other in ((pairs.c.a, pairs.c.b), (pairs.c.b, pairs.c.a)):
            query = select(own.label("own"), other.label("other"), pairs.c.probability, pairs.c.answers)
            for row in connection.execute(query.where(own.in_(some))):
                if row.other not in keys:
                    found.append((row.own, row.other, row.probability, row.answers))
    found.sort(key=lambda pair: (-pair[2], pair[:2]))
    others = {other for _, other, _, _ in found[:limit]}
    query = select(tellings.c.key, tellings.c.name).where(tellings.c.key.in_(sorted(others)))
    keys |= {row.key: row.name for row in connection.execute(query)}
    return [Scored(keys[own], keys[other], chance, answers.encode()) for own, other, chance, answers in found[:limit]]
