"""HTTP: everything every request goes through, in the order it happens."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from blueprints.core import acting, i18n
from blueprints.core.access import check_mark, check_sender
from blueprints.core.db import db
from blueprints.core.generation import Reader
from blueprints.core.settings import Settings
from blueprints.core.tallies import init_tallies
from blueprints.core.visitors import set_cookie
from blueprints.core.web.bodies import receive_body, whole_bodies
from blueprints.core.web.headers import drop_acting, set_headers
from blueprints.core.web.origin import check_origin
from blueprints.core.web.pages import PublicPages
from blueprints.core.web.refusals import init_refusals
from blueprints.core.web.templating import init_templating


def init_web(app: Flask, settings: Settings) -> None:
    app.before_request(check_origin)
    app.before_request(check_sender)
    app.before_request(lambda: check_mark(app))
    app.before_request(lambda: acting.check(app))
    app.before_request(receive_body)
    app.after_request(set_headers)
    app.after_request(set_cookie)
    app.after_request(drop_acting)
    # A Chinese sentence in three bytes a letter, not six: answers must fit 600.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    init_templating(app)
    init_refusals(app)
    tallies = init_tallies(app)
    with app.app_context():
        reader = app.extensions["generation"] = Reader(db.engine)
        pages = PublicPages(whole_bodies(app.wsgi_app), reader, i18n.variant_of, tallies.note)
    app.wsgi_app = pages  # type: ignore[method-assign, assignment]
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
