"""Organisations, who belongs to them and who acts for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select

from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Membership, Organisation, Person, Role


@dataclass(frozen=True)
class OrganisationRow:
    id: uuid.UUID
    kind: str
    name: str
    latin_name: str
    place_id: uuid.UUID
    founded_on: date | None

    def called(self, locale: str) -> str:
        return self.name if locale == "zh" else self.latin_name


@dataclass(frozen=True)
class Figures:
    """What anybody may know of an organisation's people."""

    members: int
    managers: tuple[str, ...]


def organisation(organisation_id: uuid.UUID) -> OrganisationRow | None:
    return organisations([organisation_id]).get(organisation_id)


def organisations(organisation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, OrganisationRow]:
    asked = select(Organisation).where(Organisation.id.in_(set(organisation_ids)))
    return {found.id: as_row(found) for found in session.scalars(asked)}


def organisations_of(person_id: uuid.UUID) -> tuple[OrganisationRow, ...]:
    """What the person belongs to now, cooperatives first."""
    asked = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(case((Organisation.kind == "cooperative", 0), else_=1), Organisation.name)
    )
    return tuple(as_row(found) for found in session.scalars(asked))


def holds(person_id: uuid.UUID, organisation_id: uuid.UUID, *roles: str) -> bool:
    """Does the person hold one of these roles there, as of now?"""
    asked = _held_by(person_id).where(Role.organisation_id == organisation_id, Role.name.in_(roles))
    return session.scalar(asked.limit(1)) is not None


def organisations_led_by(person_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    asked = _held_by(person_id).where(Role.name.in_(rules.LEADERS)).distinct()
    return tuple(found for found in session.scalars(asked) if found)


def figures_of(organisation_id: uuid.UUID) -> Figures:
    """How many belong to it, and its managers' names: they act for it in public."""
    members = session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(Membership.organisation_id == organisation_id, Membership.until.is_(None))
    )
    managers = session.scalars(
        select(Person.name)
        .join(Role, Role.person_id == Person.id)
        .where(Role.organisation_id == organisation_id, Role.name == "manager")
        .where(Role.ended_at.is_(None))
        .order_by(Role.granted_at)
    )
    return Figures(members or 0, tuple(managers.all()))


def organisation_with(latin_name: str) -> uuid.UUID:
    """For seeds and imports: the organisation of that Latin name. Raises LookupError."""
    asked = select(Organisation.id).where(func.lower(Organisation.latin_name) == latin_name.lower())
    found = session.scalar(asked)
    if found is None:
        raise LookupError(latin_name)
    return found


def _held_by(person_id: uuid.UUID) -> Select[uuid.UUID | None]:
    return select(Role.organisation_id).where(Role.person_id == person_id, Role.ended_at.is_(None))


def as_row(found: Organisation) -> OrganisationRow:
    return OrganisationRow(
        found.id, found.kind, found.name, found.latin_name, found.place_id, found.founded_on
    )
