"""Who has used this browser: what its own people may see of one another."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Confirmation, Device, Person, Session

# A family, or the people of a leader's office; beyond that the number is sooner typed than found.
_MOST = 12


@dataclass(frozen=True)
class PersonHere:
    """`phone` with its middle hidden."""

    id: uuid.UUID
    name: str
    phone: str


def people_here(device_token: str | None) -> tuple[PersonHere, ...]:
    """The people confirmed on this browser, who was here last first."""
    mark = rules.token_mark(device_token)
    if mark is None:
        return ()
    last = (
        select(func.max(Session.started_at))
        .where(Session.device_id == Device.id, Session.person_id == Person.id)
        .correlate(Device, Person)
        .scalar_subquery()
    )
    asked = (
        select(Person.id, Person.name, Person.phone)
        .join(Confirmation, Confirmation.person_id == Person.id)
        .join(Device, Device.id == Confirmation.device_id)
        .where(Device.token_hash == mark, Confirmation.ended_at.is_(None))
        .order_by(func.coalesce(last, Confirmation.confirmed_at).desc(), Person.id)
        .limit(_MOST)
    )
    return tuple(
        PersonHere(row.id, row.name, rules.masked_phone(row.phone) if row.phone else "")
        for row in session.execute(asked)
    )
