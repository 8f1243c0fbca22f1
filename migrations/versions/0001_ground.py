"""The ground: keys, jobs, facts, the generation counter, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_key",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("route", sa.String(200), nullable=False),
        sa.Column("payload", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("location", sa.String(300), nullable=True),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name=op.f("pk_core_key")),
    )
    op.create_index(op.f("ix_core_key_answered_at"), "core_key", ["answered_at"])
    op.create_table(
        "core_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_job")),
    )
    op.create_index(op.f("ix_core_job_due_at"), "core_job", ["due_at"])
    op.create_table(
        "core_fact",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_fact")),
    )
    generation = op.create_table(
        "core_generation",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_generation")),
    )
    op.bulk_insert(generation, [{"name": "public", "number": 0}])
    op.create_table(
        "core_search_entry",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_core_search_entry")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_core_search_entry_kind_subject_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_core_search_entry_kind_core_search_entry_seq"), "core_search_entry", ["kind", "seq"]
    )
    _add_search_terms()


def _add_search_terms() -> None:
    """As core.search.ddl_up said on the day of this step; a test compares the two."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE core_search_fts USING fts5(tokens, content='', "
            "contentless_delete=1, detail='none', tokenize='ascii', prefix='2 3 4')"
        )
        return
    op.execute("ALTER TABLE core_search_entry ADD COLUMN tokens tsvector NOT NULL DEFAULT ''")
    op.execute("CREATE INDEX ix_core_search_entry_tokens ON core_search_entry USING gin (tokens)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("core_search_fts")
    op.drop_table("core_search_entry")
    op.drop_table("core_generation")
    op.drop_table("core_fact")
    op.drop_table("core_job")
    op.drop_table("core_key")
