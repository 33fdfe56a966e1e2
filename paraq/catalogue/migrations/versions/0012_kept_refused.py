"""The bytes of a file that was refused are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("origins", sa.Column("kept", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("origins", "kept")
