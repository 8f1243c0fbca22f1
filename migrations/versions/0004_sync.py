"""Sync: files that arrive in pieces, the products that wait for them, and what phones rely on."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sync_file",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("name", sa.String(64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "sha256", name=op.f("pk_sync_file")),
    )
    op.create_index(op.f("ix_sync_file_touched_at"), "sync_file", ["touched_at"])
    op.create_table(
        "sync_piece",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "sha256"],
            ["sync_file.owner", "sync_file.sha256"],
            name=op.f("fk_sync_piece_owner_sha256_sync_file"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner", "sha256", "start", name=op.f("pk_sync_piece")),
    )
    op.create_table(
        "storefront_awaited_photo",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_awaited_photo_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", "sha256", name=op.f("pk_storefront_awaited_photo")),
    )
    op.create_index(
        op.f("ix_storefront_awaited_photo_file"), "storefront_awaited_photo", ["owner", "sha256"]
    )
    # What phones locked, and whose lost answers they ask for again, must open with the database
    # that holds their people, whatever becomes of the key file beside it. It survives a step down.
    fact = sa.table("core_fact", sa.column("name"), sa.column("value"))
    known = sa.select(fact.c.name).where(fact.c.name == "phones")
    if op.get_bind().execute(known).first() is None:
        op.bulk_insert(fact, [{"name": "phones", "value": secrets.token_urlsafe(48)}])



def downgrade() -> None:
    op.drop_table("storefront_awaited_photo")
    op.drop_table("sync_piece")
    op.drop_table("sync_file")
