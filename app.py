"""Commonfield: settings, the ground, then every room. Nothing else lives here."""

from __future__ import annotations

import secrets
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate

from blueprints import ROOMS
from blueprints.core import access, cli, clock, i18n, sms, storage
from blueprints.core.assets import init_assets, release_of
from blueprints.core.db import db, engine_options, prepare
from blueprints.core.limits import init_limits
from blueprints.core.logs import init_logs
from blueprints.core.settings import Settings, from_environment
from blueprints.core.web import init_web

HOUSE = Path(__file__).parent
# Photos are checked one by one with a sentence of their own; this bounds the whole form.
MOST_BYTES = 64 * 1024 * 1024


def create_app(
    settings: Settings | None = None, translations: Path = HOUSE / "translations"
) -> Flask:
    settings = settings or from_environment()
    app = Flask(
        "commonfield",
        root_path=str(HOUSE),
        instance_path=str(settings.instance),
        static_folder=None,
    )
    settings.instance.mkdir(parents=True, exist_ok=True)
    i18n.compile_catalogues(translations)
    catalogues = i18n.domains(ROOMS)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=_secret(settings.instance / "secret.key"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            **engine_options(settings.database_url),
            "hide_parameters": True,
        },
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=200,
        BABEL_DOMAIN=";".join(catalogues),
        BABEL_TRANSLATION_DIRECTORIES=";".join([str(translations)] * len(catalogues)),
        CURRENCY=settings.currency,
        DEMO=settings.demo,
        ORIGIN=settings.origin,
        ALPINE_URL=settings.alpine_url,
        RELEASE=release_of(HOUSE / "static", HOUSE / "templates", translations),
    )
    clock.use_zone(settings.timezone)
    sms.use_gateway(
        sms.HttpGateway(settings.sms_gateway) if settings.sms_gateway else sms.DemoGateway()
    )
    app.extensions["storage"] = storage.from_settings(settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    Migrate(app, db, directory=str(HOUSE / "migrations"), render_as_batch=True)
    Babel(app, locale_selector=i18n.chosen_locale, default_locale=i18n.DEFAULT)
    init_logs(app)
    init_assets(app, HOUSE / "static")
    for room in ROOMS:
        app.register_blueprint(import_module(f"blueprints.{room}.routes").bp)
        if find_spec(f"blueprints.{room}.jobs"):
            import_module(f"blueprints.{room}.jobs")
    init_web(app, settings)
    init_limits(app, settings)
    cli.init_cli(app)
    access.refuse_unmarked(app)
    return app


def _secret(path: Path) -> str:
    """Made once for each instance; it signs which photos a form already holds."""
    if not path.exists():
        temporary = path.with_suffix(f".{secrets.token_hex(4)}")
        temporary.write_text(secrets.token_urlsafe(48))
        temporary.chmod(0o600)
        if not path.exists():
            temporary.rename(path)
        else:
            temporary.unlink()
    return path.read_text()
