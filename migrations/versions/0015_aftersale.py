"""After the sale: answers, mediation, reviews, reports and hidings."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# What rules.ORDER_WAITS was on the day of this step.
WAITS = timedelta(days=30)


def upgrade() -> None:
    _products()
    _problems()
    _orders_wait()
    _answers()
    _reviews()
    _reports()
    _hidings()


def downgrade() -> None:
    for table in (
        "storefront_lifting",
        "storefront_appeal",
        "storefront_report",
        "storefront_hiding",
        "storefront_review_answer",
        "storefront_review_file",
        "storefront_review_photo",
        "storefront_review",
        "storefront_mediation",
        "storefront_answer",
        "storefront_problem_file",
        "storefront_problem_photo",
    ):
        op.drop_table(table)
    with op.batch_alter_table("storefront_problem") as table:
        table.drop_index("ix_storefront_problem_place")
        table.drop_constraint(
            op.f("fk_storefront_problem_place_id_members_place"), type_="foreignkey"
        )
        for column in ("heard_at", "answered_at", "place_id", "wish"):
            table.drop_column(column)
    for column in ("stars", "reviews", "hidden_at"):
        op.drop_column("storefront_product", column)


def _products() -> None:
    op.add_column("storefront_product", sa.Column("hidden_at", MOMENT, nullable=True))
    for column in ("reviews", "stars"):
        op.add_column(
            "storefront_product",
            sa.Column(column, sa.Integer(), nullable=False, server_default="0"),
        )


def _problems() -> None:
    with op.batch_alter_table("storefront_problem") as table:
        table.add_column(sa.Column("wish", sa.String(10), nullable=True))
        table.add_column(sa.Column("place_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("answered_at", MOMENT, nullable=True))
        table.add_column(sa.Column("heard_at", MOMENT, nullable=True))
        table.create_foreign_key(
            op.f("fk_storefront_problem_place_id_members_place"),
            "members_place",
            ["place_id"],
            ["id"],
        )
    op.execute("UPDATE storefront_problem SET wish = 'talk', heard_at = opened_at")
    with op.batch_alter_table("storefront_problem") as table:
        table.alter_column("wish", existing_type=sa.String(10), nullable=False)
        table.alter_column("heard_at", existing_type=MOMENT, nullable=False)
        table.create_index("ix_storefront_problem_place", ["place_id", "id"])


def _orders_wait() -> None:
    """An open problem held its order up for ever; from now on for these days."""
    problem = sa.table(
        "storefront_problem",
        sa.column("order_id", sa.Uuid()),
        sa.column("opened_at", MOMENT),
        sa.column("closed_at", MOMENT),
    )
    order = sa.table(
        "storefront_order", sa.column("id", sa.Uuid()), sa.column("due_at", MOMENT)
    )
    asked = (
        sa.select(order.c.id, order.c.due_at, problem.c.opened_at)
        .join(problem, problem.c.order_id == order.c.id)
        .where(problem.c.closed_at.is_(None), order.c.due_at.is_not(None))
    )
    connection = op.get_bind()
    for row in connection.execute(asked).all():
        waits = max(row.due_at, row.opened_at + WAITS)
        connection.execute(sa.update(order).where(order.c.id == row.id).values(due_at=waits))


def _answers() -> None:
    op.create_table(
        "storefront_problem_photo",
        _to("storefront_problem_photo", "problem_id", "storefront_problem"),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("problem_id", "place", name=op.f("pk_storefront_problem_photo")),
    )
    _index("storefront_problem_photo", "name")
    _files("storefront_problem_file", "problem_id", "storefront_problem")
    op.create_table(
        "storefront_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _to("storefront_answer", "problem_id", "storefront_problem"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        _to("storefront_answer", "by", "members_person", nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("offer", sa.String(10), nullable=True),
        sa.CheckConstraint("side IN ('buyer', 'seller')", name=op.f("ck_storefront_answer_side")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_answer_key")),
    )
    _index("storefront_answer", "problem_id", "by")
    op.create_table(
        "storefront_mediation",
        _to("storefront_mediation", "problem_id", "storefront_problem"),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_mediation", "by", "members_person", nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("problem_id", name=op.f("pk_storefront_mediation")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_mediation_key")),
    )
    _index("storefront_mediation", "by")


def _reviews() -> None:
    op.create_table(
        "storefront_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _to("storefront_review", "order_id", "storefront_order"),
        sa.Column("line", sa.Integer(), nullable=False),
        _to("storefront_review", "product_id", "storefront_product"),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_review", "by", "members_person", nullable=True),
        sa.Column("called", sa.String(10), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_storefront_review_stars")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_review")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_review_key")),
        sa.UniqueConstraint("order_id", "line", name=op.f("uq_storefront_review_order_id_line")),
    )
    op.create_index("ix_storefront_review_product", "storefront_review", ["product_id", "id"])
    _index("storefront_review", "by")
    op.create_table(
        "storefront_review_photo",
        _to("storefront_review_photo", "review_id", "storefront_review"),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", "place", name=op.f("pk_storefront_review_photo")),
    )
    _index("storefront_review_photo", "name")
    _files("storefront_review_file", "review_id", "storefront_review")
    op.create_table(
        "storefront_review_answer",
        _to("storefront_review_answer", "review_id", "storefront_review"),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_review_answer", "by", "members_person"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_storefront_review_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_review_answer_key")),
    )
    _index("storefront_review_answer", "by")


def _reports() -> None:
    op.create_table(
        "storefront_hiding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _to("storefront_hiding", "product_id", "storefront_product"),
        _to("storefront_hiding", "place_id", "members_place", nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_hiding", "by", "members_person"),
        sa.Column("as_officer", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_hiding")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_hiding_key")),
    )
    _index("storefront_hiding", "product_id", "place_id", "by")
    op.create_table(
        "storefront_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _to("storefront_report", "product_id", "storefront_product"),
        _to("storefront_report", "place_id", "members_place", nullable=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        _to("storefront_report", "closed_by", "members_person", nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("storefront_report", "hiding_id", "storefront_hiding", nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)", name=op.f("ck_storefront_report_closed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_report")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_report_key")),
    )
    op.create_index("ix_storefront_report_product", "storefront_report", ["product_id", "id"])
    op.create_index("ix_storefront_report_place", "storefront_report", ["place_id", "id"])
    _index("storefront_report", "closed_by", "hiding_id")
    _standing("storefront_report", ["owner", "product_id"], "closed_at IS NULL")


def _hidings() -> None:
    op.create_table(
        "storefront_appeal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _to("storefront_appeal", "hiding_id", "storefront_hiding"),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_appeal", "by", "members_person"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        _to("storefront_appeal", "answered_by", "members_person", nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL)", name=op.f("ck_storefront_appeal_answered")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storefront_appeal")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_appeal_key")),
    )
    _index("storefront_appeal", "hiding_id", "by", "answered_by")
    _standing("storefront_appeal", ["hiding_id"], "answered_at IS NULL")
    op.create_table(
        "storefront_lifting",
        _to("storefront_lifting", "hiding_id", "storefront_hiding"),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("storefront_lifting", "by", "members_person"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hiding_id", name=op.f("pk_storefront_lifting")),
        sa.UniqueConstraint("key", name=op.f("uq_storefront_lifting_key")),
    )
    _index("storefront_lifting", "by")


def _to(table: str, column: str, other: str, *, nullable: bool = False) -> sa.Column[object]:
    key = sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"))
    return sa.Column(column, sa.Uuid(), key, nullable=nullable)


def _files(table: str, column: str, other: str) -> None:
    """Photos that follow their words."""
    op.create_table(
        table,
        _to(table, column, other),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint(column, "sha256", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_file", table, ["owner", "sha256"])


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _standing(table: str, columns: list[str], where: str) -> None:
    """One at a time."""
    op.create_index(
        f"uq_{table}_standing",
        table,
        columns,
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
