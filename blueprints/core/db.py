"""The database: one engine, one base class, one way to write.

The only file that names flask_sqlalchemy, so that its successor touches one file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, cast

import pysqlite3.dbapi2 as sqlite
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Engine, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, scoped_session

# Writers in WAL mode could corrupt the file before 3.51.3: https://sqlite.org/releaselog/3_51_3.html
OLDEST_SAFE_SQLITE = (3, 51, 3)

_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on every engine; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Whole minor units: a million yuan are past what 32 bits hold.
Minor = Annotated[int, mapped_column(BigInteger)]

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
session = cast("scoped_session[Session]", db.session)


def engine_options(url: str) -> dict[str, Any]:
    """What `create_engine` needs for this URL; SQLite gets a current library, not the system's."""
    if make_url(url).get_backend_name() == "sqlite":
        if sqlite.sqlite_version_info < OLDEST_SAFE_SQLITE:
            raise RuntimeError(f"SQLite {sqlite.sqlite_version} can corrupt a WAL database")
        return {"module": sqlite, "connect_args": {"timeout": 15, "check_same_thread": False}}
    return {"pool_size": 10, "max_overflow": 30, "pool_pre_ping": True}


def prepare(engine: Engine) -> None:
    """Give every new SQLite connection our settings, and let us say how a transaction begins."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_sqlite_begin(connection: Connection) -> None:
    # A writer that starts as a reader fails without waiting when another wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def dialect() -> str:
    return session.get_bind().dialect.name


_last_words: list[Callable[[Session], None]] = []


def before_commit(last_word: Callable[[Session], None]) -> Callable[[Session], None]:
    """Register what is written as the last statement of every write transaction."""
    _last_words.append(last_word)
    return last_word


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction: commits at the end, rolls back everything on any error.

    Reads made before it are forgotten first, so that nothing is decided on an old picture.
    """
    live = session()
    live.rollback()
    live.connection(execution_options={"writes": True})
    try:
        yield live
        live.flush()
        for last_word in _last_words:
            last_word(live)
        live.commit()
    except BaseException:
        live.rollback()
        raise


def let_go() -> None:
    """End the read transaction and give the connection back: a slow upload must not hold one."""
    session.rollback()
