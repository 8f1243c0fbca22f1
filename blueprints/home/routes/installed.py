"""What makes the porch an app on a phone: the manifest and the worker."""

from __future__ import annotations

import rjsmin
from flask import Response, current_app, jsonify, render_template
from flask_babel import force_locale, gettext

from blueprints.core import i18n
from blueprints.core.access import public
from blueprints.core.assets import assets
from blueprints.core.errors import N_
from blueprints.core.settings import ALPINE_INTEGRITY
from blueprints.core.web.headers import keep_public, script_source
from blueprints.core.web.templating import locale
from blueprints.home.routes.porch import bp

# What a phone holds from the first visit on: together with Alpine at most 60 KB on the wire.
SCRIPTS = tuple(f"js/{name}.js" for name in ("app", "gate", "order", "photos", "sync"))
WORKER_ASSETS = (*SCRIPTS, "icons/favicon.svg")
WORKER_PAGES = ("/", "/sync/", "/sync/offline")
ICONS = (("app-192", 192, "any"), ("app-512", 512, "any"), ("app-maskable-512", 512, "maskable"))
PLACE = {
    "id": "/",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "background_color": "#fbf7ec",
    "theme_color": "#fbf7ec",
    "launch_handler": {"client_mode": "navigate-existing"},
}
# The worker makes a draft of it; without one the form itself comes back with the photo kept.
SHARE_TARGET = {
    "action": "/storefront/products/new?shared=1",
    "method": "POST",
    "enctype": "multipart/form-data",
    "params": {"title": "title", "files": [{"name": "photo", "accept": ["image/*"]}]},
}


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
        name = "home/sw.js" if current_app.config["WORKER"] else "home/sw_off.js"
        known["script"] = str(rjsmin.jsmin(render_template(name, facts=_facts())))
    return known["script"]


def _facts() -> dict[str, object]:
    config, found = current_app.config, assets()
    sentence = N_("Saved copy from {when}.")
    return {
        "release": config["RELEASE"],
        "outbox": found.url("js/outbox.js"),
        "assets": [found.url(name) for name in WORKER_ASSETS],
        "pages": WORKER_PAGES,
        "alpine": config["ALPINE_URL"],
        "integrity": ALPINE_INTEGRITY,
        "words": {one.tag: _in(one.locale, sentence) for one in i18n.LANGUAGES.values()},
    }


def _in(locale_name: str, sentence: str) -> str:
    with force_locale(locale_name):
        return str(gettext(sentence))


@bp.get("/manifest.webmanifest")
@public
@keep_public
def manifest() -> Response:
    """Who we are to a phone's home screen."""
    language = i18n.LANGUAGES[locale()]
    response = jsonify(
        **PLACE,
        **_names(),
        lang=language.tag,
        dir=language.direction,
        icons=[_icon(*one) for one in ICONS],
        screenshots=[_screenshot(name) for name in ("shop", "product")],
        shortcuts=_shortcuts(),
        share_target=SHARE_TARGET,
    )
    response.mimetype = "application/manifest+json"
    return response


def _names() -> dict[str, str]:
    name = gettext("Commonfield")
    words = gettext("Sell, find and order: with or without a network.")
    return {"name": name, "short_name": name, "description": words}


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    src = assets().url(f"icons/{name}.png")
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _screenshot(name: str) -> dict[str, str]:
    src = assets().url(f"icons/screen-{name}.webp")
    return {"src": src, "sizes": "720x1280", "type": "image/webp", "form_factor": "narrow"}


def _shortcuts() -> list[dict[str, str]]:
    return [
        {"name": gettext("Sell something"), "url": "/storefront/products/new"},
        {"name": gettext("My things that wait"), "url": "/sync/"},
        {"name": gettext("See everything"), "url": "/storefront/"},
    ]
