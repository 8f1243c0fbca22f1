"""The origin check that stands in for CSRF tokens, so that pages can be cached (DESIGN 2)."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request

from blueprints.core.errors import N_, DomainError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(DomainError):
    status = 403
    sentence = N_(
        "This form was sent from another site, so nothing was done. Please send it from here."
    )


def check_origin() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise ForeignOrigin
        return
    origin = request.headers.get("Origin")
    if origin is not None:
        if not _is_ours(origin):
            raise ForeignOrigin
        return
    # Old web views and plain clients send neither: only a foreign Referer gives a forger away.
    referer = request.headers.get("Referer")
    if referer and not _is_ours(referer):
        raise ForeignOrigin


def _is_ours(address: str) -> bool:
    """`null` and anything without a host are not ours."""
    parts = urlsplit(address)
    configured = current_app.config["ORIGIN"]
    if configured:
        return bool(f"{parts.scheme}://{parts.netloc}" == configured)
    return bool(parts.netloc) and parts.netloc == request.host
