"""Verbs of sync: taking in a file piece by piece, and what becomes of it when it is whole."""

from __future__ import annotations

import hashlib
import io
import uuid

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from blueprints.core import clock, events, facts, pictures
from blueprints.core.db import session, writing
from blueprints.core.errors import DomainError
from blueprints.core.photo_field import KeptPhoto, kept
from blueprints.core.storage import storage
from blueprints.sync import queries, rules
from blueprints.sync.models import File, Piece
from blueprints.sync.queries import FileView
from blueprints.sync.rules import State


def take_piece(*, owner: str, sha256: str, offset: int, length: int, body: bytes) -> FileView:
    """Keep the piece if it is the next; when all are there, make the picture and tell the rooms.

    A repeat does no harm: an answer that was lost is simply given again.
    """
    rules.check_piece(offset, length, len(body))
    with writing() as live:
        file = _file(live, owner, sha256, length)
        if rules.begins_next(file.stored, offset, len(body)) and file.state == State.PARTIAL:
            live.add(Piece(owner=owner, sha256=sha256, start=offset, body=body))
            file.stored += len(body)
            file.touched_at = clock.now()
        if file.state != State.PARTIAL:
            _announce(file)
        held = queries.view_of(file)
    if held.state == State.PARTIAL and held.stored == held.length:
        return _finish(owner, sha256)
    return held


def adopt(live: Session, visitor: str, member_owner: str) -> None:
    """Signing in: what a visitor's phone sent so far is the member's. A file of both stays."""
    twice = select(File.sha256).where(File.owner == member_owner)
    live.execute(delete(File).where(File.owner == f"v:{visitor}", File.sha256.in_(twice)))
    live.execute(update(File).where(File.owner == f"v:{visitor}").values(owner=member_owner))


def forget_owner(live: Session, owner: str) -> None:
    """Somebody closed their account."""
    live.execute(delete(File).where(File.owner == owner))


def forget_pictures(live: Session, names: list[str]) -> None:
    """They are gone from the public ones: whoever sends such a file again sends it whole."""
    live.execute(delete(File).where(File.name.in_(names)))


def forget_unfinished(live: Session) -> None:
    """A phone that has been silent for so long sends from the beginning when it comes back."""
    live.execute(delete(File).where(File.touched_at < clock.now() - rules.KEPT_FOR))


def seal_key(member_id: uuid.UUID) -> bytes:
    """What only this person's phones can get, to lock away what they leave on a shared one."""
    return facts.mark_for_phones("seal", member_id.bytes)


def _file(live: Session, owner: str, sha256: str, length: int) -> File:
    file = live.get(File, (owner, sha256), with_for_update=True)
    if file is not None and file.length == length:
        return file
    if file is not None:
        live.delete(file)
        live.flush()
    under_way = select(func.count()).where(File.owner == owner, File.state == State.PARTIAL)
    if (live.scalar(under_way) or 0) >= rules.MOST_UNDER_WAY:
        raise rules.TooManyFiles
    file = File(
        owner=owner,
        sha256=sha256,
        length=length,
        stored=0,
        state=State.PARTIAL,
        message="",
        touched_at=clock.now(),
    )
    live.add(file)
    live.flush()
    return file


def _finish(owner: str, sha256: str) -> FileView:
    """Decoding takes a second: it is done before the transaction that tells of it."""
    body = queries.body_of(owner, sha256)
    session.rollback()
    if hashlib.sha256(body).hexdigest() != sha256:
        with writing() as live:
            live.execute(delete(File).where(File.owner == owner, File.sha256 == sha256))
        raise rules.NotTheFile
    photo, refusal = _picture(body)
    with writing() as live:
        file = live.get_one(File, (owner, sha256), with_for_update=True)
        live.execute(delete(Piece).where(Piece.owner == owner, Piece.sha256 == sha256))
        file.state = State.REFUSED if photo is None else State.COMPLETE
        file.message = refusal
        if photo is not None:
            file.name, file.width, file.height = photo.name, photo.width, photo.height
            file.faults = photo.faults
        _announce(file)
        return queries.view_of(file)


def _picture(body: bytes) -> tuple[KeptPhoto | None, str]:
    try:
        picture = pictures.accept(io.BytesIO(body))
    except DomainError as bad:
        return None, bad.sentence
    pictures.store(picture, storage())
    return kept(picture), ""


def _announce(file: File) -> None:
    """Whoever waits for this file; again at each repeat, because a later form may wait for it."""
    size = file.width or 0, file.height or 0
    photo = KeptPhoto(file.name, *size, file.faults) if file.name else None
    events.announce("sync.file_received", owner=file.owner, sha256=file.sha256, photo=photo)
