"""A database as it was before the test, on both engines, with real commits in between."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask
from sqlalchemy import Engine, inspect
from sqlalchemy.engine import make_url

from blueprints.core.db import db, session

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
_ABSENT = pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL is not set")
ENGINES = ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, _ABSENT])]

_names = itertools.count()
# Pages are kept in memory by this number (core.generation), so it never comes back.
_generations = itertools.count(1_000)


class Database(Protocol):
    url: str

    def remember(self, engine: Engine) -> None:
        """This is how every test finds it."""

    def restore(self, engine: Engine) -> None: ...

    def close(self) -> None: ...


def database_for(engine: str, folder: Path) -> Database:
    return PostgresDatabase(POSTGRES) if engine == "postgres" else SqliteDatabase(folder)


def leave(app: Flask) -> None:
    """Close every connection that the app holds; pytest takes a forgotten one for a fault."""
    app.extensions["generation"].close()
    with app.app_context():
        session.remove()
        db.engine.dispose()


class SqliteDatabase:
    """SQLite's own backup writes the old pages over the new: open connections see the old again."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'test.db'}"
        self._here = sqlite.connect(str(folder / "test.db"), isolation_level=None)
        self._here.execute("PRAGMA synchronous=OFF")  # nothing here must survive a power cut
        self._kept: list[Any] = []
        self._seen = 0

    def remember(self, engine: Engine) -> None:
        self._kept.append(sqlite.connect(":memory:", isolation_level=None))
        self._here.backup(self._kept[-1])
        self._seen = self._version()

    def forget(self, engine: Engine) -> None:
        """Back to what was remembered before the last time."""
        self._kept.pop().close()
        self._seen = -1
        self.restore(engine)

    def restore(self, engine: Engine) -> None:
        if self._version() != self._seen:  # another connection wrote since
            self._kept[-1].backup(self._here)
            self._here.execute("UPDATE core_generation SET number = ?", (next(_generations),))
            self._seen = self._version()

    def close(self) -> None:
        for connection in (self._here, *self._kept):
            connection.close()

    def _version(self) -> int:
        return int(self._here.execute("PRAGMA data_version").fetchone()[0])


class PostgresDatabase:
    """The first rows stay in a schema of their own; making a new database takes half a second."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server).set(drivername="postgresql")
        self._name = f"commonfield_test_{os.getpid()}_{next(_names)}"
        self.url = self._address(self._name)
        self._say(f"CREATE DATABASE {self._name} TEMPLATE template0 ENCODING 'UTF8'")

    def remember(self, engine: Engine) -> None:
        sorted_ones = inspect(engine).get_sorted_table_and_fkc_names()
        tables = [name for name, _ in sorted_ones if name]
        kept = [f"CREATE TABLE first.{name} AS TABLE {name}" for name in tables]
        sequences = self._say("SELECT sequencename, last_value FROM pg_sequences", self._name)
        self._say("; ".join(["CREATE SCHEMA first", *kept]), self._name)
        self._again = "; ".join(
            [
                "SET synchronous_commit = off",  # nothing here must survive a power cut
                *[f"DELETE FROM {name}" for name in reversed(tables)],
                *[f"INSERT INTO {name} SELECT * FROM first.{name}" for name in tables],
                *[f"SELECT setval('{s}', {at or 1}, {at is not None})" for s, at in sequences],
            ]
        )

    def restore(self, engine: Engine) -> None:
        raised = f"UPDATE core_generation SET number = {next(_generations)}"
        self._say(f"{self._again}; {raised}", self._name)

    def close(self) -> None:
        self._say(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def _address(self, database: str | None) -> str:
        url = self._server.set(database=database) if database else self._server
        return url.render_as_string(hide_password=False)

    def _say(self, statements: str, database: str | None = None) -> list[Any]:
        with psycopg.connect(self._address(database), autocommit=True) as connection:
            answer = connection.execute(statements.encode())
            return answer.fetchall() if answer.description else []
