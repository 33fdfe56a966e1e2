"""What institutions hand over besides documents: signatures, inventories, packaging; folders that are watched."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.add_column("origins", sa.Column("role", sa.String(length=12), server_default="file", nullable=False))
    op.add_column("origins", sa.Column("signs", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "signatures",
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("signed", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.String(length=25), nullable=False),
        sa.Column("checked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("signature", "signed", name="pk_signatures"),
    )
    op.create_index("ix_signatures_signed", "signatures", ["signed"], unique=False)
    op.create_table(
        "watched",
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("folder", "path", name="pk_watched"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("watched")
    op.drop_index("ix_signatures_signed", table_name="signatures")
    op.drop_table("signatures")
    op.drop_column("origins", "signs")
    op.drop_column("origins", "role")
