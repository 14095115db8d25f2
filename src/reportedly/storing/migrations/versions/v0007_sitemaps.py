"""The sitemaps behind an index that is followed, as they were read last.

Frozen: it makes the table as it was in version 7, whatever the schema says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table that version 7 adds; each sitemap is read once more, as it was with every pass before."""
    source = sa.ForeignKey("web_sources.name", name="fk_web_sitemaps_source_web_sources")
    op.create_table(
        "web_sitemaps",
        sa.Column("listing", sa.Text, nullable=False),
        sa.Column("source", sa.Text, source, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("changed", sa.DateTime),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("asked", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("listing", "source", "address", name="pk_web_sitemaps"),
    )
