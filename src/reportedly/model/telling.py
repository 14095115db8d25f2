"""A telling: what one report tells of one incident. It is what linking compares and reconciling puts together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from reportedly.model.account import Account
from reportedly.model.incident import Incident
from reportedly.model.reading import Reading
from reportedly.model.report import Report


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One report's accounts of one incident, in the report's order, and what they say together.

    `position` is the incident's place among those of the report: 0 is the one that it is about first.
    """

    report: Report
    incident: Incident
    accounts: tuple[Account, ...]
    position: int = 0

    @property
    def id(self) -> str:
        """`<report id>#<incident id>`."""
        return f"{self.report.id}#{self.incident.id}"

    def account_id(self, account: Account) -> str:
        """`<report id>#<account id>`: an account's name across reports."""
        return f"{self.report.id}#{account.id}"


def tellings_of(reading: Reading) -> Iterator[Telling]:
    """A telling for each incident of the reading, background ones included, in the reading's order."""
    for position, incident in enumerate(reading.incidents):
        accounts = tuple(account for account in reading.accounts if account.id in incident.accounts)
        yield Telling(report=reading.report, incident=incident, accounts=accounts, position=position)


def founded_id(telling: str) -> str:
    """The id of an incident that the telling of this name founds: 64 hexadecimal digits."""
    return hashlib.sha256(telling.encode()).hexdigest()
