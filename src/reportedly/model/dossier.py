"""A dossier: an incident with all that stands behind it. It is what sharing gives away, in one format or another."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.model.account import Account
from reportedly.model.judgement import Judgement
from reportedly.model.linked import LinkedIncident
from reportedly.model.report import Report
from reportedly.model.telling import Telling


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """An incident, what each report tells of it in the incident's order, and the standing judgements about it.

    `judgements` are the entries that `incident.judgements` names, with their tellings named as they are now.
    """

    incident: LinkedIncident
    tellings: tuple[Telling, ...]
    judgements: tuple[Judgement, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that tell of it, each once, in the order of their tellings."""
        return tuple({telling.report.id: telling.report for telling in self.tellings}.values())

    def accounts(self) -> Iterator[tuple[Telling, Account]]:
        """Every account of it, with the telling that it's part of, in the incident's order."""
        for telling in self.tellings:
            for account in telling.accounts:
                yield telling, account
