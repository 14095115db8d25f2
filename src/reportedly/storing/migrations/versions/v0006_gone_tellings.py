"""Tellings that their page tells no longer, with what they were linked with.

Frozen: it makes the table as it was in version 6, whatever the schema says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table that version 6 adds; what went before it is in no list."""
    telling = sa.ForeignKey("tellings.key", name="fk_gone_tellings_telling_tellings")
    beside = sa.ForeignKey("tellings.key", name="fk_gone_tellings_beside_tellings")
    op.create_table(
        "gone_tellings",
        sa.Column("telling", sa.Integer, telling, nullable=False),
        sa.Column("beside", sa.Integer, beside),
        sa.PrimaryKeyConstraint("telling", name="pk_gone_tellings"),
    )
    op.create_index("ix_gone_tellings_beside", "gone_tellings", ["beside"])
