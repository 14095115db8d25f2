"""Linking and judgements: tellings, evidence, pairs, linked incidents, ids, the log of judgements.

Frozen: it makes the tables as they were in version 2, whatever `schema.py` says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table that version 2 adds; nothing that is there changes."""
    _tellings()
    _evidence()
    _linked_incidents()
    _ids()
    _judgements()


def _tellings() -> None:
    op.create_table(
        "linkings",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("judgements", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_linkings"),
    )
    op.create_table(
        "tellings",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        _key_of("tellings", "report", "reports"),
        _key_of("tellings", "incident", "incidents"),
        sa.Column("day", sa.Date, nullable=False),
        _key_of("tellings", "root", "tellings", nullable=True),
        sa.Column("founds", sa.String(64)),
        sa.PrimaryKeyConstraint("key", name="pk_tellings"),
        sa.UniqueConstraint("incident", name="uq_tellings_incident"),
        sa.UniqueConstraint("founds", name="uq_tellings_founds"),
    )
    op.create_index("ix_tellings_name", "tellings", ["name"])
    op.create_index("ix_tellings_report", "tellings", ["report"])
    op.create_index("ix_tellings_root", "tellings", ["root"])
    op.create_table(
        "heirs",
        _key_of("heirs", "telling", "tellings"),
        _key_of("heirs", "heir", "tellings"),
        sa.PrimaryKeyConstraint("telling", name="pk_heirs"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        _key_of("evidence", "telling", "tellings"),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("telling", name="pk_evidence"),
    )
    op.create_table(
        "evidence_keys",
        sa.Column("key", sa.Text, nullable=False),
        _key_of("evidence_keys", "telling", "tellings"),
        sa.PrimaryKeyConstraint("key", "telling", name="pk_evidence_keys"),
    )
    op.create_index("ix_evidence_keys_telling", "evidence_keys", ["telling"])
    op.create_table(
        "pairs",
        _key_of("pairs", "a", "tellings"),
        _key_of("pairs", "b", "tellings"),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("a", "b", name="pk_pairs"),
    )
    op.create_index("ix_pairs_b", "pairs", ["b"])


def _linked_incidents() -> None:
    figures = (f"{outcome}_{bound}" for outcome in ("killed", "injured") for bound in ("low", "best", "high"))
    op.create_table(
        "linked_incidents",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("dismissed", sa.Boolean, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        *(sa.Column(figure, sa.Integer) for figure in figures),
        sa.Column("event_type", sa.Text),
        sa.Column("event_sub_type", sa.Text),
        sa.Column("day_start", sa.Date),
        sa.Column("day_end", sa.Date),
        sa.Column("day_precision", sa.Text),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("place_precision", sa.Text),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_linked_incidents"),
        sa.UniqueConstraint("id", name="uq_linked_incidents_id"),
    )
    op.create_index("ix_linked_incidents_day_start_country", "linked_incidents", ["day_start", "country"])
    op.create_table(
        "linked_tellings",
        _key_of("linked_tellings", "telling", "tellings"),
        _key_of("linked_tellings", "incident", "linked_incidents"),
        sa.PrimaryKeyConstraint("telling", name="pk_linked_tellings"),
    )
    op.create_index("ix_linked_tellings_incident", "linked_tellings", ["incident"])


def _ids() -> None:
    op.create_table(
        "former_tellings",
        sa.Column("id", sa.String(64), nullable=False),
        _key_of("former_tellings", "telling", "tellings"),
        sa.PrimaryKeyConstraint("id", "telling", name="pk_former_tellings"),
    )
    op.create_table(
        "id_changes",
        sa.Column("key", sa.Integer, nullable=False),
        _key_of("id_changes", "linking", "linkings"),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("other", sa.String(64)),
        sa.PrimaryKeyConstraint("key", name="pk_id_changes"),
    )
    op.create_index("ix_id_changes_linking", "id_changes", ["linking"])
    op.create_index("ix_id_changes_id", "id_changes", ["id"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
    )
    number = sa.ForeignKey("judgements.number", name="fk_judgement_tellings_judgement_judgements")
    op.create_table(
        "judgement_tellings",
        sa.Column("judgement", sa.Integer, number, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _key_of("judgement_tellings", "telling", "tellings"),
        sa.PrimaryKeyConstraint("judgement", "side", "position", name="pk_judgement_tellings"),
    )
    op.create_index("ix_judgement_tellings_telling", "judgement_tellings", ["telling"])


def _key_of(table: str, column: str, other: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{other}.key", name=f"fk_{table}_{column}_{other}")
    return sa.Column(column, sa.Integer, reference, nullable=nullable)
