"""The log: sign-ins, and what administrators and people themselves changed. Lines are added and never changed."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, insert, select

from reportedly.people.persons import EntryKind, LogLine
from reportedly.people.schema import log


def note(connection: Connection, kind: EntryKind, at: datetime.datetime, **said: str | None) -> None:
    """Adds a line; `said` are `who`, `about`, `address`, `detail`, as far as they are known."""
    connection.execute(insert(log), {"detail": "", **said, "kind": kind, "at": at})


def newest(connection: Connection, limit: int) -> list[LogLine]:
    """The last lines, the oldest of them first."""
    rows = connection.execute(select(log).order_by(log.c.key.desc()).limit(limit)).all()
    return [
        LogLine(at=row.at, kind=row.kind, who=row.who, about=row.about, address=row.address, detail=row.detail)
        for row in reversed(rows)
    ]
