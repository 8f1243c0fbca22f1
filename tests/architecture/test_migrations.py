"""The schema's history: numbered, in one line, up and down with rows in, and true to the models."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import create_app
from blueprints.core import cli, search
from blueprints.core.db import Base, db, session
from tests.conftest import settings_for
from tests.databases import ENGINES, database_for, leave

VERSIONS = Path("migrations/versions")
STEPS = sorted(VERSIONS.glob("*.py"))


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database without a single table."""
    database = database_for(request.param, tmp_path)
    app = create_app(settings_for(tmp_path, COMMONFIELD_DATABASE_URL=database.url))
    with app.app_context():
        yield app
    leave(app)
    database.close()


def test_there_is_one_line_of_numbered_steps() -> None:
    script = ScriptDirectory("migrations")
    assert len(script.get_heads()) == 1
    numbers = [path.name.partition("_")[0] for path in STEPS]
    assert numbers == [f"{n:04}" for n in range(1, len(STEPS) + 1)]
    for path, number in zip(STEPS, numbers, strict=True):
        step = script.get_revision(number)
        assert step.path.endswith(path.name)
        assert step.down_revision == (f"{int(number) - 1:04}" if number != "0001" else None)


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_a_step_is_frozen_and_imports_nothing_of_ours(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not [name for name in names if name.startswith(("blueprints", "app"))]


def test_the_steps_lead_exactly_to_the_models(empty: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_object": lambda _one, name, _kind, reflected, _other: (
                not (reflected and search.beyond_models(name))
            ),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_foreign_keys_are_those_of_the_models(empty: Flask) -> None:
    """Alembic does not compare checks, nor what happens to rows when theirs is deleted."""
    upgrade()
    asked = inspect(db.engine)
    for table in Base.metadata.sorted_tables:
        told = {
            (one["name"], _folded(one["sqltext"]))
            for one in asked.get_check_constraints(table.name)
        }
        ours = {
            (one.name, _folded(str(one.sqltext)))  # type: ignore[attr-defined]
            for one in table.constraints
            if one.__visit_name__ in ("check_constraint", "table_or_column_check_constraint")
        }
        assert {name for name, _ in told} == {name for name, _ in ours}, table.name
        if db.engine.dialect.name == "sqlite":
            assert told == ours
        deleting = {
            fk["name"]: fk["options"].get("ondelete") for fk in asked.get_foreign_keys(table.name)
        }
        assert deleting == {fk.name: fk.ondelete for fk in table.foreign_key_constraints}


def test_the_search_index_is_the_one_that_core_search_describes(empty: Flask) -> None:
    upgrade()
    made = _search_objects()
    for statement in search.ddl_down(db.engine.dialect.name):
        _run(statement)
    assert _search_objects() != made
    for statement in search.ddl_up(db.engine.dialect.name):
        _run(statement)
    assert _search_objects() == made


def test_every_step_goes_down_and_up_again_with_the_village_in(empty: Flask) -> None:
    """Down to each earlier step and back: what the lower steps hold is still there."""
    cli.make_ready(empty.config["SETTINGS"])
    session.remove()
    full = _counts()
    assert sum(full.values()) > 100, "the village is missing: there would be nothing to lose"
    for number in range(len(STEPS) - 1, -1, -1):
        downgrade(revision=f"{number:04}" if number else "base")
        kept = _counts()
        assert {name: full[name] for name in kept if name in full} == kept
    assert _counts() == {}
    upgrade()
    assert set(_counts()) == set(full)


def test_a_step_that_fails_leaves_nothing_half_done(empty: Flask, tmp_path: Path) -> None:
    """Schema changes are in the transaction too, on both engines."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in ("env.py", "alembic.ini", "script.py.mako"):
        (folder / path).write_text((VERSIONS.parent / path).read_text())
    (folder / "versions" / "0001_half.py").write_text(HALF)
    with pytest.raises(ZeroDivisionError):
        upgrade(directory=str(folder))
    assert inspect(db.engine).get_table_names() == []


HALF = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer))
    1 / 0
"""


def _counts() -> dict[str, int]:
    asked = inspect(db.engine)
    tables = [t for t in asked.get_table_names() if t != "alembic_version" and "_fts" not in t]
    with db.engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in tables
        }


def _search_objects() -> list[Any]:
    if db.engine.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'core_search_fts%' ORDER BY 1"
    else:
        asked = (
            "SELECT column_name, data_type, column_default, is_nullable "
            "FROM information_schema.columns WHERE table_name = 'core_search_entry' "
            "UNION SELECT indexname, indexdef, '', '' FROM pg_indexes "
            "WHERE tablename = 'core_search_entry' ORDER BY 1"
        )
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


def _run(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(statement))


def _folded(words: str) -> str:
    return re.sub(r"\s+", " ", words)
