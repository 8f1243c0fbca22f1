"""Members: people, places, organisations, their roles, devices and sign-in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STILL = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "members_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_members_device_token_hash")),
    )
    op.create_table(
        "members_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(10), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("latin_name", sa.String(60), nullable=False),
        sa.Column("code", sa.String(12), nullable=True),
        sa.Column("key_county", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "level IN ('county', 'township', 'village')", name=op.f("ck_members_place_level")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["members_place.id"],
            name=op.f("fk_members_place_parent_id_members_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_place")),
        sa.UniqueConstraint("code", name=op.f("uq_members_place_code")),
    )
    op.create_index(op.f("ix_members_place_parent_id"), "members_place", ["parent_id"])
    op.create_table(
        "members_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("on_confirmed", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("outcome IN ('open', 'wrong')", name=op.f("ck_members_attempt_outcome")),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_attempt_device_id_members_device"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_attempt")),
    )
    op.create_index(op.f("ix_members_attempt_account"), "members_attempt", ["account", "at"])
    op.create_index(op.f("ix_members_attempt_at"), "members_attempt", ["at"])
    op.create_index(op.f("ix_members_attempt_device"), "members_attempt", ["device_id", "at"])
    op.create_table(
        "members_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("latin_name", sa.String(80), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('cooperative', 'government', 'platform', 'social', 'lender', 'insurer', 'buyer')",
            name=op.f("ck_members_organisation_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["members_place.id"],
            name=op.f("fk_members_organisation_place_id_members_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_organisation")),
    )
    op.create_index(op.f("ix_members_organisation_place_id"), "members_organisation", ["place_id"])
    op.create_table(
        "members_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("pin_hash", sa.String(200), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(10), nullable=True),
        sa.Column("text_size", sa.String(10), nullable=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "text_size IN ('normal', 'large')", name=op.f("ck_members_person_text_size")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 50", name=op.f("ck_members_person_name")),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["members_place.id"],
            name=op.f("fk_members_person_place_id_members_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_person")),
        sa.UniqueConstraint("key", name=op.f("uq_members_person_key")),
        sa.UniqueConstraint("phone", name=op.f("uq_members_person_phone")),
    )
    op.create_index(op.f("ix_members_person_place_id"), "members_person", ["place_id"])
    op.create_table(
        "members_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("shown", sa.String(6), nullable=True),
        sa.CheckConstraint("purpose IN ('join', 'device')", name=op.f("ck_members_code_purpose")),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_code_device_id_members_device"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_code_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_code")),
    )
    op.create_index(
        op.f("ix_members_code_device"), "members_code", ["device_id", "purpose", "made_at"]
    )
    op.create_index(op.f("ix_members_code_expires_at"), "members_code", ["expires_at"])
    op.create_index(op.f("ix_members_code_phone"), "members_code", ["phone", "made_at"])
    op.create_table(
        "members_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(10), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "by IN ('code', 'voucher', 'passkey')", name=op.f("ck_members_confirmation_by")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_confirmation_device_id_members_device"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_confirmation_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_confirmation")),
    )
    op.create_index(
        op.f("ix_members_confirmation_device_id"), "members_confirmation", ["device_id"]
    )
    op.create_index(
        op.f("ix_members_confirmation_person_id"), "members_confirmation", ["person_id"]
    )
    op.create_index(
        op.f("uq_members_confirmation_open"),
        "members_confirmation",
        ["device_id", "person_id"],
        unique=True,
        sqlite_where=STILL,
        postgresql_where=STILL,
    )
    op.create_table(
        "members_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name=op.f("fk_members_membership_organisation_id_members_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_membership_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_membership")),
    )
    op.create_index(
        op.f("ix_members_membership_organisation_id"), "members_membership", ["organisation_id"]
    )
    op.create_index(op.f("ix_members_membership_person_id"), "members_membership", ["person_id"])
    op.create_index(
        op.f("uq_members_membership_open"),
        "members_membership",
        ["person_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "members_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "name IN ('manager', 'treasurer', 'officer', 'mentor', 'loan_officer', 'claims_officer', 'platform_staff', 'representative')",
            name=op.f("ck_members_role_name"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_members_role_ended")
        ),
        sa.CheckConstraint(
            "organisation_id IS NOT NULL OR place_id IS NOT NULL",
            name=op.f("ck_members_role_somewhere"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"],
            ["members_person.id"],
            name=op.f("fk_members_role_ended_by_members_person"),
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"],
            ["members_person.id"],
            name=op.f("fk_members_role_granted_by_members_person"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["members_organisation.id"],
            name=op.f("fk_members_role_organisation_id_members_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_role_person_id_members_person"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["members_place.id"], name=op.f("fk_members_role_place_id_members_place")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_role")),
    )
    op.create_index(op.f("ix_members_role_organisation_id"), "members_role", ["organisation_id"])
    op.create_index(op.f("ix_members_role_person_id"), "members_role", ["person_id"])
    op.create_index(op.f("ix_members_role_place_id"), "members_role", ["place_id"])
    op.create_index(
        op.f("uq_members_role_organisation"),
        "members_role",
        ["person_id", "name", "organisation_id"],
        unique=True,
        sqlite_where=STILL,
        postgresql_where=STILL,
    )
    op.create_index(
        op.f("uq_members_role_place"),
        "members_role",
        ["person_id", "name", "place_id"],
        unique=True,
        sqlite_where=STILL,
        postgresql_where=STILL,
    )
    op.create_table(
        "members_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["members_device.id"],
            name=op.f("fk_members_session_device_id_members_device"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_session_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_members_session_token_hash")),
    )
    op.create_index(op.f("ix_members_session_device_id"), "members_session", ["device_id"])
    op.create_index(op.f("ix_members_session_person_id"), "members_session", ["person_id"])


def downgrade() -> None:
    op.drop_table("members_session")
    op.drop_table("members_role")
    op.drop_table("members_membership")
    op.drop_table("members_confirmation")
    op.drop_table("members_code")
    op.drop_table("members_person")
    op.drop_table("members_organisation")
    op.drop_table("members_attempt")
    op.drop_table("members_place")
    op.drop_table("members_device")
