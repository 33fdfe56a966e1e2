"""Requests of citizens and bodies, their evidence and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("received", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("closed", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handlers", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("number", name="uq_requests_number"),
    )
    for column in ("received", "state", "due", "closed"):
        op.create_index(f"ix_requests_{column}", "requests", [column], unique=False)
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "request_changes",
        sa.Column("id", serial, autoincrement=True, nullable=False),
        *_of_a_request(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name="fk_request_changes_request"),
        sa.PrimaryKeyConstraint("id", name="pk_request_changes"),
    )
    op.create_table(
        "request_items",
        sa.Column("id", sa.String(length=16), nullable=False),
        *_of_a_request(),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name="fk_request_items_request"),
        sa.PrimaryKeyConstraint("id", name="pk_request_items"),
    )
    op.create_table(
        "issued_papers",
        sa.Column("code", sa.String(length=32), nullable=False),
        *_of_a_request(),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("issued", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name="fk_issued_papers_request"),
        sa.PrimaryKeyConstraint("code", name="pk_issued_papers"),
    )
    op.create_index("ix_issued_papers_sha256", "issued_papers", ["sha256"], unique=False)
    for table in ("request_changes", "request_items", "issued_papers"):
        op.create_index(f"ix_{table}_request", table, ["request"], unique=False)


def _of_a_request() -> "tuple[sa.Column[str], ...]":
    return (sa.Column("request", sa.String(length=16), nullable=False),)


def downgrade() -> None:
    """Drop the tables."""
    for table in ("issued_papers", "request_items", "request_changes", "requests"):
        op.drop_table(table)
