"""Lists and searches: what lists show of linked incidents, who tells of them, the words of both, runs.

Frozen: it makes the tables as they were in version 3, whatever `schema.py` says later. They are filled when the store
is opened, by `storing.listing.fill_all`: all of them but `runs` follow from what was there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table that version 3 adds; nothing that is there changes."""
    _listed_incidents()
    _listed_languages()
    _listed_sources()
    _words()
    _runs()


def _listed_incidents() -> None:
    op.create_table(
        "listed_incidents",
        _key_of("listed_incidents", "key", "linked_incidents"),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("dismissed", sa.Boolean, nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("day_start", sa.Date),
        sa.Column("day_end", sa.Date),
        sa.Column("country", sa.String(2)),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("event_type", sa.Text),
        sa.Column("event_sub_type", sa.Text),
        sa.Column("killed", sa.Integer),
        sa.Column("injured", sa.Integer),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("outlets", sa.Integer, nullable=False),
        sa.Column("unseen", sa.Integer, nullable=False),
        sa.Column("stirred", sa.Integer),
        sa.Column("reopened", sa.Boolean, nullable=False),
        sa.Column("judged", sa.Integer, nullable=False),
        sa.Column("differs", sa.Boolean, nullable=False),
        sa.Column("waiting", sa.Boolean, nullable=False),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_listed_incidents"),
    )
    for name in ("day_start", "killed", "injured", "reports", "origins", "changed", "stirred"):
        op.create_index(f"ix_listed_incidents_{name}", "listed_incidents", [name, "id"])
    for name in ("id", "country", "state", "grade"):
        op.create_index(f"ix_listed_incidents_{name}", "listed_incidents", [name])
    op.create_index("ix_listed_incidents_waiting", "listed_incidents", ["waiting", "urgency"])


def _listed_languages() -> None:
    op.create_table(
        "listed_languages",
        sa.Column("language", sa.String(35), nullable=False),
        _key_of("listed_languages", "incident", "listed_incidents"),
        sa.PrimaryKeyConstraint("language", "incident", name="pk_listed_languages"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_listed_languages_incident", "listed_languages", ["incident"])


def _listed_sources() -> None:
    op.create_table(
        "listed_sources",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        _key_of("listed_sources", "report", "reports"),
        _key_of("listed_sources", "incident", "listed_incidents"),
        sa.Column("type", sa.Text),
        sa.Column("language", sa.String(35)),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("accounts", sa.Integer, nullable=False),
        sa.Column("copied", sa.Boolean, nullable=False),
        sa.Column("dismissed", sa.Boolean, nullable=False),
        sa.Column("head", sa.Boolean, nullable=False),
        sa.Column("alone", sa.Boolean),
        sa.Column("verdict", sa.Integer),
        sa.PrimaryKeyConstraint("kind", "name", "report", "incident", name="pk_listed_sources"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_listed_sources_incident", "listed_sources", ["incident"])


def _words() -> None:
    terms = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\""
    op.execute(f"CREATE VIRTUAL TABLE page_words USING fts5(words, content='', detail='none', {terms})")
    op.execute(f"CREATE VIRTUAL TABLE incident_words USING fts5(words, detail='none', {terms})")


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("began", sa.DateTime, nullable=False),
        sa.Column("process", sa.Integer, nullable=False),
        sa.Column("machine", sa.Text, nullable=False),
        sa.Column("reads", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("beat", sa.DateTime, nullable=False),
        sa.Column("ended", sa.DateTime),
        sa.Column("end", sa.Text),
        sa.Column("message", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
    )


def _key_of(table: str, column: str, other: str) -> sa.Column[int]:
    reference = sa.ForeignKey(f"{other}.key", name=f"fk_{table}_{column}_{other}")
    return sa.Column(column, sa.Integer, reference, nullable=False)
