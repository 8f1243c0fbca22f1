"""Members: vouchers, hand-overs, lists of places to confirm, and the marks of what forms make."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ORGANISATION = "members_organisation.id"
PERSON = "members_person.id"
ROLES = (
    "'manager', 'treasurer', 'officer', 'mentor', 'loan_officer', 'claims_officer', "
    "'platform_staff', 'representative'"
)
KEYED = ("members_role", "members_place", "members_organisation")


def upgrade() -> None:
    _vouchers()
    _lists()
    _handovers()
    _keys()


def downgrade() -> None:
    for table in KEYED:
        op.drop_index(op.f(f"ix_{table}_key"), table)
        op.drop_column(table, "key")
    op.drop_table("members_handover")
    op.drop_table("members_place_import")
    op.drop_table("members_voucher_try")
    op.drop_table("members_voucher")


def _keys() -> None:
    """What a form makes holds the mark of the act, so that it is made once."""
    for table in KEYED:
        op.add_column(table, sa.Column("key", sa.Uuid(), nullable=True))
        op.create_index(op.f(f"ix_{table}_key"), table, ["key"], unique=True)


def _handovers() -> None:
    op.create_table(
        "members_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        _one_of("members_handover", "name", ROLES),
        _one_of("members_handover", "outcome", "'accepted', 'declined', 'taken_back'"),
        _check("members_handover", "decided", "(decided_at IS NULL) = (outcome IS NULL)"),
        _foreign("members_handover", "organisation_id", ORGANISATION),
        _foreign("members_handover", "offered_by", PERSON),
        _foreign("members_handover", "to_id", PERSON),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_handover")),
        sa.UniqueConstraint("key", name=op.f("uq_members_handover_key")),
    )
    still = sa.text("decided_at IS NULL")
    op.create_index(
        "uq_members_handover_open",
        "members_handover",
        ["organisation_id", "name"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    for column in ("organisation_id", "offered_by", "to_id"):
        op.create_index(op.f(f"ix_members_handover_{column}"), "members_handover", [column])


def _lists() -> None:
    op.create_table(
        "members_place_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        _foreign("members_place_import", "made_by", PERSON),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_place_import")),
        sa.UniqueConstraint("key", name=op.f("uq_members_place_import_key")),
    )
    op.create_index(
        op.f("ix_members_place_import_made_by"), "members_place_import", ["made_by"]
    )


def _vouchers() -> None:
    op.create_table(
        "members_voucher",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("role", sa.String(20), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("name", sa.String(50), nullable=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("sheet", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        _one_of("members_voucher", "kind", "'member', 'lead', 'pin'"),
        _check("members_voucher", "role", "(kind = 'lead') = (role IS NOT NULL)"),
        _check("members_voucher", "person", "(kind = 'pin') = (person_id IS NOT NULL)"),
        _check("members_voucher", "organisation", "kind = 'pin' OR organisation_id IS NOT NULL"),
        _check(
            "members_voucher",
            "maker",
            "made_by IS NOT NULL OR (kind = 'pin' AND organisation_id IS NULL)",
        ),
        _check("members_voucher", "used", "(used_at IS NULL) = (used_by IS NULL)"),
        _check("members_voucher", "ended", "(ended_at IS NULL) = (ended_by IS NULL)"),
        _foreign("members_voucher", "organisation_id", ORGANISATION),
        _foreign("members_voucher", "person_id", PERSON),
        _foreign("members_voucher", "made_by", PERSON),
        _foreign("members_voucher", "used_by", PERSON),
        _foreign("members_voucher", "ended_by", PERSON),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_voucher")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_members_voucher_token_hash")),
        sa.UniqueConstraint("key", name=op.f("uq_members_voucher_key")),
    )
    op.create_index(
        op.f("ix_members_voucher_organisation"), "members_voucher", ["organisation_id", "id"]
    )
    for column in ("person_id", "sheet", "made_by", "expires_at", "used_by"):
        op.create_index(op.f(f"ix_members_voucher_{column}"), "members_voucher", [column])
    op.create_table(
        "members_voucher_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("voucher_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _one_of(
            "members_voucher_try",
            "outcome",
            "'used', 'over', 'taken_back', 'number', 'maker', 'role', 'other'",
        ),
        _foreign("members_voucher_try", "voucher_id", "members_voucher.id"),
        _foreign("members_voucher_try", "device_id", "members_device.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members_voucher_try")),
    )
    for column in ("voucher_id", "at"):
        op.create_index(op.f(f"ix_members_voucher_try_{column}"), "members_voucher_try", [column])


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return _check(table, column, f"{column} IN ({words})")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _foreign(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    other = target.partition(".")[0]
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}_{other}")
    )
