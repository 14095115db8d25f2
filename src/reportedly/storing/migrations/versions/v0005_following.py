"""Sources that are followed: how they stand, their listings, what these named that hasn't come yet.

Frozen: it makes the tables as they were in version 5, whatever the schema says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables that version 5 adds; nothing that is there changes."""
    op.create_table(
        "web_sources",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("followed", sa.DateTime, nullable=False),
        sa.Column("expected_a_day", sa.Float),
        sa.Column("newest", sa.DateTime),
        sa.Column("newest_url", sa.Text),
        sa.Column("told", sa.Text),
        sa.PrimaryKeyConstraint("name", name="pk_web_sources"),
    )
    source = sa.ForeignKey("web_sources.name", name="fk_web_listings_source_web_sources")
    op.create_table(
        "web_listings",
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("source", sa.Text, source, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("asked", sa.DateTime),
        sa.Column("due", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("why", sa.Text),
        sa.PrimaryKeyConstraint("address", "source", name="pk_web_listings"),
    )
    op.create_table(
        "web_wanted",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("language", sa.String(35)),
        sa.Column("published", sa.Text),
        sa.Column("due", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_web_wanted"),
    )
    op.create_index("ix_web_wanted_due", "web_wanted", ["due"])
