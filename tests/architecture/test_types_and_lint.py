"""Types, lint and form, as `make check` asks for them: nobody can forget."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON = [Path("app.py"), *Path("blueprints").rglob("*.py"), *Path("migrations").rglob("*.py")]
SILENCING = re.compile(r"#\s*(noqa|type: ignore)(?P<which>[:\[][^#]*)?(?P<why>.*)$")
OF_A_MACHINE = re.compile(r"/(work|root)/\w+|(?<!no-emit-)index[-_]url|(?<!\w)pypi\.")


def run(*command: str) -> str:
    """What it complained of; nothing is well."""
    told = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    return "" if told.returncode == 0 else told.stdout + told.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("mypy",),
        ("ruff", "check", "--no-cache", "."),
        ("ruff", "format", "--no-cache", "--check", "."),
    ],
    ids=" ".join,
)
def test_nothing_is_complained_of(command: tuple[str, ...]) -> None:
    assert run(*command) == ""


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_a_silenced_rule_is_named(path: Path) -> None:
    """`# noqa` alone would silence what comes tomorrow."""
    for line in path.read_text().splitlines():
        found = SILENCING.search(line)
        assert found is None or found["which"], line


def test_nothing_of_a_machine_or_an_index_stands_in_the_repository() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True)
    faults = []
    for name in tracked.stdout.splitlines():
        path = Path(name)
        if path.suffix in (".webp", ".png", ".jpg", ".heic", ".bin") or not path.is_file():
            continue
        found = OF_A_MACHINE.search(path.read_text(errors="replace"))
        faults += [f"{name}: {found.group()}"] if found else []
    assert faults == []
