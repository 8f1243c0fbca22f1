"""Points, ways with their fees, order windows and delays; what an order keeps of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ONE_SHOP = "(organisation_id IS NULL) <> (seller_id IS NULL)"
LIVE = sa.text("ended_at IS NULL")
KEPT = ("way", "point", "window")


def upgrade() -> None:
    _points()
    _ways()
    _windows()
    _delays()
    with op.batch_alter_table("storefront_order") as table:
        table.add_column(sa.Column("fee_minor", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("way", sa.String(10), nullable=True))
        table.add_column(sa.Column("way_words", sa.Text(), nullable=True))
        for one in KEPT:
            table.add_column(sa.Column(f"{one}_id", sa.Uuid(), nullable=True))
    op.execute("UPDATE storefront_order SET fee_minor = 0, way_words = ''")
    with op.batch_alter_table("storefront_order") as table:
        table.alter_column("fee_minor", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("way_words", existing_type=sa.Text(), nullable=False)
        for one in KEPT:
            table.create_foreign_key(
                op.f(f"fk_storefront_order_{one}_id_storefront_{one}"),
                f"storefront_{one}",
                [f"{one}_id"],
                ["id"],
            )
        table.create_index(op.f("ix_storefront_order_window_id"), ["window_id"])


def downgrade() -> None:
    with op.batch_alter_table("storefront_order") as table:
        table.drop_index(op.f("ix_storefront_order_window_id"))
        for one in KEPT:
            table.drop_constraint(
                op.f(f"fk_storefront_order_{one}_id_storefront_{one}"), type_="foreignkey"
            )
            table.drop_column(f"{one}_id")
        for name in ("way_words", "way", "fee_minor"):
            table.drop_column(name)
    for name in ("delay", "window", "way", "point"):
        op.drop_table(f"storefront_{name}")


def _points() -> None:
    table = "storefront_point"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        *_shop(table),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("hours", sa.String(80), nullable=False),
        sa.Column("ask", sa.String(80), nullable=False),
        _to(table, "place_id", "members_place"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for name in ("organisation_id", "seller_id"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _ways() -> None:
    table = "storefront_way"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        *_shop(table),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("spot", sa.String(200), nullable=False),
        sa.Column("base_minor", sa.BigInteger(), nullable=False),
        sa.Column("step_grams", sa.Integer(), nullable=True),
        sa.Column("step_minor", sa.BigInteger(), nullable=True),
        sa.Column("free_from_minor", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_record("set", table),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("base_minor >= 0", name=op.f(f"ck_{table}_base_not_negative")),
        sa.CheckConstraint(
            "(step_grams IS NULL) = (step_minor IS NULL)", name=op.f(f"ck_{table}_step_whole")
        ),
        sa.CheckConstraint("free_from_minor > 0", name=op.f(f"ck_{table}_free_from_positive")),
        sa.CheckConstraint(
            "(kind = 'pickup') = (point_id IS NOT NULL)",
            name=op.f(f"ck_{table}_pickup_has_point"),
        ),
        _to(table, "point_id", "storefront_point"),
        _to(table, "place_id", "members_place"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    op.create_index(f"ix_{table}_set_by", table, ["set_by"])
    for name in ("organisation", "seller"):
        op.create_index(
            f"uq_{table}_{name}",
            table,
            [f"{name}_id", "spot"],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )


def _windows() -> None:
    table = "storefront_window"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        *_shop(table),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("collect_on", sa.Date(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(120), nullable=False),
        *_record("set", table),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("closes_at > opens_at", name=op.f(f"ck_{table}_closes_after_opening")),
        _to(table, "point_id", "storefront_point"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    op.create_index(f"ix_{table}_set_by", table, ["set_by"])
    for name in ("organisation", "seller"):
        op.create_index(f"ix_{table}_{name}", table, [f"{name}_id", "collect_on"])


def _delays() -> None:
    table = "storefront_delay"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("window_id", sa.Uuid(), nullable=True),
        sa.Column("new_day_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_record("said", table),
        sa.CheckConstraint(
            "(order_id IS NULL) <> (window_id IS NULL)", name=op.f(f"ck_{table}_one_subject")
        ),
        _to(table, "order_id", "storefront_order"),
        _to(table, "window_id", "storefront_window"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    for name in ("order_id", "window_id", "said_by"):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _shop(table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(ONE_SHOP, name=op.f(f"ck_{table}_one_shop")),
        _to(table, "organisation_id", "members_organisation"),
        _to(table, "seller_id", "members_person"),
    )


def _record(did: str, table: str) -> tuple[sa.Column | sa.Constraint, ...]:
    return (
        sa.Column(f"{did}_by", sa.Uuid(), nullable=False),
        sa.Column(f"{did}_at", MOMENT, nullable=False),
        _to(table, f"{did}_by", "members_person"),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
