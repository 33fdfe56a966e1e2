"""Run the catalogue's migrations on the connection that ``database.py`` hands over."""

from alembic import context

from paraq.catalogue import (  # noqa: F401
    tables_access,
    tables_corrections,
    tables_requests,
    tables_searches,
    tables_transfers,
    tables_webhooks,
)
from paraq.catalogue.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
context.config.attributes["connection"].commit()
