"""The place tree: some hundred rows, read whole once a transaction and walked in memory."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from blueprints.core.db import session
from blueprints.members.models import Place

_TREE = "members.places"


@dataclass(frozen=True)
class PlaceRow:
    id: uuid.UUID
    parent_id: uuid.UUID | None
    level: str
    name: str
    latin_name: str
    key_county: bool

    def called(self, locale: str) -> str:
        return self.name if locale == "zh" else self.latin_name


def places() -> tuple[PlaceRow, ...]:
    """All of them, counties first, then by name."""
    return tuple(_tree().values())


def place(place_id: uuid.UUID | None) -> PlaceRow | None:
    return _tree().get(place_id) if place_id else None


def villages() -> tuple[PlaceRow, ...]:
    return tuple(row for row in places() if row.level == "village")


def ancestors(place_id: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
    """The place itself, then what it lies in, up to the county; nothing for an unknown place."""
    return tuple(row.id for row in _line(place_id))


def place_line(place_id: uuid.UUID | None, locale: str) -> str:
    """`青禾县柳河镇柳树村`, or `Liushu, Liuhe, Qinghe`."""
    if locale == "zh":
        return "".join(row.name for row in reversed(_line(place_id)))
    return ", ".join(row.latin_name for row in _line(place_id))


def place_with(latin_name: str) -> uuid.UUID:
    """For seeds and imports: the place of that Latin name. Raises LookupError."""
    for row in places():
        if row.latin_name.casefold() == latin_name.casefold():
            return row.id
    raise LookupError(latin_name)


def _line(place_id: uuid.UUID | None) -> list[PlaceRow]:
    tree, line = _tree(), []
    row = tree.get(place_id) if place_id else None
    while row is not None and row not in line:
        line.append(row)
        row = tree.get(row.parent_id) if row.parent_id else None
    return line


def _tree() -> dict[uuid.UUID, PlaceRow]:
    live = session()
    if _TREE not in live.info:
        asked = select(
            Place.id, Place.parent_id, Place.level, Place.name, Place.latin_name, Place.key_county
        ).order_by(Place.level, Place.latin_name)
        live.info[_TREE] = {row.id: PlaceRow(*row) for row in live.execute(asked)}
    tree: dict[uuid.UUID, PlaceRow] = live.info[_TREE]
    return tree


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget(live: Session) -> None:
    live.info.pop(_TREE, None)


@event.listens_for(Session, "after_flush")
def _forget_flushed(live: Session, _context: object) -> None:
    if any(isinstance(thing, Place) for thing in (*live.new, *live.dirty, *live.deleted)):
        _forget(live)
