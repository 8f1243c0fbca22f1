"""Addresses of the porch."""

from __future__ import annotations

from pathlib import Path

import rjsmin
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    render_template,
    request,
    send_file,
)
from flask_babel import force_locale, gettext

from blueprints.core import i18n
from blueprints.core.access import public
from blueprints.core.assets import assets
from blueprints.core.errors import N_
from blueprints.core.settings import ALPINE_INTEGRITY
from blueprints.core.storage import StorageNotFound, storage
from blueprints.core.web.headers import keep_public, script_source
from blueprints.core.web.templating import locale
from blueprints.home import queries
from blueprints.storefront import queries as storefront

bp = Blueprint("home", __name__)

# What a phone holds from the first visit on: together with Alpine at most 60 KB on the wire.
WORKER_ASSETS = ("js/outbox.js", "js/app.js", "js/sync.js", "icons/favicon.svg")
WORKER_PAGES = ("/", "/sync/", "/sync/offline")

_A_YEAR = "public, max-age=31536000, immutable"


@bp.get("/")
@public
@keep_public
def index() -> str:
    shelf = storefront.newest_products(6, locale())
    return render_template("home/index.html", shelf=shelf, categories=storefront.CATEGORIES)


@bp.get("/look")
@public
def living_page() -> str:
    """Every component in each state; `?dir=rtl` turns it for languages that read the other way."""
    if request.args.get("dir") == "rtl":
        g.direction = "rtl"
    return render_template("home/living.html")


@bp.get("/healthz")
@public
def health() -> Response:
    return jsonify(status="ok", database=queries.database_answers())


@bp.get("/pictures/<path:name>")
@public
@keep_public
def picture(name: str) -> Response:
    """People's pictures, named by their content, so they never change."""
    try:
        body = storage().get(f"pictures/{name}")
    except StorageNotFound:
        abort(404)
    response = Response(body, mimetype="image/webp")
    response.headers["Cache-Control"] = _A_YEAR
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.get("/alpine.js")
@public
@keep_public
def alpine() -> Response:
    """The checked local copy, where the deployment keeps one (`flask alpine`)."""
    copy = Path(current_app.instance_path) / "alpine.js"
    if not copy.exists():
        abort(404)
    return send_file(copy, mimetype="text/javascript", max_age=3600)


@bp.get("/sw.js")
@public
def worker() -> Response:
    """The worker of this release, or the one that takes itself away (COMMONFIELD_WORKER=off)."""
    response = Response(_worker_script(), mimetype="text/javascript")
    alpine_source = script_source(current_app.config["ALPINE_URL"])
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; frame-ancestors 'none'; "
        f"connect-src 'self' {alpine_source}"
    ).strip()
    return response


def _worker_script() -> str:
    """Made once: it is the same for everybody until the next release."""
    known: dict[str, str] = current_app.extensions.setdefault("worker", {})
    if "script" not in known:
        config = current_app.config
        text = render_template(
            "home/sw.js" if config["WORKER"] else "home/sw_off.js",
            facts={
                "release": config["RELEASE"],
                "outbox": assets().url("js/outbox.js"),
                "assets": [assets().url(name) for name in WORKER_ASSETS],
                "pages": WORKER_PAGES,
                "alpine": config["ALPINE_URL"],
                "integrity": ALPINE_INTEGRITY,
                "words": {
                    one.tag: _in(one.locale, N_("Saved copy from {when}."))
                    for one in i18n.LANGUAGES.values()
                },
            },
        )
        known["script"] = str(rjsmin.jsmin(text))
    return known["script"]


def _in(locale_name: str, sentence: str) -> str:
    with force_locale(locale_name):
        return str(gettext(sentence))


@bp.get("/manifest.webmanifest")
@public
@keep_public
def manifest() -> Response:
    """Who we are to a phone's home screen. The rest of the installed app is an issue of its own."""
    response = jsonify(
        id="/",
        name=gettext("Commonfield"),
        short_name=gettext("Commonfield"),
        start_url="/",
        scope="/",
        display="standalone",
        lang=i18n.LANGUAGES[locale()].tag,
        background_color="#fbf7ec",
        theme_color="#fbf7ec",
        icons=[{"src": assets().url("icons/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    )
    response.mimetype = "application/manifest+json"
    return response
