"""Alembic's door: runs the steps on the connection that `database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from reportedly.storing.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()  # inside the caller's transaction: all the steps or none
