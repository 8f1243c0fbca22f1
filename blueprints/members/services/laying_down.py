"""Laying a role down, with nobody to take it over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select, update

from blueprints.core import clock, events
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Handover, Role


def lay_down(*, by: uuid.UUID, role_id: uuid.UUID) -> None:
    """One's own, from now on; its days stay on record. Raises NotFound and LastInRole."""
    held = queries.own_role(role_id, by)
    holding = _locked(held)
    role = next((one for one in holding if one.id == role_id), None)
    if role is None:
        raise NotFound
    if held.organisation and role.name in rules.KEEPERS and len(holding) == 1:
        raise rules.LastInRole(organisation=held.organisation.name)
    role.ended_at, role.ended_by = clock.now(), by
    _take_offers_back(role, by)
    session.flush()
    events.announce("members.role_laid_down", person_id=by, role_id=role_id)


def _locked(held: queries.HeldRole) -> Sequence[Role]:
    """All who hold it there, in one order: the last two must not leave at the same moment."""
    asked = select(Role).where(Role.ended_at.is_(None), Role.name == held.name)
    if held.organisation:
        asked = asked.where(Role.organisation_id == held.organisation.id)
    else:
        asked = asked.where(Role.id == held.id)
    return session.scalars(asked.order_by(Role.id).with_for_update()).all()


def _take_offers_back(role: Role, by: uuid.UUID) -> None:
    """What one no longer holds one cannot hand over."""
    offered = update(Handover).where(
        Handover.organisation_id == role.organisation_id,
        Handover.name == role.name,
        Handover.offered_by == by,
        Handover.decided_at.is_(None),
    )
    session.execute(offered.values(decided_at=clock.now(), outcome="taken_back"))
