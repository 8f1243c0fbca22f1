"""What has code has a test beside it; what is a room stands on the map, with one word for all."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from blueprints import ROOMS
from blueprints.core.i18n import LANGUAGES

TESTED = ("rules", "services", "queries", "forms", "routes", "seeds", "jobs")
# Where nothing happens of its own, or where another test is the better place.
ELSEWHERE = {
    "core/act": "tests/core/test_keys.py",
    "core/clock": "tests/core/test_db.py",
    "core/facts": "tests/core/test_db.py",
    "core/errors": "tests/core/test_refusals.py",
    "core/templating": "tests/architecture/test_pages_inspected.py",
    "core/cli": "tests/browser",
    "core/catalogues": "tests/architecture/test_catalogues.py",
    "core/photo_field": "tests/storefront",
}


@pytest.mark.parametrize("room", ROOMS)
def test_each_module_of_a_room_that_holds_code_has_its_tests(room: str) -> None:
    missing = [
        part
        for part in TESTED
        if _lines_of_code(Path("blueprints", room, part)) > 5
        and not list(Path("tests", room).glob(f"test_{part.rstrip('s')}*.py"))
    ]
    assert missing == [], f"tests/{room}/ has no test_… of these"


def test_each_module_of_the_ground_has_its_tests() -> None:
    modules = [path for path in Path("blueprints/core").iterdir() if path.stem[:2] != "__"]
    names = [f"core/{path.stem}" for path in modules if path.stem not in ("web",)]
    names += [f"core/{path.stem}" for path in Path("blueprints/core/web").glob("[a-z]*.py")]
    bare = [
        name
        for name in names
        if not list(Path("tests/core").glob(f"test_{name.partition('/')[2]}*.py"))
    ]
    assert sorted(set(bare) - set(ELSEWHERE)) == []
    assert [place for place in ELSEWHERE.values() if not Path(place).exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_one_word_in_every_place(room: str) -> None:
    bp = import_module(f"blueprints.{room}.routes").bp
    assert bp.name == room
    tables = [
        ast.literal_eval(node.value)
        for path in Path("blueprints", room).glob("models*")
        for file in ([path] if path.is_file() else path.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__tablename__"
    ]
    assert all(name.startswith(f"{room}_") for name in tables)
    assert Path("tests", room).is_dir()
    for locale in set(LANGUAGES) - {"en"}:
        assert Path("translations", locale, "LC_MESSAGES", f"{room}.po").exists()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_at_its_door_what_it_is_for_its_words_and_its_floor(room: str) -> None:
    plate = import_module(f"blueprints.{room}").__doc__ or ""
    assert "Floor " in plate
    assert "words" in plate
    source = Path("blueprints", room, "__init__.py").read_text()
    assert len(ast.parse(source).body) == 1, "the door plate holds no code"


@pytest.mark.parametrize("room", ["core", *ROOMS])
def test_a_room_is_on_the_map(room: str) -> None:
    assert f"`{room}`" in Path("docs/map.md").read_text()


def _lines_of_code(path: Path) -> int:
    """Statements beside docstrings, imports and what only repeats names."""
    files = [path.with_suffix(".py")] if path.with_suffix(".py").exists() else path.rglob("*.py")
    return sum(
        node.end_lineno - node.lineno + 1
        for file in files
        for node in ast.parse(file.read_text()).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.end_lineno
    )
