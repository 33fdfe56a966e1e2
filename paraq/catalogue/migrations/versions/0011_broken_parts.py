"""A file inside another one that could not be unpacked has the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("parts", sa.Column("reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column, and the rows that mean nothing without it."""
    op.execute("DELETE FROM parts WHERE inner = ''")
    op.drop_column("parts", "reason")
