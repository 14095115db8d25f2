"""The web, politely: the only room that asks other machines for pages, feeds and sitemaps."""

from reportedly.gathering.web.canonical import canonical, page_key, site_of
from reportedly.gathering.web.clock import Clock
from reportedly.gathering.web.exchange import Answer, Asked, Refused
from reportedly.gathering.web.fetching import Fetcher, fetched
from reportedly.gathering.web.indexes import Sitemap
from reportedly.gathering.web.items import Item, Listing
from reportedly.gathering.web.listings import Listed, listed, listing_of
from reportedly.gathering.web.opml import Imported, as_yaml, import_opml, read_opml
from reportedly.gathering.web.politeness import Bounds, Politeness
from reportedly.gathering.web.silence import Seen, silence
from reportedly.gathering.web.sources import Source, politeness_of, read_sources
from reportedly.gathering.web.stated import Stated

__all__ = [
    "Answer",
    "Asked",
    "Bounds",
    "Clock",
    "Fetcher",
    "Imported",
    "Item",
    "Listed",
    "Listing",
    "Politeness",
    "Refused",
    "Seen",
    "Sitemap",
    "Source",
    "Stated",
    "as_yaml",
    "canonical",
    "fetched",
    "import_opml",
    "listed",
    "listing_of",
    "page_key",
    "politeness_of",
    "read_opml",
    "read_sources",
    "silence",
    "site_of",
]
