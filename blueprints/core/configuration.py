"""From our settings to what Flask and its extensions want to be told."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from blueprints.core.assets import release_of
from blueprints.core.db import engine_options
from blueprints.core.settings import Settings

# Photos are checked one by one with a sentence of their own; this bounds the whole form.
MOST_BYTES = 64 * 1024 * 1024
MOST_TYPED_BYTES = 2 * 1024 * 1024
MOST_PARTS = 200


def flask_config(
    settings: Settings, house: Path, translations: Path, catalogues: Iterable[str]
) -> dict[str, Any]:
    names = list(catalogues)
    return {
        "SETTINGS": settings,
        "SECRET_KEY": _secret(settings.instance / "secret.key"),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # Errors of the database go to the log; what people typed must not.
        "SQLALCHEMY_ENGINE_OPTIONS": {
            **engine_options(settings.database_url),
            "hide_parameters": True,
        },
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_TYPED_BYTES,
        "MAX_FORM_PARTS": MOST_PARTS,
        "BABEL_DOMAIN": ";".join(names),
        "BABEL_TRANSLATION_DIRECTORIES": ";".join([str(translations)] * len(names)),
        "CURRENCY": settings.currency,
        "DEMO": settings.demo,
        "ORIGIN": settings.origin,
        "WORKER": settings.worker,
        "ALPINE_URL": settings.alpine_url,
        "RELEASE": release_of(house / "static", house / "templates", translations),
    }


def _secret(path: Path) -> str:
    """Made once for each instance; it signs which photos a form already holds."""
    if not path.exists():
        temporary = path.with_suffix(f".{secrets.token_hex(4)}")
        temporary.write_text(secrets.token_urlsafe(48))
        temporary.chmod(0o600)
        if path.exists():
            temporary.unlink()
        else:
            temporary.rename(path)
    return path.read_text()
