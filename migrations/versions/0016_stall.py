"""What is wrong with a photo, who looked at a product, and who read a list of orders.

Revision ID: 0016
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PICTURES = ("storefront_photo", "sync_file")


def upgrade() -> None:
    for name in PICTURES:
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column("faults", sa.String(length=30), nullable=False, server_default="")
            )
        with op.batch_alter_table(name) as table:
            table.alter_column("faults", server_default=None)
    op.create_table(
        "storefront_seen",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_seen_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", "day", "who", name=op.f("pk_storefront_seen")),
    )
    op.create_index(op.f("ix_storefront_seen_day"), "storefront_seen", ["day"])
    op.create_table(
        "storefront_seen_day",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("phones", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_seen_day_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", "day", name=op.f("pk_storefront_seen_day")),
    )
    op.create_index(op.f("ix_storefront_seen_day_day"), "storefront_seen_day", ["day"])
    op.create_table(
        "storefront_order_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "how IN ('page', 'xlsx')", name=op.f("ck_storefront_order_look_how")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["members_person.id"], name=op.f("fk_storefront_order_look_by_members_person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name="fk_storefront_order_look_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_order_look")),
    )
    op.create_index(
        "ix_storefront_order_look_organisation", "storefront_order_look", ["organisation_id", "at"]
    )
    op.create_index("ix_storefront_order_look_by", "storefront_order_look", ["by", "at"])


def downgrade() -> None:
    op.drop_table("storefront_order_look")
    op.drop_table("storefront_seen_day")
    op.drop_table("storefront_seen")
    for name in PICTURES:
        with op.batch_alter_table(name) as table:
            table.drop_column("faults")
