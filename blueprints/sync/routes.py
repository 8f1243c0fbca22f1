"""Addresses of sync: what scripts ask is never kept; its pages open without a network."""

from __future__ import annotations

import base64
import re
import uuid

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request
from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from blueprints.core import access, cards, clock, events, ids, own_data
from blueprints.core.access import EITHER_WAY, member, public, signed_in
from blueprints.core.db import writing
from blueprints.core.errors import N_, DomainError
from blueprints.core.visitors import known_visitor, owner, owner_of
from blueprints.core.web.headers import keep_private, keep_public
from blueprints.sync import queries, rules, services
from blueprints.sync.queries import FileView

bp = Blueprint("sync", __name__, url_prefix="/sync")

MOST_RECEIPTS = 50
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)

cards.link("me", 40, lazy_gettext("Saved on this phone"), "saved", "/sync/")
own_data.register(90, *queries.OWN_DATA)


class BadKeys(DomainError):
    status = 422
    sentence = N_("Please ask for 1 to 50 keys, each a UUID, with commas between them.")


@bp.get("/")
@public
@keep_public
def index() -> str:
    """The same bytes for everyone; the phone fills in what it holds."""
    return render_template("sync/index.html")


@bp.get("/offline")
@public
@keep_public
def offline() -> str:
    """What the worker shows for a page that is not saved."""
    return render_template("sync/offline.html")


@bp.get("/diagnostics")
@public
@keep_public
def diagnostics() -> str:
    return render_template("sync/diagnostics.html")


@bp.get("/received")
@public(for_others=EITHER_WAY)
@keep_private
def received() -> str:
    known = _known_owner()
    rows = queries.received_from(known, rules.MOST_RECEIVED) if known else []
    return render_template("sync/received.html", rows=rows)


@bp.get("/token")
@public(for_others=EITHER_WAY)
def token() -> Response:
    """Who is signed in here, asked before a drain. `uid` is null for nobody."""
    known = access.viewer()
    return jsonify(
        uid=known.id.hex if known else None,
        server_time=clock.now().isoformat(timespec="milliseconds"),
        release=current_app.config["RELEASE"],
    )


@bp.get("/me")
@public(for_others=EITHER_WAY)
def me() -> Response:
    """What is personal on public pages: a name, and how much waits."""
    known = access.viewer()
    waiting = cards.count_all(known, known_visitor())
    return jsonify(
        uid=known.id.hex if known else None, name=known.name if known else None, waiting=waiting
    )


@bp.get("/seal")
@signed_in(for_others=EITHER_WAY)
def seal() -> Response:
    """The key to what this person left locked on a phone; `uid` says whose it is."""
    known = member()
    key = services.seal_key(known.id)
    return jsonify(uid=known.id.hex, key=base64.b64encode(key).decode())


@bp.get("/receipts")
@public(for_others=EITHER_WAY)
def receipts() -> Response:
    texts = [part for part in request.args.get("keys", "").split(",") if part]
    asked = [key for key in map(ids.as_uuid, texts) if key is not None]
    if not 0 < len(texts) <= MOST_RECEIPTS or len(asked) != len(texts):
        raise BadKeys
    return jsonify(queries.receipts_for(_known_owner() or "", asked))


@bp.get("/files/<sha256>")
@public(for_others=EITHER_WAY)
def show_file(sha256: str) -> Response:
    """How much of it is here: a phone goes on from there."""
    return _told(queries.file_of(_known_owner() or "", _checked(sha256)))


@bp.put("/files/<sha256>")
@public(for_others=EITHER_WAY)
def take_file(sha256: str) -> Response:
    """One piece, at `Upload-Offset` of `Upload-Length` bytes."""
    if (request.content_length or 0) > rules.MOST_BYTES_OF_A_PIECE:
        raise rules.TooHeavy
    view = services.take_piece(
        owner=owner(),
        sha256=_checked(sha256),
        offset=_number("Upload-Offset"),
        length=_number("Upload-Length"),
        body=request.get_data(cache=False),
    )
    return _told(view)


def _told(view: FileView) -> Response:
    return jsonify(
        sha256=view.sha256,
        stored=view.stored,
        length=view.length,
        state=view.state,
        message=gettext(view.message) if view.message else "",
    )


def _checked(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        abort(404)
    return sha256


def _number(header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isdecimal() or len(text) > 12:
        raise rules.BadPiece
    return int(text)


def _known_owner() -> str | None:
    """Without giving anyone a cookie for asking."""
    known = access.viewer()
    if known is not None:
        return owner_of(known.id.hex)
    return f"v:{known_visitor()}" if known_visitor() else None


@events.on("members.account_closed")
def _forget(*, live: Session, member_id: uuid.UUID, **_more: object) -> None:
    services.forget_owner(live, owner_of(member_id.hex))


@events.on("members.signed_in")
def _adopt(*, live: object, visitor: str | None, member_id: object, **_more: object) -> None:
    if visitor is not None:
        services.adopt(live, visitor, owner_of(member_id.hex))  # type: ignore[arg-type, attr-defined]


@events.on("storefront.pictures_withdrawn")
def _forget_pictures(*, names: list[str], **_more: object) -> None:
    with writing() as live:
        services.forget_pictures(live, names)
