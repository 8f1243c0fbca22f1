"""Commonfield: settings, the ground, then every room. Nothing else lives here."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate

from blueprints import ROOMS
from blueprints.core import access, cli, clock, i18n, sms, storage, vault
from blueprints.core.assets import init_assets
from blueprints.core.configuration import flask_config
from blueprints.core.db import db, prepare
from blueprints.core.limits import init_limits
from blueprints.core.logs import init_logs
from blueprints.core.settings import Settings, from_environment, make_folder
from blueprints.core.web import init_web

HOUSE = Path(__file__).parent


def create_app(
    settings: Settings | None = None, translations: Path = HOUSE / "translations"
) -> Flask:
    settings = settings or from_environment()
    app = Flask("commonfield", root_path=str(HOUSE), static_folder=None)
    app.instance_path = str(settings.instance)
    make_folder(settings.instance)
    i18n.compile_catalogues(translations)
    app.config.update(flask_config(settings, HOUSE, translations, i18n.domains(ROOMS)))
    _lay_ground(app, settings)
    for room in ROOMS:
        bp = import_module(f"blueprints.{room}.routes").bp
        for part in ("jobs", "cli"):
            if find_spec(f"blueprints.{room}.{part}"):
                import_module(f"blueprints.{room}.{part}")
        app.register_blueprint(bp)
    init_web(app, settings)
    init_limits(app, settings)
    cli.init_cli(app)
    access.refuse_unmarked(app)
    return app


def _lay_ground(app: Flask, settings: Settings) -> None:
    clock.use_zone(settings.timezone)
    sms.use_gateway(sms.from_settings(settings))
    app.extensions["storage"] = storage.from_settings(settings)
    app.extensions["vault"] = vault.Vault(settings.instance / "keys")
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    Migrate(app, db, directory=str(HOUSE / "migrations"), render_as_batch=True)
    Babel(app, locale_selector=i18n.chosen_locale, default_locale=i18n.DEFAULT)
    init_logs(app)
    init_assets(app, HOUSE / "static")
