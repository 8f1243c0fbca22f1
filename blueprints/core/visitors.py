"""A visitor without an account: one random cookie owns their keys, basket and orders."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode

from flask import Response, g, request

from blueprints.core import facts, ids
from blueprints.core.access import holder, viewer

VISITOR_COOKIE = "visitor"
_A_YEAR = 365 * 24 * 3600


def known_visitor() -> str | None:
    """The name under which the visitor's things are kept: a hash, so the table opens no basket."""
    if getattr(g.get("viewer"), "helper_id", None) is not None:
        return None  # whom one acts for was never this browser's visitor
    token = g.get("visitor_token") or request.cookies.get(VISITOR_COOKIE)
    return _name_of(token) if token and len(token) <= 64 else None


def visitor() -> str:
    """The same, but a first write gets a cookie."""
    name = known_visitor()
    if name is None:
        g.visitor_token = g.new_visitor = _token_for_key() or secrets.token_urlsafe(24)
        name = _name_of(g.visitor_token)
    return name


def _token_for_key() -> str | None:
    """A first write whose answer (and cookie) was lost comes again with the same key, which only
    its sender knows: it must find its owner again, or the order would be placed twice.
    """
    key = ids.as_uuid(request.headers.get("Idempotency-Key") or request.form.get("key"))
    if key is None:
        return None
    return urlsafe_b64encode(facts.mark_for_phones("visitor", key.bytes)[:24]).decode()


def owner() -> str:
    """Who owns the basket of this request: `m:<member>` or `v:<visitor>`."""
    known = viewer()
    return owner_of(known.id.hex) if known else f"v:{visitor()}"


def sender() -> str:
    """Who owns the keys and files of this request: whose phone it is, for whomever they act."""
    known = holder()
    return owner_of(known.id.hex) if known else f"v:{visitor()}"


def owner_of(member_hex: str) -> str:
    return f"m:{member_hex}"


def forget_visitor() -> None:
    """Signing in adopted everything; the next person on this phone starts with nothing."""
    g.drop_visitor = True


def set_cookie(response: Response) -> Response:
    if g.get("drop_visitor"):
        response.delete_cookie(VISITOR_COOKIE)
    elif g.get("new_visitor"):
        response.set_cookie(
            VISITOR_COOKIE,
            g.new_visitor,
            max_age=_A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
    return response


def _name_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:40]
