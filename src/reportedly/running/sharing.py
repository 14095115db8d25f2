"""A store's incidents given away in a format: each as it may go out, what stays behind counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from reportedly.model import Dossier
from reportedly.running.clearing import cleared
from reportedly.running.giving import Shared, give
from reportedly.sharing.clearing import WORDS, Policy, Withheld
from reportedly.sharing.formats import Format
from reportedly.sharing.given import Given
from reportedly.storing import Store


def share(store: Store, shape: Format, out: Path, given: Given, policy: Policy) -> Shared:
    """Writes what the store holds in this format, as `give` does; every dossier is cleared under `policy` first.

    Of an incident that stays behind for several reasons each is counted.
    """
    reasons: Counter[str] = Counter()

    def safe() -> Iterator[Dossier]:
        for found in cleared(store, policy):
            if isinstance(found, Withheld):
                reasons.update(WORDS[reason] for reason in found.reasons)
            else:
                yield found

    shared = give(safe(), shape, out, msgspec.structs.replace(given, unreviewed=policy.unreviewed))
    return msgspec.structs.replace(shared, left_out=dict(sorted((reasons + Counter(shared.left_out)).items())))
