"""The tables of what was fetched: every exchange, each page's state, where else it was seen.

`fetches` is only ever added to, like `reports`. The others say how things stand now.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from reportedly.storing.schema import metadata

web_pages = Table(
    "web_pages",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),  # canonical
    Column("report_id", Text, nullable=False, unique=True),
    Column("asks", Text, nullable=False),  # the address that is asked for it: one that answered
    Column("outlet", Text),  # these three as the source says, where it does
    Column("language", String(35)),
    Column("published", Text),
    Column("sha256", String(64)),  # of the bytes that came last
    Column("unread", Boolean, nullable=False),  # those bytes are kept and not yet read
    Column("etag", Text),
    Column("modified", Text),
    Column("first_seen", DateTime, nullable=False),  # UTC, as all times
    Column("last_seen", DateTime, nullable=False),
    Column("changed", DateTime, nullable=False),  # its last revision
    Column("due", DateTime, index=True),  # when it is to be asked again; null: no more
    Column("failures", Integer, nullable=False),  # in a row
    Column("gone_since", DateTime),  # the first of the answers in a row that there's no such page
    Column("withdrawn", Boolean, nullable=False),
    Column("copy_of", Text, index=True),  # the `report_id` of what it repeats of its site; it has no report then
)

fetches = Table(
    "fetches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("asked", Text, nullable=False),
    Column("address", Text),  # that answered in the end
    Column("hops", Text, nullable=False),  # the addresses that led there: a JSON list
    Column("status", Integer),
    Column("headers", Text, nullable=False),  # as they came: a JSON list of pairs
    Column("sha256", String(64), index=True),  # of the body
    Column("refused", Text),  # why there's no answer: a code of `gathering.web.Why`
    Column("message", Text),
    Column("page", ForeignKey("web_pages.key"), index=True),
)

sightings = Table(
    "sightings",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("address", Text, nullable=False),  # as it was given
    Column("canonical", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),  # whose listing named it; empty: the command line, or a redirect
    Column("page", ForeignKey("web_pages.key"), nullable=False, index=True),
    Column("first", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    UniqueConstraint("address", "source"),
)


web_sources = Table(
    "web_sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("followed", DateTime, nullable=False),  # since when
    Column("expected_a_day", Float),
    Column("newest", DateTime),  # of its newest item, or when that was seen first where it states none
    Column("newest_url", Text),
    Column("told", Text),  # what was last said to be wrong with it; null: nothing is
)

web_listings = Table(
    "web_listings",
    metadata,
    Column("address", Text, primary_key=True),  # of a feed, a sitemap or a list, as it is followed
    Column("source", ForeignKey("web_sources.name"), primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("asked", DateTime),
    Column("due", DateTime),  # null: with every pass
    Column("failures", Integer, nullable=False),  # in a row
    Column("why", Text),  # the last of them
)

web_sitemaps = Table(
    "web_sitemaps",
    metadata,
    Column("listing", Text, primary_key=True),  # the index, as it is followed
    Column("source", ForeignKey("web_sources.name"), primary_key=True),
    Column("address", Text, primary_key=True),  # of a sitemap behind it
    Column("named_by", Text, nullable=False),  # the index itself, or one behind it
    Column("changed", DateTime),  # when it had, as that said
    Column("etag", Text),
    Column("modified", Text),
    Column("asked", DateTime, nullable=False),
)

web_wanted = Table(
    "web_wanted",
    metadata,
    Column("url", Text, primary_key=True),  # that a listing named, of a page that hasn't come yet
    Column("source", Text, nullable=False),
    Column("outlet", Text),
    Column("language", String(35)),
    Column("published", Text),
    Column("due", DateTime, index=True),  # null: given up
    Column("failures", Integer, nullable=False),
)
