"""When documents open; accounts, keys, sessions, rules of access, the audit record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.add_column("documents", sa.Column("opens", sa.String(length=10), server_default="", nullable=False))


def downgrade() -> None:
    """Drop the tables."""
    op.drop_column("documents", "opens")
