"""When documents last changed, for those who harvest the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    changed = sa.Column("changed", sa.DateTime(timezone=True), server_default="1970-01-01 00:00:00", nullable=False)
    op.add_column("documents", changed)
    op.create_index("ix_documents_changed", "documents", ["changed"])
    op.execute(
        "UPDATE documents SET changed = (SELECT max(made) FROM page_texts JOIN pages ON pages.id = page_texts.page"
        " WHERE pages.document = documents.id)"
        " WHERE EXISTS (SELECT 1 FROM page_texts JOIN pages ON pages.id = page_texts.page WHERE pages.document = documents.id)"
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("ix_documents_changed", table_name="documents")
    op.drop_column("documents", "changed")
