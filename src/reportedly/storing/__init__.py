"""Readings, linked incidents and judgements in and out of the store, one SQLite file. See `docs/store.md`."""

from reportedly.storing.exchanges import First, Gathered
from reportedly.storing.fetches import Fetch, Fetches, Seen, WebPage
from reportedly.storing.following import Following, ListingState, Named, SitemapState, SourceState, WantedPage
from reportedly.storing.ids import Found, IdChange
from reportedly.storing.judging import Judged
from reportedly.storing.kept import KeptPages, folder_of
from reportedly.storing.linking import Kept, Linking, Scored
from reportedly.storing.past import Gone, Then
from reportedly.storing.progress import Running
from reportedly.storing.store import Store, open_store

__all__ = [
    "Fetch",
    "Fetches",
    "First",
    "Following",
    "Found",
    "Gathered",
    "Gone",
    "IdChange",
    "Judged",
    "Kept",
    "KeptPages",
    "Linking",
    "ListingState",
    "Named",
    "Running",
    "Scored",
    "Seen",
    "SitemapState",
    "SourceState",
    "Store",
    "Then",
    "WantedPage",
    "WebPage",
    "folder_of",
    "open_store",
]
