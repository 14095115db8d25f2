"""Readings in and out of the store, one SQLite file. `docs/store.md` says what it keeps and how."""

from reportedly.storing.store import Store, StoredIncident, open_store

__all__ = ["Store", "StoredIncident", "open_store"]
