"""The tables by which a page that is seen twice is known: whose page each report is, and what repeats one.

Rows of `copies` go when they come to stand for themselves; those of `sites` stay, as those of `reports` do.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from reportedly.storing.schema import metadata

sites = Table(
    "sites",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("site", Text, nullable=False),  # or the outlet, where it has no address and no id of its own
    Column("day", Date),  # of publication
    Column("length", Integer, nullable=False),  # of its text, in code points
)
Index("ix_sites_site", sites.c.site, sites.c.day, sites.c.length)

copies = Table(
    "copies",
    metadata,
    Column("given", String(64), primary_key=True),  # as `inputs.id`
    Column("report_id", Text, nullable=False, index=True),  # of the report that it repeats
    Column("address", Text, nullable=False),  # where it stands; its own id where that isn't said
    Column("at", DateTime, nullable=False),  # UTC: when it came
    Column("reading", LargeBinary, nullable=False),  # JSON, should it come to stand for itself
)
