"""The search table: one row for each thing that can be found, newest last."""

from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Index,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    cast,
    column,
    delete,
    false,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.db import Base, dialect, session
from blueprints.core.search.terms import Wanted, is_tag, tag, terms, wanted


class Entry(Base):
    """`seq` only grows, so that the newest come first and paging has a key.

    The terms are kept outside the model, by `ddl_up`: in an FTS5 table with `rowid` = `seq` on
    SQLite, in a column `tokens` of this table on PostgreSQL.
    """

    __tablename__ = "core_search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        Index(None, "kind", "seq"),
        # Without it SQLite would give the number of a deleted newest entry to the next one.
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Uuid)


# FTS5 lends every table a hidden column of the table's own name, to match against.
_fts = table("core_search_fts", column("rowid", Integer), column("core_search_fts", Text))
_entries = Base.metadata.tables[Entry.__tablename__]
_tokens = literal_column("core_search_entry.tokens", postgresql.TSVECTOR)

# Well below the 32,766 values that SQLite takes in one statement.
_BATCH = 500
_PUT_FTS = text("INSERT OR REPLACE INTO core_search_fts (rowid, tokens) VALUES (:seq, :tokens)")
_PUT_TSVECTOR = text(
    "INSERT INTO core_search_entry (kind, subject_id, tokens)"
    " VALUES (:kind, :id, array_to_tsvector(CAST(:tokens AS text[])))"
    " ON CONFLICT (kind, subject_id) DO UPDATE SET tokens = excluded.tokens"
)


def ddl_up(dialect: str) -> list[str]:
    """What a migration runs after it has made the table of `Entry`."""
    if dialect == "sqlite":
        # detail=none: we never ask where in a text a term stands. The ascii tokenizer takes every
        # character above ASCII as it is, so our terms are its tokens. With the prefix indexes
        # "ma" needs 0.1 ms among 100,000 entries instead of 5.
        return [
            "CREATE VIRTUAL TABLE core_search_fts USING fts5(tokens, content='', "
            "contentless_delete=1, detail='none', tokenize='ascii', prefix='2 3 4')"
        ]
    return [
        "ALTER TABLE core_search_entry ADD COLUMN tokens tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX ix_core_search_entry_tokens ON core_search_entry USING gin (tokens)",
    ]


def ddl_down(dialect: str) -> list[str]:
    """What a migration runs before it drops the table of `Entry`."""
    if dialect == "sqlite":
        return ["DROP TABLE core_search_fts"]
    return [
        "DROP INDEX ix_core_search_entry_tokens",
        "ALTER TABLE core_search_entry DROP COLUMN tokens",
    ]


def beyond_models(name: str | None, parent: str | None = None) -> bool:
    """Whether a table, column or index of the database is ours but in no model.

    For Alembic's `include_object`, which would else wish to drop it; `parent` is its table.
    """
    of_entry = parent in (None, "core_search_entry")
    ours = ("tokens", "ix_core_search_entry_tokens")
    return bool(name) and (str(name).startswith("core_search_fts") or (of_entry and name in ours))


def put(kind: str, subject_id: UUID, texts: Iterable[str], tags: Iterable[str] = ()) -> None:
    """Make a thing findable by its texts and tags, or change what it is found by; keeps `seq`."""
    put_all(kind, [(subject_id, texts, tags)])


def put_all(kind: str, things: Iterable[tuple[UUID, Iterable[str], Iterable[str]]]) -> None:
    """Many at once, oldest first: for seeds and rebuilding, ten times as fast as one by one."""
    of_kind = tag("kind", kind)
    waiting = iter(things)
    while batch := list(islice(waiting, _BATCH)):
        found_by = {one: _tokens_of(texts, tags) for one, texts, tags in batch}
        if dialect() == "postgresql":
            session.execute(
                _PUT_TSVECTOR,
                [{"kind": kind, "id": one, "tokens": tokens} for one, tokens in found_by.items()],
            )
            continue
        fresh = sqlite.insert(_entries).on_conflict_do_nothing()
        session.execute(fresh, [{"kind": kind, "subject_id": one} for one in found_by])
        these = (Entry.kind == kind) & Entry.subject_id.in_(found_by)
        # The kind is a token too, so that FTS5 alone finds the newest and can stop after a page.
        session.execute(
            _PUT_FTS,
            [
                {"seq": seq, "tokens": " ".join([of_kind, *found_by[one]])}
                for seq, one in session.execute(select(Entry.seq, Entry.subject_id).where(these))
            ],
        )


def remove(kind: str, subject_id: UUID) -> None:
    """Quiet if the thing could not be found before."""
    this = (Entry.kind == kind) & (Entry.subject_id == subject_id)
    seq = session.scalar(delete(Entry).where(this).returning(Entry.seq))
    if seq is not None and dialect() == "sqlite":
        session.execute(delete(_fts).where(_fts.c.rowid == seq))


def matching(kind: str, words: str = "", tags: Iterable[str] = ()) -> Select[int, UUID]:
    """(seq, subject_id) of what has all the words and all the tags; all of the kind without any.

    Join it as a subquery and order by its `seq` descending: on SQLite the index is then walked
    from its newest end, and only as far as the LIMIT.
    """
    asked, exact = wanted(words), sorted(_checked(tags))
    plain = select(Entry.seq, Entry.subject_id).where(Entry.kind == kind)
    if words.strip() and not asked:
        return plain.where(false())  # only signs such as ??? were typed: no text has them
    if not asked and not exact:
        return plain
    if dialect() == "postgresql":
        question = " & ".join([*map(_tsquery, asked), *map(_quoted_lexeme, exact)])
        return plain.where(_tokens.op("@@")(cast(question, postgresql.TSQUERY)))
    question = " AND ".join([*map(_fts_query, asked), *map(_quoted, [*exact, tag("kind", kind)])])
    return (
        select(_fts.c.rowid.label("seq"), Entry.subject_id)
        .join_from(_fts, Entry, Entry.seq == _fts.c.rowid)
        .where(_fts.c.core_search_fts.op("MATCH")(question))
    )


def _tokens_of(texts: Iterable[str], tags: Iterable[str]) -> list[str]:
    return sorted({term for one in texts for term in terms(one)} | _checked(tags))


def _checked(tags: Iterable[str]) -> set[str]:
    checked = set(tags)
    if not all(map(is_tag, checked)):
        raise ValueError("tags are made by tag()")
    return checked


# Terms and tags hold letters, digits and vowel signs only. So in quotes nothing that a person
# types can end the quotation and become part of the query's own language.
def _fts_query(one: Wanted) -> str:
    return "(" + " OR ".join(_quoted(term) + " *" * one.prefix for term in one.terms) + ")"


def _quoted(term: str) -> str:
    return f'"{term}"'


def _tsquery(one: Wanted) -> str:
    return "(" + " | ".join(_quoted_lexeme(term) + ":*" * one.prefix for term in one.terms) + ")"


def _quoted_lexeme(term: str) -> str:
    return f"'{term}'"
