"""The first tables.

Frozen: it makes the tables as they were in version 1, whatever `schema.py` says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table of version 1."""
    _reports()
    _evidence()
    _incidents()
    op.create_table(
        "failures",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", "message", name="pk_failures"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("raw_sha256", sa.String(64)),
        sa.Column("text_sha256", sa.String(64)),
        sa.Column("url", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("language", sa.String(35)),
        sa.Column("published", sa.Date),
        sa.Column("retrieved", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("teasers", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sa.UniqueConstraint("report_id", "revision", name="uq_reports_report_id"),
    )
    op.create_table(
        "inputs",
        sa.Column("id", sa.String(64), nullable=False),
        _key_of("inputs", "report", "reports"),
        sa.PrimaryKeyConstraint("id", name="pk_inputs"),
    )
    op.create_index("ix_inputs_report", "inputs", ["report"])


def _evidence() -> None:
    op.create_table(
        "quotes",
        sa.Column("key", sa.Integer, nullable=False),
        _key_of("quotes", "report", "reports"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_quotes"),
        sa.UniqueConstraint("report", "start", "end", name="uq_quotes_report"),
    )
    op.create_table(
        "accounts",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        _key_of("accounts", "report", "reports"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("contract_id", sa.Text, nullable=False),
        sa.Column("incident", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("speaker_name", sa.Text),
        sa.Column("speaker_type", sa.Text),
        sa.Column("via", sa.Text),
        *_what_when_where(),
        sa.PrimaryKeyConstraint("key", name="pk_accounts"),
        sa.UniqueConstraint("report", "contract_id", name="uq_accounts_report"),
    )
    op.create_index("ix_accounts_id", "accounts", ["id"])
    op.create_table(
        "statements",
        sa.Column("key", sa.Integer, nullable=False),
        _key_of("statements", "account", "accounts"),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("rule", sa.Text),
        _key_of("statements", "quote", "quotes", nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_statements"),
        sa.UniqueConstraint("account", "field", "position", name="uq_statements_account"),
    )
    op.create_index("ix_statements_quote", "statements", ["quote"])


def _incidents() -> None:
    figures = (f"{outcome}_{bound}" for outcome in ("killed", "injured") for bound in ("low", "best", "high"))
    op.create_table(
        "incidents",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        _key_of("incidents", "report", "reports"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("contract_id", sa.Text, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        *(sa.Column(figure, sa.Integer) for figure in figures),
        *_what_when_where(),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_incidents"),
        sa.UniqueConstraint("report", "contract_id", name="uq_incidents_report"),
    )
    op.create_index("ix_incidents_id", "incidents", ["id"])
    op.create_index("ix_incidents_day_start_country", "incidents", ["day_start", "country"])
    op.create_table(
        "incident_accounts",
        _key_of("incident_accounts", "incident", "incidents"),
        sa.Column("position", sa.Integer, nullable=False),
        _key_of("incident_accounts", "account", "accounts"),
        sa.PrimaryKeyConstraint("incident", "position", name="pk_incident_accounts"),
    )
    op.create_index("ix_incident_accounts_account", "incident_accounts", ["account"])


def _what_when_where() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("event_type", sa.Text),
        sa.Column("event_sub_type", sa.Text),
        sa.Column("day_start", sa.Date),
        sa.Column("day_end", sa.Date),
        sa.Column("day_precision", sa.Text),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("place_precision", sa.Text),
    )


def _key_of(table: str, column: str, other: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{other}.key", name=f"fk_{table}_{column}_{other}")
    return sa.Column(column, sa.Integer, reference, nullable=nullable)
