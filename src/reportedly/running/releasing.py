"""A release: a folder with what a store holds in every format, whole or not at all, that strangers can check."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from reportedly.model import Dossier, Judgement
from reportedly.model.errors import NotThere
from reportedly.model.search import Search
from reportedly.running.clearing import cleared
from reportedly.running.writing import whole_folder
from reportedly.sharing import released
from reportedly.sharing.clearing import WORDS, Policy, Reason, Withheld
from reportedly.sharing.formats import FORMATS
from reportedly.sharing.given import File, Given
from reportedly.sharing.native import rows
from reportedly.sharing.released import Change, Contents, Written
from reportedly.sharing.tables import Row, table_of
from reportedly.storing import Store

_NEVER = datetime.date(1970, 1, 1)  # of a store without any judgement and day
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
    behind: dict[str, tuple[Reason, ...]] = {}
    dossiers: list[Dossier] = []
    for found in cleared(store, policy):
        if isinstance(found, Withheld):
            behind[found.incident] = found.reasons
        else:
            dossiers.append(found)
    contents = Contents(
        name=released.name_of(dossiers), day=_day(store), policy=policy, incidents=len(dossiers),
        withheld=Counter(reason for reasons in behind.values() for reason in reasons), last=last.name if last else None,
    )  # fmt: skip
    given = msgspec.structs.replace(given, unreviewed=policy.unreviewed, release=contents.name)
    changes = list(_changes(store, dossiers, behind, given, last)) if last else []
    whole_folder(out, _files(dossiers, given, contents, changes))
    return Released(
        name=contents.name, incidents=len(dossiers), withheld=dict(contents.withheld),
        changes=dict(sorted(Counter(kind for _, kind in {(each.incident, each.kind) for each in changes}).items())),
    )  # fmt: skip


def _files(dossiers: Sequence[Dossier], given: Given, contents: Contents, changes: Sequence[Change]) -> Iterator[File]:
    written: dict[str, Written] = {}
    for shape in FORMATS.values():
        for file in shape.make(dossiers, given, lambda _incident, _why: None):
            path = file.name if shape.ending else f"{shape.name}/{file.name}"
            yield released.hashed(File(path, file.parts), written)
    yield released.hashed(released.changes_file(changes), written)
    data = dict(written)
    for document in released.documents(contents):
        yield released.hashed(document, written)
    yield released.hashed(released.package(contents, data), written)
    yield released.hashed(released.crate(contents, dict(written)), written)
    yield released.sums(written)


def _day(store: Store) -> datetime.date:
    """The day of the last judgement; where there's none, of the latest incident."""
    if log := store.log():
        return max(entry.at for entry in log).date()
    return max((row.day_start for row in store.outline(Search(background=None)) if row.day_start), default=_NEVER)


def _changes(
    store: Store, dossiers: Sequence[Dossier], behind: dict[str, tuple[Reason, ...]], given: Given, last: Path
) -> Iterator[Change]:
    before = {row["incident_id"]: row for row in table_of(last, "incidents")}
    known = {row["judgement_id"] for row in table_of(last, "judgements")}
    now = {
        row.values["incident_id"]: row.values
        for row in rows(dossiers, given, lambda _incident, _why: None)
        if row.table == "incidents"
    }
    by_id = {dossier.incident.id: dossier for dossier in dossiers}
    origins = {change.id: change.other for change in store.id_changes(_NEVER) if change.given and change.other}
    for name, values in now.items():
        judged = [entry for entry in by_id[name].judgements if entry.id not in known]
        if name not in before:
            origin = origins.get(name)
            came = "split" if origin in before else "new"
            yield Change(
                incident=name, kind=came, other=origin if came == "split" else None, reason=_why(judged, "split")
            )
            continue
        yield from _revisions(name, before[name], values, judged)
    for name in sorted(before.keys() - now.keys()):
        yield _gone(store, name, behind)


def _revisions(name: str, before: Row, now: Row, judged: Sequence[Judgement]) -> Iterator[Change]:
    """A change for each column that says something else; why: what was judged since, else what came."""
    plain = msgspec.json.decode(msgspec.json.encode(now))
    more = (plain.get("reports") or 0) - (before["reports"] or 0)
    came = f"{more} more reports tell of it" if more > 0 else "its reports were read or put together anew"
    for field in sorted(before.keys() - _CHANGES):
        was, is_now = _text(before[field]), _text(plain.get(field))
        if was != is_now:
            yield Change(
                incident=name, kind="revised", field=field, before=was, after=is_now, reason=_why(judged) or came
            )


def _gone(store: Store, name: str, behind: dict[str, tuple[Reason, ...]]) -> Change:
    try:
        now = store.find(name).now
    except NotThere:
        return Change(incident=name, kind="withdrawn", reason="this store doesn't know it")
    if now is None:
        return Change(incident=name, kind="withdrawn", reason="no page tells of it any more")
    if now != name:
        return Change(incident=name, kind="merged", other=now, reason="its reports tell of the other")
    reasons = "; ".join(WORDS[reason] for reason in behind.get(name, ()))
    return Change(incident=name, kind="withdrawn", reason=reasons or "it was judged to be no incident")


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
