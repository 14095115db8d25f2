"""The texts behind a release, out of the store that it was made of, or of another that has the pages."""

from __future__ import annotations

from reportedly.sharing.tables import Row
from reportedly.sharing.veiling import public_report
from reportedly.sharing.verifying import TextOf
from reportedly.storing import Store


def texts_of(store: Store) -> TextOf:
    """Gives the text of a row of `reports`: of a page in any of its states the one that was read, None: not there."""
    found: dict[tuple[str, str | None], str] = {}
    for name, digest, text in store.texts():
        found[public_report(name), digest] = text

    def text_of(row: Row) -> str | None:
        return found.get((row["report_id"], row["text_sha256"]))

    return text_of
