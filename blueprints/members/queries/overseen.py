"""What an officer answers for: the places of a county, and the organisations in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members.models import Organisation, PlaceImport, Role
from blueprints.members.queries.organisations import OrganisationRow, as_row
from blueprints.members.queries.places import PlaceRow, ancestors, places

PAGE = 20


@dataclass(frozen=True)
class OrganisationPage:
    rows: tuple[OrganisationRow, ...]
    after: uuid.UUID | None


@dataclass(frozen=True)
class ListSeen:
    """`found` is what the rules read (`rules.Divisions`)."""

    id: uuid.UUID
    found: dict[str, Any]
    confirmed: bool


def places_overseen(person_id: uuid.UUID) -> tuple[PlaceRow, ...]:
    """All in the counties of this officer; nothing for anybody else."""
    office = and_(Role.name == "officer", Role.ended_at.is_(None), Role.person_id == person_id)
    asked = (
        select(Role.place_id, Organisation.place_id)
        .outerjoin(
            Organisation,
            and_(Organisation.id == Role.organisation_id, Organisation.kind == "government"),
        )
        .where(office)
    )
    tops = {one for row in session.execute(asked) for one in row if one}
    return tuple(row for row in places() if tops & set(ancestors(row.id)))


def organisations_overseen(person_id: uuid.UUID, after: uuid.UUID | None) -> OrganisationPage:
    """The newest first."""
    there = [row.id for row in places_overseen(person_id)]
    asked = select(Organisation).where(Organisation.place_id.in_(there))
    if after is not None:
        asked = asked.where(Organisation.id < after)
    found = session.scalars(asked.order_by(Organisation.id.desc()).limit(PAGE + 1)).all()
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return OrganisationPage(tuple(as_row(one) for one in found[:PAGE]), more)


def list_seen(import_id: uuid.UUID, person_id: uuid.UUID) -> ListSeen:
    """Raises NotFound for anybody but who sent it."""
    asked = select(PlaceImport).where(PlaceImport.id == import_id, PlaceImport.made_by == person_id)
    seen = session.scalar(asked)
    if seen is None:
        raise NotFound
    return ListSeen(seen.id, seen.found, seen.confirmed_at is not None)
