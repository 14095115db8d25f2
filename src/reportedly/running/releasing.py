"""A release: a folder with what a store holds in every format, whole or not at all, that strangers can check."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from reportedly.model import Dossier, Judgement, LinkedIncident
from reportedly.model.errors import NotThere
from reportedly.running.aside import Aside, Over, side_by_side
from reportedly.running.clearing import cleared
from reportedly.running.writing import beside, whole_folder
from reportedly.sharing import released
from reportedly.sharing.clearing import Policy, Reason
from reportedly.sharing.formats import FORMATS, Format
from reportedly.sharing.given import File, Given
from reportedly.sharing.hiding import unsaid
from reportedly.sharing.native import incident_values
from reportedly.sharing.native_files import Ending, native
from reportedly.sharing.released import Change, Contents
from reportedly.sharing.tables import Row, name_in, table_of
from reportedly.sharing.veiling import WITHHELD
from reportedly.storing import Store

_NEVER = datetime.date(1970, 1, 1)  # of a store without any judgement and day
_FOUNDER_GONE = "the page that its id came from tells of it no longer; it goes on under another id"
_AXES = ("latitude", "longitude")
_NAMING = ("place_name", "outlets", "killed_reason", "injured_reason", "grade_reason")
_CHANGES = frozenset(("incident_id", "version", "review_state"))  # of these a revision says nothing


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the release's name, its incidents, how many stayed behind by reason, what it changes."""

    name: str
    incidents: int
    withheld: dict[Reason, int]
    changes: dict[str, int]


def release(store: Store, out: Path, given: Given, policy: Policy, last: Path | None = None) -> Released:
    """Writes the folder `out`; `last` is the one before it, whose changes are told.

    The same store gives the same bytes, on any day. Raises `NotWritten` where `out` can't be written, `NotARelease`
    where `last` is none, `StoreError` where the store can't be read; nothing is left half-written.
    """
    with beside(out) as file:
        dossiers = Aside(file)
        days: set[datetime.date] = set()
        name = released.name_of(_dated(dossiers.laying(cleared(store, policy)), days))
        contents = Contents(
            name=name, day=max(days, default=_NEVER), policy=policy, incidents=len(dossiers),
            withheld=Counter(reason for reasons in dossiers.behind.values() for reason in reasons),
            last=name_in(last) if last else None,
        )  # fmt: skip
        given = msgspec.structs.replace(given, unreviewed=policy.unreviewed, release=contents.name)
        told: set[tuple[str, str]] = set()
        changes = _told(_changes(store, dossiers, dossiers.behind, last), told) if last else ()
        whole_folder(out, _files(dossiers, given, contents, changes))
    return Released(
        name=contents.name, incidents=contents.incidents, withheld=dict(contents.withheld),
        changes=dict(sorted(Counter(kind for _, kind in told).items())),
    )  # fmt: skip


def _told(changes: Iterable[Change], told: set[tuple[str, str]]) -> Iterator[Change]:
    for each in changes:
        told.add((each.incident, each.kind))
        yield each


def _files(dossiers: Aside, given: Given, contents: Contents, changes: Iterable[Change]) -> Iterator[File]:
    hashing = released.Hashing()
    yield from map(hashing.of, side_by_side(dossiers, list(_makers(given))))
    yield hashing.of(released.changes_file(changes))
    data = hashing.written
    yield from map(hashing.of, released.documents(contents))
    yield hashing.of(released.package(contents, data))
    yield hashing.of(released.crate(contents, hashing.written))
    yield released.sums(hashing.written)


def _makers(given: Given) -> Iterator[Over]:
    """What makes the files of every format; our own tables are gone over once for all their kinds of files."""
    ours: dict[Ending, str] = {"parquet": "native-parquet/", "csv": "native-csv/", "jsonl": "native-jsonl/"}
    yield lambda dossiers: native(dossiers, given, _no_matter, ours)
    for name, shape in FORMATS.items():
        if not name.startswith("native-"):
            yield partial(_make, shape, given)


def _make(shape: Format, given: Given, dossiers: Iterable[Dossier]) -> Iterator[File]:
    for name, parts in shape.make(dossiers, given, _no_matter):
        yield File(name if shape.ending else f"{shape.name}/{name}", parts)


def _no_matter(_incident: LinkedIncident, _why: str) -> None:
    """What a format leaves out, the others have."""


def _dated(dossiers: Iterable[Dossier], days: set[datetime.date]) -> Iterator[Dossier]:
    for dossier in dossiers:
        days.add(_day(dossier))
        yield dossier


def _day(dossier: Dossier) -> datetime.date:
    """The day of the last judgement about it; where there's none, the last of its own days."""
    when = dossier.incident.when
    own = (when.end or when.start) if when else None
    return max((entry.at.date() for entry in dossier.judgements), default=own or _NEVER)


def _changes(store: Store, dossiers: Iterable[Dossier], behind: Collection[str], last: Path) -> Iterator[Change]:
    before = {row["incident_id"]: row for row in table_of(last, "incidents")}
    known = {row["judgement_id"] for row in table_of(last, "judgements")}
    origins = {change.id: change.other for change in store.id_changes(_NEVER) if change.given and change.other}
    there: set[str] = set()
    renamed: set[str] = set()
    for dossier in dossiers:
        name = dossier.incident.id
        there.add(name)
        judged = [entry for entry in dossier.judgements if entry.id not in known]
        origin = _origin(name, origins, before)
        if name in before:
            yield from _revisions(name, before[name], incident_values(dossier), judged)
        elif origin is not None and _leads_to(store, origin, name):
            renamed.add(origin)
            yield Change(
                incident=name, kind="revised", other=origin, field="incident_id", before=origin, after=name,
                reason=_FOUNDER_GONE,
            )  # fmt: skip
            yield from _revisions(name, before[origin], incident_values(dossier), judged)
        else:
            came = "split" if origin is not None else "new"
            yield Change(incident=name, kind=came, other=origin, reason=_why(judged, "split"))
    for name in sorted(before.keys() - there):
        change = _gone(store, name, there, behind)
        yield msgspec.structs.replace(change, reason=_FOUNDER_GONE) if name in renamed else change


def _origin(name: str, origins: Mapping[str, str], before: Mapping[str, Row]) -> str | None:
    """The id of the last release under which it was, or of which it was a part; None where it's new."""
    seen = {name}
    origin = origins.get(name)
    while origin is not None and origin not in before and origin not in seen:
        seen.add(origin)
        origin = origins.get(origin)
    return origin if origin in before else None


def _leads_to(store: Store, old: str, new: str) -> bool:
    try:
        return store.find(old).now == new
    except NotThere:
        return False


def _revisions(name: str, before: Row, now: Row, judged: Sequence[Judgement]) -> Iterator[Change]:
    """A change for each column that says something else; why: what was judged since, else what came."""
    plain = msgspec.json.decode(msgspec.json.encode(now))
    more = (plain.get("reports") or 0) - (before["reports"] or 0)
    came = "its reports were read or put together anew"
    if more:
        tell = "report tells" if abs(more) == 1 else "reports tell"
        came = f"{more} more {tell} of it" if more > 0 else f"{-more} {tell} of it no longer"
    for field in sorted(before.keys() - _CHANGES):
        was, is_now = _text(before[field]), _text(plain.get(field))
        if was != is_now:
            yield Change(
                incident=name, kind="revised", field=field, before=_once(field, was, is_now), after=is_now,
                reason=_why(judged) or came,
            )  # fmt: skip


def _gone(store: Store, name: str, there: Collection[str], behind: Collection[str]) -> Change:
    """What became of one that isn't in it any more; why it stays behind isn't told: that may be all about somebody."""
    try:
        now = store.find(name).now
    except NotThere:
        return Change(incident=name, kind="withdrawn", reason="this store doesn't know it")
    if now is None:
        return Change(incident=name, kind="withdrawn", reason="no page tells of it any more")
    if now != name and now in there:
        return Change(incident=name, kind="merged", other=now, reason="its reports tell of the other")
    cleared_no_more = now in behind or now != name
    reason = "it isn't cleared to go out any more" if cleared_no_more else "it was judged to be no incident"
    return Change(incident=name, kind="withdrawn", reason=reason)


def _once(field: str, was: str | None, is_now: str | None) -> str | None:
    """What was told before, as it may be told now: a place or a name that was let out then may not be any more."""
    if was is None:
        return None
    if field in _AXES:
        return was if len(was.partition(".")[2]) <= 1 else WITHHELD
    return unsaid(was, is_now or "") if field in _NAMING else was


def _why(judged: Sequence[Judgement], kind: str | None = None) -> str | None:
    """The reasons of judgements, each with its number."""
    found = [f"{entry.id}: {entry.why}" for entry in judged if kind is None or entry.kind == kind]
    return "; ".join(found) or None


def _text(value: object) -> str | None:
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
