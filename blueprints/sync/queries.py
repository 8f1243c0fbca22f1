"""What a phone may ask about itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blueprints.core import keys
from blueprints.core.db import session
from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.core.visitors import owner_of
from blueprints.sync.models import File, Piece
from blueprints.sync.rules import State


@dataclass(frozen=True)
class FileView:
    """`length` is None while nothing of the file is known here."""

    sha256: str
    stored: int = 0
    length: int | None = None
    state: State = State.UNKNOWN
    message: str = ""


@dataclass(frozen=True)
class Received:
    """One answer of the server, as people read it."""

    number: str
    message: str
    state: str
    location: str | None
    at: datetime


def receipts_for(owner: str, asked: Iterable[uuid.UUID]) -> list[dict[str, Any]]:
    """One answer for each key, in the order asked; `unknown` for what never arrived here."""
    asked = list(asked)
    known = keys.receipts(owner, asked)
    return [_receipt(key, known.get(key)) for key in asked]


def received_from(owner: str, most: int) -> list[Received]:
    """The newest first."""
    rows = session.scalars(
        select(keys.Key)
        .where(keys.Key.owner == owner)
        .order_by(keys.Key.answered_at.desc())
        .limit(most)
    )
    return [
        Received(_number(row.key), row.message, row.state, row.location, row.answered_at)
        for row in rows
    ]


def file_of(owner: str, sha256: str) -> FileView:
    row = session.get(File, (owner, sha256))
    return FileView(sha256) if row is None else view_of(row)


def view_of(row: File) -> FileView:
    return FileView(row.sha256, row.stored, row.length, State(row.state), row.message)


def body_of(owner: str, sha256: str) -> bytes:
    """The pieces in their order."""
    pieces = (
        select(Piece.body).where(Piece.owner == owner, Piece.sha256 == sha256).order_by(Piece.start)
    )
    return b"".join(session.scalars(pieces))


def _number(key: uuid.UUID) -> str:
    """What the phone shows too, so that both can be compared on the telephone."""
    head = str(key)[:8].upper()
    return f"{head[:4]}-{head[4:]}"


def _receipt(key: uuid.UUID, answer: keys.Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"key": str(key), "state": "unknown", "message": "", "location": None, "errors": {}}
    return {
        "key": str(key),
        "state": answer.state,
        "message": answer.message,
        "location": answer.location,
        "errors": dict(answer.errors),
    }


def _answers(person_id: uuid.UUID) -> Asked:
    return (
        select(keys.Key.route, keys.Key.state, keys.Key.message, keys.Key.answered_at)
        .where(keys.Key.owner == owner_of(person_id.hex))
        .order_by(keys.Key.answered_at.desc())
    )


def _files(person_id: uuid.UUID) -> Asked:
    return (
        select(File.sha256, File.length, File.stored, File.touched_at)
        .where(File.owner == owner_of(person_id.hex))
        .order_by(File.touched_at.desc())
    )


OWN_DATA = (
    Part(
        "answers",
        N_("What you sent, and our answers"),
        (
            Column("to", N_("Sent to")),
            Column("state", N_("State")),
            Column("message", N_("Answer")),
            Column("answered_at", N_("When")),
        ),
        _answers,
    ),
    Part(
        "files",
        N_("Files on their way"),
        (
            Column("file", N_("File")),
            Column("length", N_("Bytes")),
            Column("stored", N_("Bytes here")),
            Column("touched_at", N_("When")),
        ),
        _files,
    ),
)
