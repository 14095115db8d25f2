"""Dossiers out of a store as they may go out, and what stays behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from reportedly.model import Dossier
from reportedly.running.known import reviewed
from reportedly.running.spoken import SENTENCES
from reportedly.sharing.clearing import Policy, Withheld
from reportedly.sharing.clearing import cleared as clear
from reportedly.sharing.veiling import Known, plain, secrets_of, veiled
from reportedly.storing import Store

_REPORTS = 5_000  # whose names are kept at hand


def cleared(store: Store, policy: Policy) -> Iterator[Dossier | Withheld]:
    """Every incident that isn't dismissed, in the order of lists: its dossier as it may go out, or why it stays behind.

    What came since somebody said that an incident is ready isn't told of it: nobody has seen it.
    """
    who = list(dict.fromkeys(entry.who for entry in store.log()))
    people = {name: f"person {number}" for number, name in enumerate(who, 1)}

    @lru_cache(_REPORTS)
    def named(report: str) -> frozenset[str]:
        return frozenset(secret for reading in store.revisions(report) for secret in secrets_of(plain(reading)))

    def veiling(dossier: Dossier, shown: Collection[str], exact: bool) -> Any:
        return veiled(dossier, Known(SENTENCES, named, who, shown, exact))

    for dossier in store.dossiers():
        yield clear(reviewed(store, dossier), policy, veiling, people)
