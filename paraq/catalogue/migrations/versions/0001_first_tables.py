"""The first tables: transfers, originals, documents, pages with versions of their text, outcomes, outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("supersedes", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("fonds", sa.Text(), nullable=False),
        sa.Column("inventory", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet_from", sa.Text(), nullable=False),
        sa.Column("fonds_title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_original", "documents", ["original"], unique=False)
    op.create_index("ix_documents_reference", "documents", ["fonds", "inventory", "file"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("rendition", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_originals"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("page", sa.String(length=48), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_table(
        "outcomes",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "page", name="pk_outcomes"),
    )
    op.create_index("ix_outcomes_outcome", "outcomes", ["outcome"], unique=False)
    op.create_table(
        "parts",
        sa.Column("outer", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("inner", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("outer", "number", name="pk_parts"),
    )
    op.create_table(
        "transfers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_transfers"),
    )
    op.create_index("ix_transfers_source", "transfers", ["source"], unique=False)
    op.create_table(
        "origins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("transfer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("duplicate", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["transfer"], ["transfers.id"], name="fk_origins_transfer"),
        sa.PrimaryKeyConstraint("id", name="pk_origins"),
    )
    op.create_index("ix_origins_sha256", "origins", ["sha256"], unique=False)
    op.create_index("ix_origins_transfer", "origins", ["transfer"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", sa.String(length=48), nullable=False),
        sa.Column("document", sa.String(length=16), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("image", sa.String(length=64), nullable=False),
        sa.Column("image_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_pages_document"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
    )
    op.create_index("ix_pages_document_place", "pages", ["document", "place"], unique=False)
    op.create_index("ix_pages_original", "pages", ["original"], unique=False)
    op.create_table(
        "page_texts",
        sa.Column("page", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("region", sa.JSON(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.id"], name="fk_page_texts_page"),
        sa.PrimaryKeyConstraint("page", "version", name="pk_page_texts"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("page_texts")
    op.drop_index("ix_pages_original", table_name="pages")
    op.drop_index("ix_pages_document_place", table_name="pages")
    op.drop_table("pages")
    op.drop_index("ix_origins_transfer", table_name="origins")
    op.drop_index("ix_origins_sha256", table_name="origins")
    op.drop_table("origins")
    op.drop_index("ix_transfers_source", table_name="transfers")
    op.drop_table("transfers")
    op.drop_table("parts")
    op.drop_index("ix_outcomes_outcome", table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_table("outbox")
    op.drop_table("originals")
    op.drop_index("ix_documents_reference", table_name="documents")
    op.drop_index("ix_documents_original", table_name="documents")
    op.drop_table("documents")
