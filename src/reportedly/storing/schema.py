"""The tables of the store. `docs/store.md` explains them; `migrations/` makes them, and a test holds the two together.

A row, once written, is never rewritten: a page that changed, or that is read differently, is a new
row of `reports` with the next `revision`. Columns marked "copy" repeat, for people who query by SQL,
what `statements.value` and `incidents.value` hold; only the JSON is read back.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),  # of the page's words and of what was read from them
    Column("report_id", Text, nullable=False),  # the contract's `report.id`
    Column("revision", Integer, nullable=False),  # 1, 2, … of one `report_id`; the highest is current
    Column("raw_sha256", String(64)),
    Column("text_sha256", String(64)),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("language", String(35)),
    Column("published", Date),
    Column("retrieved", Text),
    Column("text", Text, nullable=False),
    Column("teasers", Text, nullable=False),  # a JSON list of strings
    Column("added", DateTime, nullable=False),  # UTC
    UniqueConstraint("report_id", "revision"),
)

inputs = Table(
    "inputs",
    metadata,
    Column("id", String(64), primary_key=True),  # of the article as it came and the settings it was read with
    Column("report", ForeignKey("reports.key"), nullable=False, index=True),
)

quotes = Table(
    "quotes",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("start", Integer, nullable=False),  # code points of `reports.text`
    Column("end", Integer, nullable=False),  # exclusive
    Column("text", Text, nullable=False),
    UniqueConstraint("report", "start", "end"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),  # of the content: the same when read again
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("contract_id", Text, nullable=False),  # the contract's `id`: a1, a2, …
    Column("incident", Text, nullable=False),  # the contract's `incident`: i1, i2, …
    Column("act", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker_name", Text),  # copy, as are those below
    Column("speaker_type", Text),
    Column("via", Text),
    Column("event_type", Text),
    Column("event_sub_type", Text),
    Column("day_start", Date),
    Column("day_end", Date),
    Column("day_precision", Text),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("place", Text),
    Column("place_precision", Text),
    UniqueConstraint("report", "contract_id"),
)

statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.key"), nullable=False),
    Column("field", Text, nullable=False),  # speaker event when where victims perpetrators weapons
    Column("position", Integer, nullable=False),  # in its list; 0 where there is no list
    Column("value", Text, nullable=False),  # JSON, without quote and rule
    Column("rule", Text),
    Column("quote", ForeignKey("quotes.key"), index=True),
    UniqueConstraint("account", "field", "position"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("contract_id", Text, nullable=False),
    Column("background", Boolean, nullable=False),  # copy, as are those below
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("injured_low", Integer),
    Column("injured_best", Integer),
    Column("injured_high", Integer),
    Column("event_type", Text),
    Column("event_sub_type", Text),
    Column("day_start", Date),
    Column("day_end", Date),
    Column("day_precision", Text),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("place", Text),
    Column("place_precision", Text),
    Column("value", Text, nullable=False),  # the contract's incident as JSON
    UniqueConstraint("report", "contract_id"),
)

incident_accounts = Table(
    "incident_accounts",
    metadata,
    Column("incident", ForeignKey("incidents.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("account", ForeignKey("accounts.key"), nullable=False, index=True),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Text, primary_key=True),  # the contract's `report.id`
    Column("message", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("added", DateTime, nullable=False),
)

Index("ix_incidents_day_start_country", incidents.c.day_start, incidents.c.country)
