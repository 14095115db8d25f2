"""A store's incidents given away in a format: each as it may go out, what stays behind counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from reportedly.running.aside import Aside
from reportedly.running.clearing import cleared
from reportedly.running.giving import Shared, give
from reportedly.running.writing import beside
from reportedly.sharing.clearing import WORDS, Policy
from reportedly.sharing.formats import Format
from reportedly.sharing.given import Given
from reportedly.storing import Store


def share(store: Store, shape: Format, out: Path, given: Given, policy: Policy) -> Shared:
    """Writes what the store holds in this format, as `give` does; every dossier is cleared under `policy` first.

    Of an incident that stays behind for several reasons each is counted.
    """
    with beside(out) as file:
        dossiers = Aside(file)
        for _ in dossiers.laying(cleared(store, policy)):
            pass
        shared = give(dossiers, shape, out, msgspec.structs.replace(given, unreviewed=policy.unreviewed))
    reasons = Counter(WORDS[reason] for reasons in dossiers.behind.values() for reason in reasons)
    return msgspec.structs.replace(shared, left_out=dict(sorted((reasons + Counter(shared.left_out)).items())))
