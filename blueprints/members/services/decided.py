"""A role by a vote: whoever held it alone before gives it up, and the new one has it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from blueprints.core import clock, ids
from blueprints.core.db import session
from blueprints.core.effects import Effect, Field, Plan
from blueprints.core.errors import N_
from blueprints.members import queries, rules
from blueprints.members.models import Role
from blueprints.members.services.roles import grant, locked

_MOST_CHOICES = 100


def give_decided_role(plan: Plan) -> None:
    """Nothing changes where they hold it already."""
    there = locked(plan.organisation_id)
    name, person_id = str(plan.fields["role"]), uuid.UUID(str(plan.fields["person_id"]))
    held = session.scalars(
        select(Role).where(
            Role.organisation_id == there.id, Role.name == name, Role.ended_at.is_(None)
        )
    ).all()
    if any(role.person_id == person_id for role in held):
        return
    for role in held if name in rules.SOLE else ():
        role.ended_at, role.ended_by = clock.now(), plan.by
    session.flush()
    grant(by=plan.by, person_id=person_id, name=name, there=there, key=plan.key)


def check_decided_role(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> None:
    """NoSuchRole, NotAmongUs. The person may still be open, where there are candidates."""
    there = queries.organisation(organisation_id)
    if there is None or fields.get("role") not in rules.ROLES_IN[there.kind]:
        raise rules.NoSuchRole
    person_id = ids.as_uuid(str(fields["person_id"])) if fields.get("person_id") else None
    if fields.get("person_id") and not (
        person_id and queries.is_member(person_id, organisation_id)
    ):
        raise rules.NotAmongUs


def _before(organisation_id: uuid.UUID, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    holders = queries.holders_of(organisation_id)
    mine = [str(one.person_id) for one in holders if one.role == fields.get("role")]
    return {"role": fields.get("role"), "person_id": mine[0] if mine else ""}


def _roles(organisation_id: uuid.UUID, _locale: str) -> list[tuple[str, str]]:
    there = queries.organisation(organisation_id)
    return [(name, rules.ROLE_WORDS[name]) for name in rules.ROLES_IN[there.kind]] if there else []


def _people(organisation_id: uuid.UUID, _locale: str) -> list[tuple[str, str]]:
    found = queries.first_members(organisation_id, _MOST_CHOICES)
    return [(str(person_id), name) for person_id, name in found]


DECIDED_ROLE = Effect(
    name="members.role",
    describe=N_("The person named takes over the role."),
    apply=give_decided_role,
    fields=(
        Field("role", N_("Role"), "choice", _roles),
        Field("person_id", N_("Who"), "person", _people),
    ),
    check=check_decided_role,
    before=_before,
    subject=lambda fields: str(fields.get("role", "")),
)
