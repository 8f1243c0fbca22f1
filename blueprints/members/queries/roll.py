"""Who decides in an organisation: its members as of now, however many."""

from __future__ import annotations

import uuid

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Membership, Person, Role

Which = uuid.UUID | InstrumentedAttribute[uuid.UUID]


def members_now(organisation_id: Which) -> Select[uuid.UUID]:
    """The statement, for a room that copies a hundred thousand of them at once, or asks within
    a question of its own.
    """
    return select(Membership.person_id).where(
        Membership.organisation_id == organisation_id, Membership.until.is_(None)
    )


def leaders_now(organisation_id: Which) -> Select[uuid.UUID]:
    return select(Role.person_id).where(
        Role.organisation_id == organisation_id,
        Role.name.in_(rules.LEADERS),
        Role.ended_at.is_(None),
    )


def count_members(organisation_id: uuid.UUID) -> int:
    counted = select(func.count()).select_from(members_now(organisation_id).subquery())
    return session.scalar(counted) or 0


def is_member(person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    asked = members_now(organisation_id).where(Membership.person_id == person_id)
    return session.scalar(asked) is not None


def first_members(organisation_id: uuid.UUID, most: int) -> tuple[tuple[uuid.UUID, str], ...]:
    """Ids and names, oldest members first."""
    asked = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id, Membership.until.is_(None))
        .order_by(Membership.since, Membership.id)
        .limit(most)
    )
    return tuple((row.id, row.name) for row in session.execute(asked))
