"""Storefront: products, baskets, orders and their steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "storefront_lookup_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_lookup_try")),
    )
    op.create_index(op.f("ix_storefront_lookup_try_who"), "storefront_lookup_try", ["who"])
    op.create_table(
        "storefront_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=True),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("delivery", sa.String(20), nullable=False),
        sa.Column("payment", sa.String(20), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("placed_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["buyer_id"],
            ["members_person.id"],
            name=op.f("fk_storefront_order_buyer_id_members_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name=op.f("fk_storefront_order_organisation_id_members_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"],
            ["members_person.id"],
            name=op.f("fk_storefront_order_seller_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_order")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_order_key")),
        sa.UniqueConstraint("number", name=op.f("uq_storefront_order_number")),
    )
    op.create_index(op.f("ix_storefront_order_buyer"), "storefront_order", ["buyer_id", "id"])
    op.create_index(op.f("ix_storefront_order_due"), "storefront_order", ["state", "due_at"])
    op.create_index(
        op.f("ix_storefront_order_organisation"), "storefront_order", ["organisation_id", "id"]
    )
    op.create_index(op.f("ix_storefront_order_seller"), "storefront_order", ["seller_id", "id"])
    op.create_table(
        "storefront_product",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listed_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_storefront_product_price_positive")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_storefront_product_stock_not_negative")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name=op.f("fk_storefront_product_organisation_id_members_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["members_place.id"],
            name=op.f("fk_storefront_product_place_id_members_place"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"],
            ["members_person.id"],
            name=op.f("fk_storefront_product_seller_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_product")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_product_key")),
    )
    op.create_index(
        op.f("ix_storefront_product_price"), "storefront_product", ["price_minor", "id"]
    )
    op.create_index(op.f("ix_storefront_product_seller"), "storefront_product", ["seller_id", "id"])
    op.create_table(
        "storefront_basket_line",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_minor", sa.BigInteger(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "quantity > 0", name=op.f("ck_storefront_basket_line_quantity_positive")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_basket_line_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("owner", "product_id", name=op.f("pk_storefront_basket_line")),
    )
    op.create_table(
        "storefront_guest_pass",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("visitor", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["storefront_order.id"],
            name=op.f("fk_storefront_guest_pass_order_id_storefront_order"),
        ),
        sa.PrimaryKeyConstraint("order_id", "visitor", name=op.f("pk_storefront_guest_pass")),
    )
    op.create_index(op.f("ix_storefront_guest_pass_visitor"), "storefront_guest_pass", ["visitor"])
    op.create_table(
        "storefront_line",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["storefront_order.id"],
            name=op.f("fk_storefront_line_order_id_storefront_order"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_line_product_id_storefront_product"),
        ),
        sa.PrimaryKeyConstraint("order_id", "place", name=op.f("pk_storefront_line")),
    )
    op.create_index(op.f("ix_storefront_line_product_id"), "storefront_line", ["product_id"])
    op.create_table(
        "storefront_photo",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_photo_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("product_id", "place", name=op.f("pk_storefront_photo")),
    )
    op.create_table(
        "storefront_problem",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["storefront_order.id"],
            name=op.f("fk_storefront_problem_order_id_storefront_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_problem")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_problem_key")),
    )
    op.create_index(op.f("ix_storefront_problem_order_id"), "storefront_problem", ["order_id"])
    op.create_table(
        "storefront_step",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(20), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("side", sa.String(10), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["members_person.id"], name=op.f("fk_storefront_step_by_members_person")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["storefront_order.id"],
            name=op.f("fk_storefront_step_order_id_storefront_order"),
        ),
        sa.PrimaryKeyConstraint("order_id", "to", name=op.f("pk_storefront_step")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_step_key")),
    )


def downgrade() -> None:
    op.drop_table("storefront_step")
    op.drop_table("storefront_problem")
    op.drop_table("storefront_photo")
    op.drop_table("storefront_line")
    op.drop_table("storefront_guest_pass")
    op.drop_table("storefront_basket_line")
    op.drop_table("storefront_product")
    op.drop_table("storefront_order")
    op.drop_table("storefront_lookup_try")
