"""Naming people for a role: one rule, whether on a page or by a voucher."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Membership, Organisation, Role


def name_role(
    *, by: uuid.UUID, person_id: uuid.UUID, name: str, organisation_id: uuid.UUID, key: uuid.UUID
) -> Role:
    """Raises NotFound, NoSuchRole, RoleTaken and RoleHeld."""
    there = locked(organisation_id)
    desk = queries.desk_of(there.id, by)
    if name not in rules.roles_to_give(desk.standing, there.kind):
        raise rules.NoSuchRole
    return grant(by=by, person_id=person_id, name=name, there=there, key=key)


def grant(
    *, by: uuid.UUID, person_id: uuid.UUID, name: str, there: Organisation, key: uuid.UUID
) -> Role:
    """`there` is locked: two at once do not both find the role free. RoleTaken, RoleHeld."""
    held = select(func.count()).where(
        Role.organisation_id == there.id, Role.name == name, Role.ended_at.is_(None)
    )
    if session.scalar(held.where(Role.person_id == person_id)):
        raise rules.RoleHeld
    if not rules.is_free(name, session.scalar(held) or 0):
        raise rules.RoleTaken
    if rules.belongs_by_role(there.kind):
        belong(person_id, there.id)
    role = Role(
        id=ids.uuid7(),
        person_id=person_id,
        name=name,
        organisation_id=there.id,
        granted_at=clock.now(),
        granted_by=by,
        key=key,
    )
    session.add(role)
    session.flush()
    return role


def locked(organisation_id: uuid.UUID) -> Organisation:
    """Who names somebody waits until the one before has finished. Raises NotFound."""
    asked = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    found = session.scalar(asked)
    if found is None:
        raise NotFound
    return found


def belong(person_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    """A member from now on, unless they are one."""
    asked = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.until.is_(None),
    )
    if session.scalar(asked) is None:
        session.add(Membership(person_id=person_id, organisation_id=organisation_id))
        session.flush()
