"""Accounts have the full names of their people, which papers show."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("accounts", sa.Column("full_name", sa.String(length=200), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("accounts", "full_name")
