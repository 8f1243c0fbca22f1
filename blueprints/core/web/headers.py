"""What every answer says about itself: safety, lifetime, and what a phone may keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from blueprints.core import acting
from blueprints.core.access import viewer
from blueprints.core.i18n import variant_of
from blueprints.core.web.pages import TRUE_UNTIL, shared_for

View = TypeVar("View", bound=Callable[..., object])

_SHARED = shared_for()
_PRIVATE = "private, no-store"
_ONE_LINE_CSP = "default-src 'none'; frame-ancestors 'none'"
_YEAR = "max-age=31536000"


def keep_public(view: View) -> View:
    """The same bytes for everyone: a worker, a proxy and our own memory may keep it."""
    return _offline(view, "public")


def keep_private(view: View) -> View:
    """A phone may keep it for this person, until sign-out."""
    return _offline(view, "private")


def true_until(*moments: datetime | None) -> None:
    """For a public page that says what ends: from the earliest moment on, it is made anew.

    Nothing that we or a proxy keep is shown past it. A phone's own copy says itself how old it is.
    """
    told = [one for one in (g.get("true_until"), *moments) if one is not None]
    if told:
        g.true_until = min(told)


def _offline(view: View, level: str) -> View:
    view.offline = level  # type: ignore[attr-defined]
    return view


def offline_level(app: Flask, endpoint: str | None) -> str:
    view = app.view_functions.get(endpoint or "")
    return getattr(view, "offline", "never")


def set_headers(response: Response) -> Response:
    headers = response.headers
    level = offline_level(current_app, request.endpoint)
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        level = "never"
    if level != "never" and acting.COOKIE in request.cookies:
        level = "never"  # what one sees of another stays on no phone
    headers.setdefault("X-Offline", level)
    if level == "private":
        known = viewer()
        headers.setdefault("X-Uid", known.id.hex if known else "visitor")
    if headers["X-Offline"] != "never":
        headers.setdefault("X-Variant", variant_of(request.environ).name)
    if level == "public" and "true_until" in g:
        headers[TRUE_UNTIL] = str(g.true_until.timestamp())
    headers.setdefault("Cache-Control", _SHARED if level == "public" else _PRIVATE)
    headers.setdefault("Content-Security-Policy", _policy(response))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = _YEAR
    if response.mimetype == "text/html":
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(self)"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


def drop_acting(response: Response) -> Response:
    """Once it is over, one is oneself again."""
    if g.get("acting_over") and acting.COOKIE in request.cookies:
        response.delete_cookie(acting.COOKIE, samesite="Lax", secure=request.is_secure)
    return response


def _policy(response: Response) -> str:
    if response.mimetype != "text/html":
        return _ONE_LINE_CSP
    style = g.get("style_hash")
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {script_source(current_app.config['ALPINE_URL'])}".strip(),
            f"style-src '{style}'" if style else "style-src 'none'",
            "img-src 'self' blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def script_source(url: str) -> str:
    return url if urlsplit(url).netloc else ""
