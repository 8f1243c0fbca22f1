"""A register brought as a file, as its leaders look at it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members.models import Import
from blueprints.members.queries.organisations import OrganisationRow
from blueprints.members.queries.places import place_line, places
from blueprints.members.queries.register import led

_SHOWN = 100


@dataclass(frozen=True)
class WrongLine:
    line: int
    name: str
    sentence: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class ImportView:
    """`wrong` are the first of them. `can_be_taken`: not yet, and there is something to take."""

    organisation: OrganisationRow
    id: uuid.UUID
    file_name: str
    made_at: datetime
    good_lines: int
    wrong_lines: int
    wrong: tuple[WrongLine, ...]
    taken_at: datetime | None
    joined: int
    invited: int
    known: int
    can_be_taken: bool


def import_seen_by(
    leader_id: uuid.UUID, organisation_id: uuid.UUID, import_id: uuid.UUID
) -> ImportView:
    """NotFound for who does not lead there."""
    found = led(leader_id, organisation_id)
    asked = select(Import).where(Import.id == import_id, Import.organisation_id == organisation_id)
    row = session.scalars(asked).first()
    if row is None:
        raise NotFound
    return ImportView(
        found,
        row.id,
        row.file_name,
        row.made_at,
        row.good_lines,
        row.wrong_lines,
        tuple(WrongLine(*one) for one in row.wrong[:_SHOWN]),
        row.taken_at,
        row.joined,
        row.invited,
        row.known,
        row.taken_at is None and bool(row.good),
    )


def places_by_name() -> dict[str, uuid.UUID | None]:
    """By every name that people write, folded; None for one that several go by."""
    found: dict[str, uuid.UUID | None] = {}
    for row in places():
        lines = (place_line(row.id, "zh"), place_line(row.id, "en"))
        for name in {word.casefold() for word in (row.name, row.latin_name, *lines)}:
            found[name] = None if name in found else row.id
    return found
