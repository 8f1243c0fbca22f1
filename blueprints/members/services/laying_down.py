"""Laying a role down, with nobody to take it over."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select, update

from blueprints.core import clock, events
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Handover, Organisation, Role
from blueprints.members.services.roles import locked


def lay_down(*, by: uuid.UUID, role_id: uuid.UUID) -> None:
    """One's own, from now on; its days stay on record. Raises NotFound and LastInRole."""
    held = queries.own_role(role_id, by)
    # One after the other: the last two must not leave at the same moment.
    there = locked(held.organisation.id) if held.organisation else None
    role = session.get_one(Role, role_id, with_for_update=True)
    if role.ended_at is not None:
        raise NotFound
    if there is not None and role.name in rules.KEEPERS:
        _leave_not_empty(role, there)
    role.ended_at, role.ended_by = clock.now(), by
    _take_offers_back(role, by)
    session.flush()
    events.announce("members.role_laid_down", person_id=by, role_id=role_id)


def _leave_not_empty(role: Role, there: Organisation) -> None:
    others = select(func.count()).where(
        Role.organisation_id == there.id,
        Role.name == role.name,
        Role.person_id != role.person_id,
        Role.ended_at.is_(None),
    )
    if not session.scalar(others):
        raise rules.LastInRole(organisation=there.name)


def _take_offers_back(role: Role, by: uuid.UUID) -> None:
    """What one no longer holds one cannot hand over."""
    if role.organisation_id is None:
        return
    offered = update(Handover).where(
        Handover.organisation_id == role.organisation_id,
        Handover.name == role.name,
        Handover.offered_by == by,
        Handover.decided_at.is_(None),
    )
    session.execute(offered.values(decided_at=clock.now(), outcome="taken_back"))
