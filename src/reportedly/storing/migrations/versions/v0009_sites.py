"""Whose page each report is, and what came in files and repeats a report.

Frozen: it makes the tables as they were in version 9, whatever the schema says later.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_HOST = re.compile(r"https?://(?:(?:www|m|mobile|amp)\.)*([^/?#:@\s]+\.[^/?#:@\s]+)(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)


def upgrade() -> None:
    """Makes the tables that version 9 adds. A report's site is the host of its address; all stay reports."""
    report = sa.ForeignKey("reports.key", name="fk_sites_report_reports")
    sites = op.create_table(
        "sites",
        sa.Column("report", sa.Integer, report, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("length", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_sites"),
    )
    op.create_table(
        "copies",
        sa.Column("given", sa.String(64), nullable=False),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("reading", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("given", name="pk_copies"),
    )
    op.create_index("ix_copies_report_id", "copies", ["report_id"])
    reports = sa.table("reports", *map(sa.column, ("key", "url", "text")), sa.column("published", sa.Date))
    told = sa.select(reports.c.key, reports.c.url, reports.c.published, sa.func.length(reports.c.text).label("length"))
    connection = op.get_bind()
    found = [
        {"report": row.key, "site": host[1].lower(), "day": row.published, "length": row.length}
        for row in connection.execute(told.where(reports.c.url.is_not(None)))
        if (host := _HOST.match(row.url))
    ]
    if found:
        connection.execute(sites.insert(), found)
    op.create_index("ix_sites_site", "sites", ["site", "day", "length"])
