"""Corrections of page texts by people."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.add_column("page_texts", sa.Column("author", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Drop the tables."""
    op.drop_column("page_texts", "author")
