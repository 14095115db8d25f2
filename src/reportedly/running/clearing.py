"""Dossiers out of a store as they may go out, and what stays behind."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import Any

from reportedly.model import Dossier
from reportedly.running.known import reviewed
from reportedly.running.naming import named_by
from reportedly.running.spoken import SENTENCES
from reportedly.sharing.clearing import Policy, Withheld
from reportedly.sharing.clearing import cleared as clear
from reportedly.sharing.hiding import Hider, Secret, is_proper
from reportedly.sharing.veiling import Known, secrets_of, veiled
from reportedly.storing import Store

_AT_ONCE = 50  # dossiers whose pages' names are read together


def cleared(store: Store, policy: Policy) -> Iterator[Dossier | Withheld]:
    """Every incident that isn't dismissed, in the order of lists: its dossier as it may go out, or why it stays behind.

    What came since somebody said that an incident is ready isn't told of it: nobody has seen it.
    """
    who = list(dict.fromkeys(entry.who for entry in store.log()))
    people, named = {name: f"person {number}" for number, name in enumerate(who, 1)}, named_by(store)
    coders = [Secret(name, is_proper(name)) for name in who]

    everybody = Hider([*coders, *secrets_of(store.named())])  # whom a reason may name beside its incident

    def veiling(dossier: Dossier, shown: Collection[str], exact: bool) -> Any:
        found = veiled(dossier, Known(SENTENCES, named, coders, shown, exact, addresses=True))
        for entry in found["judgements"]:
            entry["why"] = everybody.mask(entry["why"])
        return found

    waiting = store.dossiers()
    while some := list(itertools.islice(waiting, _AT_ONCE)):
        named(set(itertools.chain.from_iterable(map(_pages, some))))  # many at once cost little
        for dossier in some:
            yield clear(reviewed(store, dossier), policy, veiling, people)


def _pages(dossier: Dossier) -> Iterator[str]:
    """The reports that are named in it: of its tellings, and of what came nearest."""
    yield from dossier.incident.reports
    if nearest := dossier.incident.nearest:
        yield from (telling.rpartition("#")[0] for telling in nearest.between)
