"""Membership: who asked to belong, what was answered, who left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _request()
    _leaving()
    _import()
    op.create_index(
        op.f("ix_members_membership_register"),
        "members_membership",
        ["organisation_id", "since", "id"],
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_members_membership_register"), "members_membership")
    op.drop_table("members_import")
    op.drop_table("members_leaving")
    op.drop_table("members_request")


def _request() -> None:
    table = "members_request"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("decided_key", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('admit', 'decline', 'withdraw')", name=op.f("ck_members_request_outcome")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_members_request_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_members_request_by")
        ),
        _key(table, "person_id", "members_person"),
        _key(table, "organisation_id", "members_organisation"),
        _key(table, "invited_by", "members_person"),
        _key(table, "decided_by", "members_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_request")),
        sa.UniqueConstraint("key", name=op.f("uq_members_request_key")),
        sa.UniqueConstraint("decided_key", name=op.f("uq_members_request_decided_key")),
    )
    op.create_index(op.f("ix_members_request_person_id"), table, ["person_id"])
    op.create_index(
        op.f("ix_members_request_waiting"), table, ["organisation_id", "decided_at", "id"]
    )
    op.create_index(
        op.f("uq_members_request_open"),
        table,
        ["person_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )


def _leaving() -> None:
    table = "members_leaving"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("left_at", MOMENT, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        _key(table, "membership_id", "members_membership"),
        _key(table, "by", "members_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_leaving")),
        sa.UniqueConstraint("membership_id", name=op.f("uq_members_leaving_membership_id")),
        sa.UniqueConstraint("key", name=op.f("uq_members_leaving_key")),
    )


def _import() -> None:
    table = "members_import"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("file_name", sa.String(100), nullable=False),
        sa.Column("good_lines", sa.Integer(), nullable=False),
        sa.Column("wrong_lines", sa.Integer(), nullable=False),
        sa.Column("good", sa.JSON(), nullable=False),
        sa.Column("wrong", sa.JSON(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("taken_key", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(taken_at IS NULL) = (taken_by IS NULL)", name=op.f("ck_members_import_taken")
        ),
        _key(table, "organisation_id", "members_organisation"),
        _key(table, "by", "members_person"),
        _key(table, "taken_by", "members_person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_import")),
        sa.UniqueConstraint("key", name=op.f("uq_members_import_key")),
        sa.UniqueConstraint("taken_key", name=op.f("uq_members_import_taken_key")),
    )
    op.create_index(op.f("ix_members_import_organisation_id"), table, ["organisation_id"])


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )
