"""Buying together: offers, group orders, and each buyer's share of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OFFER_OF_A_LINE = "fk_storefront_line_offer_id_storefront_offer"


def upgrade() -> None:
    _make_offers()
    _make_group_orders()
    _make_shares()
    with op.batch_alter_table("storefront_line") as table:
        table.add_column(sa.Column("offer_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(OFFER_OF_A_LINE, "storefront_offer", ["offer_id"], ["id"])
        table.create_index("ix_storefront_line_offer_id", ["offer_id"])


def downgrade() -> None:
    with op.batch_alter_table("storefront_line") as table:
        table.drop_index("ix_storefront_line_offer_id")
        table.drop_constraint(OFFER_OF_A_LINE, type_="foreignkey")
        table.drop_column("offer_id")
    for name in ("share", "group_order", "offer"):
        op.drop_table(f"storefront_{name}")


def _make_offers() -> None:
    name = "storefront_offer"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("most_per_person", sa.Integer(), nullable=True),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_storefront_offer_price_positive")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_storefront_offer_begins_first")),
        sa.CheckConstraint("most_per_person > 0", name=op.f("ck_storefront_offer_most_positive")),
        _leads(name, "product_id", "storefront_product", ondelete="CASCADE"),
        _leads(name, "variant_id", "storefront_variant", ondelete="CASCADE"),
        _leads(name, "made_by", "members_person"),
        _leads(name, "ended_by", "members_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_offer")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_offer_key")),
    )
    op.create_index("ix_storefront_offer_product", name, ["product_id", "ends_at"])
    for column in ("made_by", "ended_by"):
        op.create_index(op.f(f"ix_storefront_offer_{column}"), name, [column])


def _make_group_orders() -> None:
    name = "storefront_group_order"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=True),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("variant", sa.String(40), nullable=True),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("handed_out", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("least > 0", name=op.f("ck_storefront_group_order_least_positive")),
        sa.CheckConstraint(
            "price_minor > 0", name=op.f("ck_storefront_group_order_price_positive")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (settled_at IS NULL)",
            name=op.f("ck_storefront_group_order_settled"),
        ),
        _leads(name, "product_id", "storefront_product"),
        _leads(name, "variant_id", "storefront_variant"),
        _leads(name, "leader_id", "members_person"),
        _leads(name, "settled_by", "members_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_group_order")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_group_order_key")),
    )
    for what, columns in (
        ("product", ["product_id", "outcome", "closes_at"]),
        ("leader", ["leader_id", "id"]),
        ("due", ["outcome", "closes_at"]),
    ):
        op.create_index(f"ix_storefront_group_order_{what}", name, columns)
    op.create_index(op.f("ix_storefront_group_order_settled_by"), name, ["settled_by"])


def _make_shares() -> None:
    name = "storefront_share"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("group_order_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=True),
        sa.Column("visitor", sa.String(64), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("taken_back_at", MOMENT, nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_storefront_share_quantity_positive")),
        _leads(name, "group_order_id", "storefront_group_order"),
        _leads(name, "buyer_id", "members_person"),
        _leads(name, "order_id", "storefront_order"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_share")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_share_key")),
        sa.UniqueConstraint("order_id", name=op.f("uq_storefront_share_order_id")),
    )
    op.create_index("ix_storefront_share_group_order", name, ["group_order_id", "id"])
    for column in ("buyer_id", "visitor"):
        op.create_index(op.f(f"ix_storefront_share_{column}"), name, [column])


def _leads(
    name: str, column: str, to: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{name}_{column}_{to}"), ondelete=ondelete
    )
