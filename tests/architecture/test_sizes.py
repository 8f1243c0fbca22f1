"""Small enough to read in one sitting. An exception is one line here, with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from blueprints import ROOMS

# path → lines, and why
EXCEPTIONS: dict[str, int] = {
    "blueprints/storefront/rules/__init__.py": 400,  # a list of names, and nothing to read in it
    "blueprints/members/rules/__init__.py": 440,  # a list of names, and nothing to read in it
    "blueprints/members/queries/__init__.py": 300,  # and so is this
}
FORBIDDEN = ("utils", "helpers", "common", "misc", "manager", "handler", "data", "info")
DEMANDED = ("process_bind_param", "process_result_value")  # SQLAlchemy asks for them by name

PYTHON = [
    path
    for path in [Path("app.py"), *Path("blueprints").rglob("*.py"), *Path("tests").rglob("*.py")]
    if path.stat().st_size
]
HOUSE = [path for path in PYTHON if path.parts[0] != "tests"]


def most_lines(path: Path) -> int:
    if str(path) in EXCEPTIONS:
        return EXCEPTIONS[str(path)]
    named = {"app.py": 80, "tests/conftest.py": 150}
    return named.get(str(path), 400 if path.name.startswith("test_") else 250)


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_a_python_file_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= most_lines(path)


@pytest.mark.parametrize(
    ("folder", "pattern", "most"),
    [
        ("templates", "*.html", 120),
        ("static/css", "*.css", 250),
        ("static/js", "*.js", 150),
        ("static/js/components", "*.js", 100),
    ],
)
def test_templates_styles_and_behaviours_are_short(folder: str, pattern: str, most: int) -> None:
    files = list(Path(folder).rglob(pattern))
    assert files
    long = {str(path): len(path.read_text().splitlines()) for path in files}
    assert {path: lines for path, lines in long.items() if lines > most} == {}


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    long = {function.name: size for function, size in _functions(path) if size > 40}
    assert long == {}


@pytest.mark.parametrize("room", ["core", *ROOMS])
def test_nine_functions_in_ten_of_a_room_are_half_as_long(room: str) -> None:
    sizes = sorted(
        size for path in Path("blueprints", room).rglob("*.py") for _, size in _functions(path)
    )
    assert not sizes or sizes[int(len(sizes) * 0.9)] <= 20


@pytest.mark.parametrize("room", ROOMS)
def test_a_view_only_passes_on(room: str) -> None:
    for path in Path("blueprints", room).rglob("*.py"):
        if "routes" not in str(path):
            continue
        long = {
            function.name: size
            for function, size in _functions(path)
            if any("bp." in ast.unparse(one) for one in function.decorator_list) and size > 15
        }
        assert long == {}, path


def test_the_exceptions_are_still_needed() -> None:
    for path, most in EXCEPTIONS.items():
        assert 250 < len(Path(path).read_text().splitlines()) <= most, path


@pytest.mark.parametrize("path", HOUSE, ids=str)
def test_no_file_or_name_hides_what_it_is(path: Path) -> None:
    assert path.stem not in FORBIDDEN
    tree = ast.parse(path.read_text())
    defined = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef))
    ]
    hiding = [name for name in defined if name in FORBIDDEN or name.startswith("process_")]
    assert set(hiding) <= set(DEMANDED)


@pytest.mark.parametrize("path", HOUSE, ids=str)
def test_a_file_of_ours_says_in_one_line_what_it_is_for(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text()))
    assert said
    assert len(said.splitlines()[0]) <= 100


def _functions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Each with its lines from `def` to the last, without its decorators and its docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            said = len((ast.get_docstring(node, clean=False) or "").splitlines())
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1 - said
