"""The log of judgements in the store: entries are added, never changed, and find their tellings again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, func, insert, or_, select

from reportedly.model.errors import StoreError
from reportedly.model.incident import Incident
from reportedly.model.judgement import Judgement
from reportedly.storing import rows
from reportedly.storing.schema import evidence, incidents, judgement_tellings, judgements, tellings
from reportedly.storing.tellings import chunks, current_of, each_of


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log.

    `entry` is as it was written, `now` with its tellings named as they are now, those that are gone left out.
    `sightings` has, by a telling's name in `entry`, the incident as the person saw it and as it is read now (None:
    gone); one whose page says the same as then is left out.
    """

    entry: Judgement
    now: Judgement
    sightings: dict[str, tuple[Incident, Incident | None]]


_Now = tuple[Mapping[int, RowMapping], Mapping[int, str]]
"""By root the current tellings, and names."""


def add(connection: Connection, entry: Judgement) -> Judgement:
    """Adds the entry, whose `id` is given here; raises `StoreError` where a telling isn't linked in this store."""
    number = highest(connection) + 1
    entry = msgspec.structs.replace(entry, id=f"j{number}")
    row = {"number": number, "kind": entry.kind, "who": entry.who, "at": _naive(entry.at)}
    connection.execute(insert(judgements), row | {"value": msgspec.json.encode(entry).decode()})
    about: list[rows.Row] = []
    for side in ("tellings", "others"):
        names: tuple[str, ...] = getattr(entry, side)
        keys = keys_of(connection, names)
        about += [
            {"judgement": number, "side": side, "position": position, "telling": keys[name]}
            for position, name in enumerate(names)
        ]
    if about:
        connection.execute(insert(judgement_tellings), about)
    return entry


def highest(connection: Connection) -> int:
    """The number of the newest entry; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(judgements.c.number), 0))).scalar_one())


def entries(connection: Connection) -> list[Judgement]:
    """Every entry as it was written, in the order of the log."""
    values = connection.execute(select(judgements.c.value).order_by(judgements.c.number)).scalars()
    return [msgspec.json.decode(value, type=Judgement) for value in values]


def log(
    connection: Connection, roots: Collection[int] | None = None, gone: Mapping[int, str] | None = None
) -> list[Judged]:
    """Every entry, in the order of the log; with `roots` those that name one of these, and all that undo others.

    They are all that matters to what holds these tellings, and to it alone. `gone` are names for roots that are told
    no longer; without one, such a telling is left out.
    """
    columns = judgements.c
    entries = select(columns.number, columns.value).order_by(columns.number)
    if roots is not None:
        named = each_of(_naming(connection, roots))
        entries = entries.where(or_(columns.kind == "undo", columns.number.in_(named)))
    found = connection.execute(entries).all()
    of: dict[int, list[Any]] = {row.number: [] for row in found}
    for some in chunks(sorted(of)):
        query = (
            select(judgement_tellings, tellings.c.name, tellings.c.incident, tellings.c.root, tellings.c.key)
            .join(tellings, judgement_tellings.c.telling == tellings.c.key)
            .where(judgement_tellings.c.judgement.in_(some))
            .order_by(judgement_tellings.c.judgement, judgement_tellings.c.side, judgement_tellings.c.position)
        )
        for row in connection.execute(query):
            of[row.judgement].append(row)
    current = current_of(connection, sorted({row.root or row.key for about in of.values() for row in about}))
    names = {**(gone or {}), **{root: row["name"] for root, row in current.items()}}
    return [
        _judged(connection, msgspec.json.decode(row.value, type=Judgement), of[row.number], (current, names))
        for row in found
    ]


def _naming(connection: Connection, roots: Collection[int]) -> set[int]:
    """The numbers of the entries that name one of these tellings, in any of its states."""
    found: set[int] = set()
    for some in chunks(sorted(roots)):
        either = or_(tellings.c.root.in_(some), tellings.c.key.in_(some))
        found |= set(connection.execute(_about(judgement_tellings.c.judgement).where(either)).scalars())
    return found


def keys_of(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """The `tellings.key` of the current tellings with these names; raises `StoreError` where one isn't linked."""
    found: dict[str, int] = {}
    for some in chunks(names):
        query = select(tellings.c.name, tellings.c.key).join(evidence, evidence.c.telling == tellings.c.key)
        found |= {row.name: row.key for row in connection.execute(query.where(tellings.c.name.in_(some)))}
    missing = [name for name in names if name not in found]
    if missing:
        raise StoreError(f"{missing[0]}: no such telling is linked (run: reportedly link --store FILE)")
    return found


def roots_of(connection: Connection, names: Sequence[str]) -> set[int]:
    """The first states of the current tellings with these names; raises `StoreError` where one isn't linked."""
    first = func.coalesce(tellings.c.root, tellings.c.key)
    found: set[int] = set()
    for some in chunks(sorted(keys_of(connection, names).values())):
        found |= set(connection.execute(select(first).where(tellings.c.key.in_(some))).scalars())
    return found


def beside(connection: Connection, keys: Sequence[int]) -> set[int]:
    """The roots of all that is named by a judgement that names one of these tellings, in any of its states."""
    first = func.coalesce(tellings.c.root, tellings.c.key)
    named = _about(judgement_tellings.c.judgement)
    found: set[int] = set()
    for some in chunks(keys):
        roots = select(first).where(tellings.c.key.in_(some))
        query = _about(first).where(judgement_tellings.c.judgement.in_(named.where(first.in_(roots))))
        found |= set(connection.execute(query).scalars())
    return found


def roots_since(connection: Connection, number: int) -> set[int]:
    """The roots of what is judged by the entries after this one, and by those that they undo, to the chain's end."""
    first = func.coalesce(tellings.c.root, tellings.c.key)
    numbers = sorted(_since(connection, number))
    return set(connection.execute(_about(first).where(judgement_tellings.c.judgement.in_(numbers))).scalars())


def regroups_since(connection: Connection, number: int) -> bool:
    """Whether one of these entries says what belongs together or apart."""
    entries = _since(connection, number)
    return any(entry.kind in ("merge", "split") for entry in entries.values())


def _since(connection: Connection, number: int) -> dict[int, Judgement]:
    """The entries after this one, and those that they undo, to the chain's end."""
    found: dict[int, Judgement] = {}
    waiting = set(connection.execute(select(judgements.c.number).where(judgements.c.number > number)).scalars())
    while waiting:
        values = connection.execute(select(judgements.c.value).where(judgements.c.number.in_(sorted(waiting))))
        entries = [msgspec.json.decode(value, type=Judgement) for value in values.scalars()]
        found |= {int(entry.id[1:]): entry for entry in entries}
        waiting = {int(entry.undoes[1:]) for entry in entries if entry.undoes} - set(found)
    return found


def _about(column: Any) -> Select[Any]:
    """The column, of judgements and the tellings that they name."""
    return select(column).select_from(judgement_tellings).join(tellings, judgement_tellings.c.telling == tellings.c.key)


def _judged(connection: Connection, entry: Judgement, about: Sequence[Any], now_told: _Now) -> Judged:
    current, names = now_told
    sides: dict[str, list[str]] = {"tellings": [], "others": []}
    sightings: dict[str, tuple[Incident, Incident | None]] = {}
    for row in about:
        root = row.root or row.key
        now = current.get(root)
        if root in names:
            sides[row.side].append(names[root])
        if now is None or now["incident"] != row.incident:
            read = _incident(connection, now["incident"]) if now is not None else None
            sightings[row.name] = (_incident(connection, row.incident), read)
    now_named = msgspec.structs.replace(entry, tellings=tuple(sides["tellings"]), others=tuple(sides["others"]))
    return Judged(entry=entry, now=now_named, sightings=sightings)


def _incident(connection: Connection, key: int) -> Incident:
    value = connection.execute(select(incidents.c.value).where(incidents.c.key == key)).scalar_one()
    return msgspec.json.decode(value, type=Incident)


def _naive(at: datetime.datetime) -> datetime.datetime:
    return at.astimezone(datetime.UTC).replace(tzinfo=None) if at.tzinfo else at
