"""Addresses of the porch."""

from __future__ import annotations

from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from blueprints.core.access import public
from blueprints.core.storage import StorageNotFound, storage
from blueprints.core.web.headers import keep_public, true_until
from blueprints.core.web.templating import locale
from blueprints.home import queries
from blueprints.storefront import queries as storefront

bp = Blueprint("home", __name__)

_A_YEAR = "public, max-age=31536000, immutable"


@bp.get("/")
@public
@keep_public
def index() -> str:
    shelf = storefront.newest_products(6, locale())
    true_until(shelf.until)
    return render_template("home/index.html", shelf=shelf, categories=storefront.CATEGORIES)


@bp.get("/s/<word>")
@public
def short_link(word: str) -> BaseResponse:
    """What is printed under a code, short enough to be typed."""
    kind, one = storefront.called(word)
    if kind == "group":
        return redirect(url_for("storefront.show_group", group_id=one))
    return redirect(url_for("storefront.show_product", product_id=one))


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
