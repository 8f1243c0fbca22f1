"""A person's own page: what only they see of themselves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members.models import (
    Confirmation,
    Device,
    Membership,
    Organisation,
    Person,
    Role,
    Session,
)
from blueprints.members.queries.organisations import OrganisationRow, as_row
from blueprints.members.queries.places import place_line


@dataclass(frozen=True)
class Belonging:
    organisation: OrganisationRow
    since: datetime


@dataclass(frozen=True)
class HeldRole:
    """`name` is the rules' word; one of `organisation` and `place_id` says where it is held."""

    id: uuid.UUID
    name: str
    organisation: OrganisationRow | None
    place_id: uuid.UUID | None
    since: datetime

    def where(self, locale: str) -> str:
        if self.organisation is not None:
            return self.organisation.called(locale)
        return place_line(self.place_id, locale)


@dataclass(frozen=True)
class OwnDevice:
    """`seen_on` is empty where nobody is signed in as this person just now."""

    id: uuid.UUID
    label: str
    confirmed_at: datetime
    seen_on: date | None
    this_one: bool


@dataclass(frozen=True)
class OwnPage:
    name: str
    phone: str | None
    place_id: uuid.UUID | None
    belongs: tuple[Belonging, ...]
    roles: tuple[HeldRole, ...]
    devices: tuple[OwnDevice, ...]


def own_page(person_id: uuid.UUID, device_id: uuid.UUID) -> OwnPage | None:
    person = session.get(Person, person_id)
    if person is None:
        return None
    return OwnPage(
        person.name,
        person.phone,
        person.place_id,
        _belongs(person_id),
        _roles(person_id),
        _devices(person_id, device_id),
    )


def _belongs(person_id: uuid.UUID) -> tuple[Belonging, ...]:
    asked = (
        select(Organisation, Membership.since)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.since)
    )
    return tuple(Belonging(as_row(found), since) for found, since in session.execute(asked))


def own_role(role_id: uuid.UUID, person_id: uuid.UUID) -> HeldRole:
    """Raises NotFound for what is not theirs, or no longer."""
    for held in _roles(person_id):
        if held.id == role_id:
            return held
    raise NotFound


def _roles(person_id: uuid.UUID) -> tuple[HeldRole, ...]:
    asked = (
        select(Role, Organisation)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == person_id, Role.ended_at.is_(None))
        .order_by(Role.granted_at)
    )
    return tuple(
        HeldRole(
            role.id, role.name, as_row(found) if found else None, role.place_id, role.granted_at
        )
        for role, found in session.execute(asked)
    )


def _devices(person_id: uuid.UUID, this_one: uuid.UUID) -> tuple[OwnDevice, ...]:
    last_seen = (
        select(func.max(Session.seen_on))
        .where(Session.device_id == Device.id, Session.person_id == person_id)
        .where(Session.ended_at.is_(None))
        .scalar_subquery()
    )
    asked = (
        select(Device.id, Device.label, Confirmation.confirmed_at, last_seen)
        .join(Confirmation, Confirmation.device_id == Device.id)
        .where(Confirmation.person_id == person_id, Confirmation.ended_at.is_(None))
        .order_by(Confirmation.confirmed_at)
    )
    found = [OwnDevice(*row, this_one=row[0] == this_one) for row in session.execute(asked)]
    return tuple(sorted(found, key=lambda device: not device.this_one))
