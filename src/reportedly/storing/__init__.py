"""Readings, linked incidents and judgements in and out of the store, one SQLite file. See `docs/store.md`."""

from reportedly.storing.ids import Found, IdChange
from reportedly.storing.judging import Judged
from reportedly.storing.linking import Kept, Linking, Scored
from reportedly.storing.progress import Running
from reportedly.storing.store import Store, open_store

__all__ = ["Found", "IdChange", "Judged", "Kept", "Linking", "Running", "Scored", "Store", "open_store"]
