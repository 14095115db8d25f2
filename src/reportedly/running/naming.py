"""What a store's reports name that is hidden from whoever sees no names."""

from __future__ import annotations

from collections.abc import Collection

from reportedly.sharing.hiding import Secret
from reportedly.sharing.veiling import Named, secrets_of
from reportedly.storing import Store

_REPORTS = 5_000  # whose names are kept at hand


def named_by(store: Store) -> Named:
    """Gives what reports name in any of their states; what it was asked of last is kept at hand."""
    kept: dict[str, frozenset[Secret]] = {}

    def named(reports: Collection[str]) -> frozenset[Secret]:
        if missing := [report for report in reports if report not in kept]:
            found: dict[str, set[Secret]] = {report: set() for report in missing}
            for report, value in store.named_in(missing):
                found[report].update(secrets_of(value))
            kept.update((report, frozenset(names)) for report, names in found.items())
        names = frozenset[Secret]().union(*(kept[report] for report in reports))
        for old in list(kept)[: max(0, len(kept) - _REPORTS)]:
            del kept[old]
        return names

    return named
