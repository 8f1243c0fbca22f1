"""How a step of the schema is taken: whole or not at all, on both engines, one at a time.

A step is frozen truth: it names tables and columns itself and imports no room.
"""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Connection

from blueprints.core import search
from blueprints.core.db import Base

# Any number, as long as it is always the same: two starting servers wait for one another.
ONE_AT_A_TIME = 0x436F6D6D6F6E


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(writes=True) as connection:
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                transactional_ddl=True,
                compare_type=True,
                compare_server_default=True,
                render_as_batch=True,
                include_object=_in_a_model,
            )
            with context.begin_transaction():
                if not sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
                context.run_migrations()
                if sqlite:
                    _check_references(connection)
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """SQLite changes a table by making it anew; dropping the old one must delete nothing else.

    Outside any transaction, or it does nothing: https://sqlite.org/foreignkeys.html#fk_enable
    """
    connection.rollback()
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _check_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise RuntimeError(f"this step leaves rows that point nowhere: {broken[:5]}")


def _in_a_model(_: object, name: str | None, kind: str, reflected: bool, __: object) -> bool:
    """What core.search adds by its own words is described by no model."""
    return not (reflected and search.beyond_models(name))


run()
