"""Members: what is theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STILL = sa.text("ended_at IS NULL")
HOME = sa.text("accepted_at IS NOT NULL AND ended_at IS NULL")
GIVEN = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "members_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(10), nullable=False),
        sa.Column("was", sa.String(60), nullable=False),
        sa.Column("became", sa.String(60), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("field IN ('name', 'place')", name=op.f("ck_members_correction_field")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_correction_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_correction")),
        sa.UniqueConstraint("key", name=op.f("uq_members_correction_key")),
    )
    op.create_index(op.f("ix_members_correction_person_id"), "members_correction", ["person_id"])
    op.create_table(
        "members_closing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members_person.id"],
            name=op.f("fk_members_closing_person_id_members_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_closing")),
        sa.UniqueConstraint("key", name=op.f("uq_members_closing_key")),
        sa.UniqueConstraint("person_id", name=op.f("uq_members_closing_person_id")),
    )

    _households()


def _households() -> None:
    op.create_table(
        "members_household",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("founded_by", sa.Uuid(), nullable=False),
        sa.Column("founded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["founded_by"], ["members_person.id"], name=op.f("fk_members_household_founded_by_members_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_household")),
        sa.UniqueConstraint("key", name=op.f("uq_members_household_key")),
    )
    op.create_index(op.f("ix_members_household_founded_by"), "members_household", ["founded_by"])
    op.create_table(
        "members_household_kind",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('ordinary', 'demonstration', 'poverty_edge')", name=op.f("ck_members_household_kind_kind")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["members_household.id"], name=op.f("fk_members_household_kind_household_id_members_household")
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["members_person.id"], name=op.f("fk_members_household_kind_stated_by_members_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_household_kind")),
        sa.UniqueConstraint("key", name=op.f("uq_members_household_kind_key")),
    )
    op.create_index(op.f("ix_members_household_kind_stated_by"), "members_household_kind", ["stated_by"])
    op.create_index(
        "ix_members_household_kind_household", "members_household_kind", ["household_id", "at"]
    )
    op.create_table(
        "members_housemate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("kinship", sa.String(20), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("kinship IN ('spouse', 'parent', 'child', 'grandparent', 'grandchild', 'sibling', 'other')", name=op.f("ck_members_housemate_kinship")),
        sa.CheckConstraint("(person_id IS NULL) = (accepted_at IS NULL)", name=op.f("ck_members_housemate_accepted")),
        sa.CheckConstraint("(asked_by IS NULL) = (kinship IS NULL)", name=op.f("ck_members_housemate_asked")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["members_household.id"], name=op.f("fk_members_housemate_household_id_members_household")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["members_person.id"], name=op.f("fk_members_housemate_person_id_members_person")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["members_person.id"], name=op.f("fk_members_housemate_asked_by_members_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_housemate")),
        sa.UniqueConstraint("key", name=op.f("uq_members_housemate_key")),
    )
    op.create_index(op.f("ix_members_housemate_phone"), "members_housemate", ["phone"])
    op.create_index(op.f("ix_members_housemate_asked_by"), "members_housemate", ["asked_by"])
    op.create_index(
        "uq_members_housemate_asked",
        "members_housemate",
        ["household_id", "phone"],
        unique=True,
        sqlite_where=STILL,
        postgresql_where=STILL,
    )
    op.create_index(
        "uq_members_housemate_home",
        "members_housemate",
        ["person_id"],
        unique=True,
        sqlite_where=HOME,
        postgresql_where=HOME,
    )
    op.create_table(
        "members_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint("purpose IN ('household', 'subsidy')", name=op.f("ck_members_consent_purpose")),
        sa.CheckConstraint("how IN ('own', 'pin', 'voice', 'paper')", name=op.f("ck_members_consent_how")),
        sa.CheckConstraint("how <> 'own' OR by = person_id", name=op.f("ck_members_consent_own")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["members_person.id"], name=op.f("fk_members_consent_person_id_members_person")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["members_person.id"], name=op.f("fk_members_consent_by_members_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_consent")),
        sa.UniqueConstraint("key", name=op.f("uq_members_consent_key")),
    )
    op.create_index(op.f("ix_members_consent_person_id"), "members_consent", ["person_id"])
    op.create_index(op.f("ix_members_consent_by"), "members_consent", ["by"])
    op.create_index(
        "uq_members_consent_open",
        "members_consent",
        ["person_id", "purpose"],
        unique=True,
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )
    op.create_table(
        "members_lookup",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("whose", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("field IN ('household', 'household_kind', 'kinship')", name=op.f("ck_members_lookup_field")),
        sa.ForeignKeyConstraint(
            ["by"], ["members_person.id"], name=op.f("fk_members_lookup_by_members_person")
        ),
        sa.ForeignKeyConstraint(
            ["whose"], ["members_person.id"], name=op.f("fk_members_lookup_whose_members_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_lookup")),
        sa.UniqueConstraint("key", name=op.f("uq_members_lookup_key")),
    )
    op.create_index(op.f("ix_members_lookup_by"), "members_lookup", ["by"])
    op.create_index(op.f("ix_members_lookup_whose"), "members_lookup", ["whose"])


def downgrade() -> None:
    for name in ("lookup", "consent", "housemate", "household_kind", "household"):
        op.drop_table(f"members_{name}")
    op.drop_table("members_closing")
    op.drop_table("members_correction")
