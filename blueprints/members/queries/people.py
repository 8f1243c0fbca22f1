"""Who people are, as far as other rooms may know."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Person
from blueprints.members.queries.fields import sees


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str | None


def names_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    asked = select(Person.id, Person.name).where(Person.id.in_(set(person_ids)))
    return {row.id: row.name for row in session.execute(asked)}


def names_among(chosen: Select[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of everybody that a statement finds, however many."""
    asked = select(Person.id, Person.name).where(Person.id.in_(chosen))
    return {row.id: row.name for row in session.execute(asked)}


def name_beside(person_id: InstrumentedAttribute[uuid.UUID]) -> ScalarSelect[str]:
    """In another room's statement: the name of whom its column names."""
    return select(Person.name).where(Person.id == person_id).scalar_subquery()


def contact_of(
    person_id: uuid.UUID,
    *,
    by: uuid.UUID | None,
    purpose: rules.Purpose,
    also: Collection[rules.Stand] = (),
) -> Contact | None:
    """The number only where the table of fields lets `by` see it for this purpose."""
    row = session.execute(select(Person.name, Person.phone).where(Person.id == person_id)).first()
    if row is None:
        return None
    may = sees("phone", purpose=purpose, by=by, whose=person_id, also=also)
    return Contact(row.name, row.phone if may else None)


def home_place_of(person_id: uuid.UUID) -> uuid.UUID | None:
    """The village one lives in, where one has said so."""
    return session.scalar(select(Person.place_id).where(Person.id == person_id))


def person_with(phone: str) -> uuid.UUID:
    """For seeds and imports: the person of that number, as people write it. Raises LookupError."""
    found = session.scalar(select(Person.id).where(Person.phone == rules.read_phone(phone)))
    if found is None:
        raise LookupError(phone)
    return found
