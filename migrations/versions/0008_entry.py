"""Members: a forgotten PIN, the PIN once more, passkeys, and how PINs changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _purposes("'join', 'device', 'pin'")
    op.add_column("members_session", sa.Column("pin_at", MOMENT, nullable=True))
    op.create_table(
        "members_pin_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.CheckConstraint("by IN ('code', 'voucher', 'pin')", name=op.f("ck_members_pin_change_by")),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_pin_change_device_id_members_device"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_pin_change_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_pin_change")),
        sa.UniqueConstraint("key", name=op.f("uq_members_pin_change_key")),
    )
    op.create_index(op.f("ix_members_pin_change_person_id"), "members_pin_change", ["person_id"])
    op.create_table(
        "members_passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("credential", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_passkey_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_members_passkey_credential")),
        sa.UniqueConstraint("key", name=op.f("uq_members_passkey_key")),
    )
    op.create_index(op.f("ix_members_passkey_person_id"), "members_passkey", ["person_id"])
    op.create_table(
        "members_challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.CheckConstraint("purpose IN ('new', 'in')", name=op.f("ck_members_challenge_purpose")),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_challenge_device_id_members_device"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_challenge")),
    )
    op.create_index(
        op.f("ix_members_challenge_device"),
        "members_challenge",
        ["device_id", "purpose", "expires_at"],
    )
    op.create_index(op.f("ix_members_challenge_expires_at"), "members_challenge", ["expires_at"])


def downgrade() -> None:
    op.drop_table("members_challenge")
    op.drop_table("members_passkey")
    op.drop_table("members_pin_change")
    op.drop_column("members_session", "pin_at")
    # A code lives ten minutes; those of a purpose that is no more lead nowhere.
    op.execute("DELETE FROM members_code WHERE purpose = 'pin'")
    _purposes("'join', 'device'")


def _purposes(words: str) -> None:
    with op.batch_alter_table("members_code") as table:
        table.drop_constraint(op.f("ck_members_code_purpose"), type_="check")
        table.create_check_constraint(op.f("ck_members_code_purpose"), f"purpose IN ({words})")
