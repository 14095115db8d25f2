"""What a store holds in all: how much, what couldn't be read, which places it knows finely."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from reportedly.model.reading import Failure
from reportedly.storing.pages import replaced
from reportedly.storing.schema import accounts, failures, linked_incidents, reports


def counts(connection: Connection) -> dict[str, int]:
    """How many reports, accounts, linked incidents and failures there are, revisions that are current only."""
    queries = {
        "reports": select(func.count(reports.c.report_id.distinct())),
        "accounts": select(func.count()).select_from(accounts).where(accounts.c.report.not_in(replaced())),
        "incidents": select(func.count()).select_from(linked_incidents).where(~linked_incidents.c.dismissed),
        "failures": select(func.count()).select_from(failures),
    }
    return {name: connection.execute(query).scalar_one() for name, query in queries.items()}


def failed(connection: Connection) -> list[Failure]:
    """The pages that couldn't be read and haven't been since, in the order in which they failed."""
    query = select(failures.c.id, failures.c.code, failures.c.message).order_by(
        failures.c.added, failures.c.id, failures.c.message
    )
    return [Failure(id=row.id, code=row.code, message=row.message) for row in connection.execute(query)]


def fine_places(connection: Connection) -> list[str]:
    """The places, by name, that accounts state exactly or as being near."""
    query = select(accounts.c.place).where(accounts.c.place_precision.in_(("exact", "near"))).distinct()
    return [name for name in connection.scalars(query) if name]
