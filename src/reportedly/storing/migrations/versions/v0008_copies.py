"""Pages that repeat another page of their site.

Frozen: it makes the column as it was in version 8, whatever the schema says later.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds what version 8 adds; pages that have reports keep them."""
    op.add_column("web_pages", sa.Column("copy_of", sa.Text))
    op.create_index("ix_web_pages_copy_of", "web_pages", ["copy_of"])
