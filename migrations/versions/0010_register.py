"""Members: who read a register, and what they ask to be put right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _looks()
    _corrections()


def downgrade() -> None:
    op.drop_table("members_correction_request")
    op.drop_table("members_register_look")


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_members_person"
    return sa.ForeignKeyConstraint([column], ["members_person.id"], name=op.f(name))


def _organisation(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_organisation_id_members_organisation"
    return sa.ForeignKeyConstraint(
        ["organisation_id"], ["members_organisation.id"], name=op.f(name)
    )


def _looks() -> None:
    table = "members_register_look"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("how IN ('page', 'csv', 'xlsx')", name=op.f(f"ck_{table}_how")),
        sa.CheckConstraint("purpose IN ('register')", name=op.f(f"ck_{table}_purpose")),
        _person(table, "by"),
        _organisation(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_register", table, ["organisation_id", "at"])
    op.create_index(f"ix_{table}_by", table, ["by", "at"])


def _corrections() -> None:
    table = "members_correction_request"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("was", sa.Date(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.CheckConstraint("subject IN ('joined', 'other')", name=op.f(f"ck_{table}_subject")),
        sa.CheckConstraint(
            "outcome IN ('done', 'refuse', 'take_back')", name=op.f(f"ck_{table}_outcome")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f(f"ck_{table}_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f(f"ck_{table}_by")
        ),
        sa.CheckConstraint("(subject = 'joined') = (day IS NOT NULL)", name=op.f(f"ck_{table}_day")),
        _person(table, "person_id"),
        _person(table, "decided_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name=op.f("fk_members_correction_request_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
    op.create_index(op.f(f"ix_{table}_decided_by"), table, ["decided_by"])
    op.create_index(f"ix_{table}_waiting", table, ["organisation_id", "decided_at", "id"])
    op.create_index(
        f"uq_{table}_open",
        table,
        ["person_id", "organisation_id", "subject"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
