"""Who acts for an organisation, and who may say so."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Membership, Organisation, Person, Role
from blueprints.members.queries.organisations import OrganisationRow, as_row, organisation
from blueprints.members.queries.places import ancestors


@dataclass(frozen=True)
class Desk:
    """An organisation, as somebody who leads or oversees it sees it."""

    organisation: OrganisationRow
    standing: rules.Standing


@dataclass(frozen=True)
class Holder:
    role_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    role: str
    since: datetime


def desk_of(organisation_id: uuid.UUID, person_id: uuid.UUID) -> Desk:
    """Raises NotFound for whoever neither leads nor oversees it."""
    found = organisation(organisation_id)
    if found is None:
        raise NotFound
    standing = standing_of(person_id, found)
    if not standing:
        raise NotFound
    return Desk(found, standing)


def standing_of(person_id: uuid.UUID, there: OrganisationRow) -> rules.Standing:
    manages = and_(Role.name == "manager", Role.organisation_id == there.id)
    asked = (
        select(Role.name)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == person_id, Role.ended_at.is_(None))
        .where(or_(manages, _oversees(there.place_id)))
    )
    held = set(session.scalars(asked))
    return rules.Standing("manager" in held, "officer" in held)


def officers_over(place_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Whom a government of this place, or of what it lies in, made its officer."""
    asked = (
        select(Role.person_id)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.ended_at.is_(None), _oversees(place_id))
        .distinct()
    )
    return tuple(session.scalars(asked))


def _oversees(place_id: uuid.UUID) -> ColumnElement[bool]:
    over = ancestors(place_id)
    by_office = and_(Organisation.kind == "government", Organisation.place_id.in_(over))
    return and_(Role.name == "officer", or_(Role.place_id.in_(over), by_office))


def holders_of(organisation_id: uuid.UUID) -> tuple[Holder, ...]:
    asked = (
        select(Role.id, Role.person_id, Person.name, Role.name, Role.granted_at)
        .join(Person, Person.id == Role.person_id)
        .where(Role.organisation_id == organisation_id, Role.ended_at.is_(None))
        .order_by(Role.granted_at, Role.id)
    )
    return tuple(Holder(*row) for row in session.execute(asked))


def roles_held(person_id: uuid.UUID) -> frozenset[str]:
    asked = select(Role.name).where(Role.person_id == person_id, Role.ended_at.is_(None))
    return frozenset(session.scalars(asked))


def belongs(person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """A member, or somebody who acts for it."""
    member = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.until.is_(None),
    )
    acts = select(Role.id).where(
        Role.person_id == person_id,
        Role.organisation_id == organisation_id,
        Role.ended_at.is_(None),
    )
    return session.scalar(member.union_all(acts).limit(1)) is not None


def desks_of(person_id: uuid.UUID) -> tuple[OrganisationRow, ...]:
    """What this person manages."""
    asked = (
        select(Organisation)
        .join(Role, Role.organisation_id == Organisation.id)
        .where(Role.person_id == person_id, Role.name == "manager", Role.ended_at.is_(None))
        .order_by(Organisation.id)
    )
    return tuple(as_row(found) for found in session.scalars(asked))
