"""Members: acting for somebody else, by their leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _purposes("'household', 'subsidy', 'help'")
    _mandates()
    _acts()
    _refusals()


def downgrade() -> None:
    op.drop_table("members_mandate_refusal")
    op.drop_table("members_act")
    op.drop_table("members_mandate")
    # The purposes stay as they are: what somebody agreed to is not a step's to forget.


def _mandates() -> None:
    table = "members_mandate"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("evidence", sa.String(80), nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("how IN ('pin', 'voice', 'paper')", name=op.f(f"ck_{table}_how")),
        sa.CheckConstraint("helper_id <> member_id", name=op.f(f"ck_{table}_two")),
        *_people(table, "member_id", "helper_id", "ended_by"),
        _points(table, "organisation_id", "members_organisation"),
        _points(table, "role_id", "members_role"),
        _points(table, "membership_id", "members_membership"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    for column in ("member_id", "helper_id", "organisation_id", "ended_by"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    still = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_members_mandate_open",
        table,
        ["helper_id", "member_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )


def _acts() -> None:
    table = "members_act"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("mandate_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("location", sa.String(300), nullable=False),
        sa.Column("receipt", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("receipt IN ('sms', 'paper')", name=op.f(f"ck_{table}_receipt")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f(f"ck_{table}_undone")
        ),
        *_people(table, "member_id", "helper_id", "undone_by"),
        _points(table, "mandate_id", "members_mandate"),
        _points(table, "device_id", "members_device"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    for column in ("helper_id", "undone_by"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index("ix_members_act_member", table, ["member_id", "at"])
    op.create_index("ix_members_act_mandate", table, ["mandate_id", "at"])


def _refusals() -> None:
    table = "members_mandate_refusal"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "why IN ('own', 'stranger', 'holds_role', 'scope', 'time', 'own_pin', 'own_phone')",
            name=op.f(f"ck_{table}_why"),
        ),
        *_people(table, "helper_id", "member_id"),
        _points(table, "device_id", "members_device"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in ("helper_id", "member_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _people(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [_points(table, column, "members_person") for column in columns]


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _purposes(words: str) -> None:
    with op.batch_alter_table("members_consent") as table:
        table.drop_constraint(op.f("ck_members_consent_purpose"), type_="check")
        table.create_check_constraint(op.f("ck_members_consent_purpose"), f"purpose IN ({words})")
