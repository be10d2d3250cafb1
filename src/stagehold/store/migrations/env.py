"""Alembic comes through here; the connection is handed over by ``stagehold.store.migrating``."""

from __future__ import annotations

from alembic import context

from stagehold.store.migrating import VERSION_TABLE, is_compared
from stagehold.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_name=is_compared,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
