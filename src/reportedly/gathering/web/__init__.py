"""The web, politely: the only room that asks other machines for pages, feeds and sitemaps."""

from reportedly.gathering.web.clock import Clock
from reportedly.gathering.web.exchange import Answer, Asked, Refused
from reportedly.gathering.web.fetching import Fetcher, fetched
from reportedly.gathering.web.items import Item, Listing
from reportedly.gathering.web.listings import Listed, listed, listing_of
from reportedly.gathering.web.politeness import Bounds, Politeness

__all__ = [
    "Answer",
    "Asked",
    "Bounds",
    "Clock",
    "Fetcher",
    "Item",
    "Listed",
    "Listing",
    "Politeness",
    "Refused",
    "fetched",
    "listed",
    "listing_of",
]
