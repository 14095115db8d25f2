"""What was fetched: exchanges, pages' state, sightings; that a report was withdrawn.

Frozen: it makes the tables as they were in version 4, whatever the schema says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables that version 4 adds, and a column; nothing that is there changes."""
    op.add_column("reports", sa.Column("withdrawn", sa.Boolean))
    _web_pages()
    _fetches()
    _sightings()


def _web_pages() -> None:
    op.create_table(
        "web_pages",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("asks", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("language", sa.String(35)),
        sa.Column("published", sa.Text),
        sa.Column("sha256", sa.String(64)),
        sa.Column("unread", sa.Boolean, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("first_seen", sa.DateTime, nullable=False),
        sa.Column("last_seen", sa.DateTime, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
        sa.Column("due", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("gone_since", sa.DateTime),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_web_pages"),
        sa.UniqueConstraint("address", name="uq_web_pages_address"),
        sa.UniqueConstraint("report_id", name="uq_web_pages_report_id"),
    )
    op.create_index("ix_web_pages_due", "web_pages", ["due"])


def _fetches() -> None:
    op.create_table(
        "fetches",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("hops", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("refused", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("page", sa.Integer, sa.ForeignKey("web_pages.key", name="fk_fetches_page_web_pages")),
        sa.PrimaryKeyConstraint("number", name="pk_fetches"),
    )
    for name in ("sha256", "page"):
        op.create_index(f"ix_fetches_{name}", "fetches", [name])


def _sightings() -> None:
    page = sa.ForeignKey("web_pages.key", name="fk_sightings_page_web_pages")
    op.create_table(
        "sightings",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("canonical", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("page", sa.Integer, page, nullable=False),
        sa.Column("first", sa.DateTime, nullable=False),
        sa.Column("last", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sightings"),
        sa.UniqueConstraint("address", "source", name="uq_sightings_address"),
    )
    for name in ("canonical", "page"):
        op.create_index(f"ix_sightings_{name}", "sightings", [name])
