"""Goods: variants and dates, pauses, seasons, pre-orders, and a shop's own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OF_PRODUCTS = (
    ("paused_at", MOMENT),
    ("weight_grams", sa.Integer()),
    ("season_from", sa.Integer()),
    ("season_to", sa.Integer()),
    ("harvest_on", sa.Date()),
    ("promised_on", sa.Date()),
    ("meeting", sa.Text()),
)
OF_LINES = (
    ("variant", sa.String(40)),
    ("promised_on", sa.Date()),
    ("starts_at", MOMENT),
    ("meeting", sa.Text()),
)
BASKET = "storefront_basket_line"
VARIANT_OF_A_LINE = "fk_storefront_line_variant_id_storefront_variant"


def upgrade() -> None:
    for name, kind in OF_PRODUCTS:
        op.add_column("storefront_product", sa.Column(name, kind, nullable=True))
    _make_variants()
    _make_about()
    with op.batch_alter_table("storefront_line") as table:
        table.add_column(sa.Column("variant_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            VARIANT_OF_A_LINE, "storefront_variant", ["variant_id"], ["id"]
        )
        for name, kind in OF_LINES:
            table.add_column(sa.Column(name, kind, nullable=True))
    op.rename_table(BASKET, "old_basket_line")
    _drop_basket_names()
    _make_baskets(by_choice=True)
    op.execute(
        f"INSERT INTO {BASKET} (owner, choice, product_id, quantity, seen_minor, chosen_at)"
        " SELECT owner, replace(CAST(product_id AS VARCHAR(36)), '-', ''), product_id,"
        " quantity, seen_minor, chosen_at FROM old_basket_line"
    )
    op.drop_table("old_basket_line")


def downgrade() -> None:
    """A basket forgets what had a variant; an order keeps its sum."""
    op.rename_table(BASKET, "old_basket_line")
    op.drop_index(op.f("ix_storefront_basket_line_product_id"), "old_basket_line")
    _drop_basket_names(by_choice=True)
    _make_baskets(by_choice=False)
    op.execute(
        f"INSERT INTO {BASKET} (owner, product_id, quantity, seen_minor, chosen_at)"
        " SELECT owner, product_id, quantity, seen_minor, chosen_at FROM old_basket_line"
        " WHERE variant_id IS NULL"
    )
    op.drop_table("old_basket_line")
    with op.batch_alter_table("storefront_line") as table:
        table.drop_constraint(VARIANT_OF_A_LINE, type_="foreignkey")
        for name in ("variant_id", *dict(OF_LINES)):
            table.drop_column(name)
    op.drop_table("storefront_about")
    op.drop_table("storefront_variant")
    with op.batch_alter_table("storefront_product") as table:
        for name, _kind in reversed(OF_PRODUCTS):
            table.drop_column(name)


def _make_variants() -> None:
    op.create_table(
        "storefront_variant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listed_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_storefront_variant_price_positive")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_storefront_variant_stock_not_negative")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f("fk_storefront_variant_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_variant")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_variant_key")),
    )
    for name, columns in (("product", ["product_id", "id"]), ("starts", ["starts_at"])):
        op.create_index(op.f(f"ix_storefront_variant_{name}"), "storefront_variant", columns)


def _make_about() -> None:
    whose = (
        ("seller_id", "members_person"),
        ("organisation_id", "members_organisation"),
        ("written_by", "members_person"),
    )
    op.create_table(
        "storefront_about",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(seller_id IS NULL) <> (organisation_id IS NULL)",
            name=op.f("ck_storefront_about_one_shop"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_storefront_about_{column}_{table}")
            )
            for column, table in whose
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_about")),
        *(
            sa.UniqueConstraint(column, name=op.f(f"uq_storefront_about_{column}"))
            for column in ("key", "seller_id", "organisation_id")
        ),
    )


def _make_baskets(*, by_choice: bool) -> None:
    op.create_table(
        BASKET,
        sa.Column("owner", sa.String(64), nullable=False),
        *([sa.Column("choice", sa.String(65), nullable=False)] if by_choice else []),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        *([sa.Column("variant_id", sa.Uuid(), nullable=True)] if by_choice else []),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_minor", sa.BigInteger(), nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f(f"ck_{BASKET}_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["storefront_product.id"],
            name=op.f(f"fk_{BASKET}_product_id_storefront_product"),
            ondelete="CASCADE",
        ),
        *([_the_variant()] if by_choice else []),
        sa.PrimaryKeyConstraint(
            "owner", "choice" if by_choice else "product_id", name=op.f(f"pk_{BASKET}")
        ),
    )
    if by_choice:
        op.create_index(op.f(f"ix_{BASKET}_product_id"), BASKET, ["product_id"])


def _the_variant() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["variant_id"],
        ["storefront_variant.id"],
        name=op.f(f"fk_{BASKET}_variant_id_storefront_variant"),
        ondelete="CASCADE",
    )


def _drop_basket_names(*, by_choice: bool = False) -> None:
    """PostgreSQL keeps a constraint's name with the renamed table, and each name is there once."""
    if op.get_bind().dialect.name != "postgresql":
        return
    foreign = ["product_id_storefront_product"]
    foreign += ["variant_id_storefront_variant"] if by_choice else []
    names = [f"ck_{BASKET}_quantity_positive", f"pk_{BASKET}"]
    for name in (*names, *(f"fk_{BASKET}_{one}" for one in foreign)):
        op.execute(f'ALTER TABLE old_basket_line DROP CONSTRAINT "{name}"')
