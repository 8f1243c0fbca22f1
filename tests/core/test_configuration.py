"""From our settings to what Flask is told."""

from __future__ import annotations

import stat
from pathlib import Path

from blueprints.core.configuration import flask_config
from tests.conftest import settings_for

HOUSE = Path()


def config(folder: Path, **env: str) -> dict[str, object]:
    folder.mkdir(exist_ok=True)
    return flask_config(settings_for(folder, **env), HOUSE, HOUSE / "translations", ("core", "a"))


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = config(tmp_path), config(tmp_path)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(str(first["SECRET_KEY"])) >= 43, "256 bits"
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_another_instance_has_another_secret(tmp_path: Path) -> None:
    assert config(tmp_path / "a")["SECRET_KEY"] != config(tmp_path / "b")["SECRET_KEY"]


def test_a_form_is_bounded_in_bytes_and_parts(tmp_path: Path) -> None:
    told = config(tmp_path)
    assert told["MAX_CONTENT_LENGTH"] == 64 * 1024 * 1024
    assert told["MAX_FORM_MEMORY_SIZE"] == 2 * 1024 * 1024
    assert told["MAX_FORM_PARTS"] == 200


def test_each_catalogue_is_looked_for_in_the_one_folder(tmp_path: Path) -> None:
    told = config(tmp_path)
    assert told["BABEL_DOMAIN"] == "core;a"
    assert told["BABEL_TRANSLATION_DIRECTORIES"] == "translations;translations"


def test_the_release_stays_while_nothing_changes(tmp_path: Path) -> None:
    assert config(tmp_path)["RELEASE"] == config(tmp_path)["RELEASE"]
