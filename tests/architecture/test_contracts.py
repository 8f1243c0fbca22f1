"""Floors and furniture: who may import whom, and that no mapper reaches into another room."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy.orm import configure_mappers

from blueprints import ROOMS
from blueprints.core.db import Base

FURNITURE = ("routes", "forms", "services", "queries", "models", "rules", "seeds")
DOORS = ("services", "queries")
PYTHON = sorted(Path("blueprints").rglob("*.py"))


def test_the_import_contracts_are_kept() -> None:
    told = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_room_is_under_the_contract_about_its_furniture() -> None:
    """A new room that nobody wrote down would be under no contract at all."""
    written = Path("pyproject.toml").read_text()
    assert [room for room in ROOMS if f'"blueprints.{room}"' not in written] == []
    folders = {path.parent.name for path in Path("blueprints").glob("*/__init__.py")}
    assert folders == {"core", *ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_exactly_its_furniture(room: str) -> None:
    here = {path.stem for path in Path("blueprints", room).iterdir() if path.stem != "__pycache__"}
    assert here >= {"__init__", *FURNITURE}
    assert here <= {"__init__", *FURNITURE, "jobs", "cli"}


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_a_room_enters_another_only_by_its_two_doors(path: Path) -> None:
    """Seeds may also use the seeds of a lower room: one village is planted in one go."""
    room = path.parts[1]
    seeds = "seeds" in path.parts or path.stem == "seeds"
    allowed = (*DOORS, "seeds") if seeds else DOORS
    for name in _imports(path):
        _, other, *inside = [*name.split("."), "", ""]
        if name.startswith("blueprints.") and other in ROOMS and other != room:
            assert inside[0] in allowed, f"{path} imports {name}"


def test_core_knows_no_room() -> None:
    for path in Path("blueprints/core").rglob("*.py"):
        for name in _imports(path):
            assert not any(name.startswith(f"blueprints.{room}") for room in ROOMS), path


def test_no_relationship_leaves_its_room() -> None:
    for room in ROOMS:
        import_module(f"blueprints.{room}.models")
    configure_mappers()
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            here, there = mapper.class_.__module__, relation.mapper.class_.__module__
            assert here.split(".")[:2] == there.split(".")[:2], relation


def test_foreign_keys_point_down_the_house() -> None:
    """By table prefix: a room's name is its tables' first word."""
    floor = {"core": -1, **{room: number for number, room in enumerate(ROOMS)}}
    for table in Base.metadata.sorted_tables:
        room = table.name.partition("_")[0]
        assert room in floor, f"{table.name} belongs to no room"
        for key in table.foreign_keys:
            assert floor[key.column.table.name.partition("_")[0]] <= floor[room], key


def _imports(path: Path) -> list[str]:
    """Every module named; `from blueprints.x import services` reads as blueprints.x.services."""
    named = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = len(node.module.split(".")) > 2 or not node.module.startswith("blueprints.")
            named += [node.module] if whole else [f"{node.module}.{one.name}" for one in node.names]
    return named
