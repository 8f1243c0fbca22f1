"""Addresses of sync. All answer JSON and none is ever kept."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, request

from blueprints.core import access, cards, clock, ids
from blueprints.core.access import public
from blueprints.core.errors import N_, DomainError
from blueprints.core.visitors import known_visitor, owner_of
from blueprints.sync import queries

bp = Blueprint("sync", __name__, url_prefix="/sync")

MOST_RECEIPTS = 50


class BadKeys(DomainError):
    status = 422
    sentence = N_("Please ask for 1 to 50 keys, each a UUID, with commas between them.")


@bp.get("/token")
@public
def token() -> Response:
    """Who is signed in here, asked before a drain. `uid` is null for nobody."""
    known = access.viewer()
    return jsonify(
        uid=known.id.hex if known else None,
        server_time=clock.now().isoformat(timespec="milliseconds"),
        release=current_app.config["RELEASE"],
    )


@bp.get("/me")
@public
def me() -> Response:
    """What is personal on public pages: a name, and how much waits."""
    known = access.viewer()
    waiting = cards.count_all(known, known_visitor())
    return jsonify(
        uid=known.id.hex if known else None, name=known.name if known else None, waiting=waiting
    )


@bp.get("/receipts")
@public
def receipts() -> Response:
    texts = [part for part in request.args.get("keys", "").split(",") if part]
    asked = [key for key in map(ids.as_uuid, texts) if key is not None]
    if not 0 < len(texts) <= MOST_RECEIPTS or len(asked) != len(texts):
        raise BadKeys
    return jsonify(queries.receipts_for(_owner(), asked))


def _owner() -> str:
    known = access.viewer()
    return owner_of(known.id.hex) if known else f"v:{known_visitor()}"
