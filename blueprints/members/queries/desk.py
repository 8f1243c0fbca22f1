"""A leader's desk: what waits, in each organisation they lead."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Membership
from blueprints.members.queries.admissions import waiting_in
from blueprints.members.queries.corrections import answered_by, corrections_waiting
from blueprints.members.queries.organisations import (
    OrganisationRow,
    organisations,
)


@dataclass(frozen=True)
class DeskPlace:
    """`waiting` ask to belong, `corrections` that something be put right; `members` belong."""

    organisation: OrganisationRow
    waiting: int
    corrections: int
    members: int


def desk(leader_id: uuid.UUID) -> tuple[DeskPlace, ...]:
    """Where most wait, first."""
    there = answered_by(leader_id)
    waiting, wrong, members = waiting_in(there), corrections_waiting(there), _members_of(there)
    places = [
        DeskPlace(found, waiting.get(found.id, 0), wrong.get(found.id, 0), members.get(found.id, 0))
        for found in organisations(there).values()
    ]
    return tuple(
        sorted(
            places,
            key=lambda place: (-place.waiting - place.corrections, place.organisation.name),
        )
    )


def waiting_on_desk(viewer: Viewer | None) -> int:
    """For the count in the bar; whoever leads nothing costs no question."""
    if viewer is None or viewer.roles.isdisjoint(rules.ANSWERERS):
        return 0
    there = answered_by(viewer.id)
    return sum(waiting_in(there).values()) + sum(corrections_waiting(there).values())


def _members_of(organisation_ids: tuple[uuid.UUID, ...]) -> dict[uuid.UUID, int]:
    asked = (
        select(Membership.organisation_id, func.count())
        .where(Membership.organisation_id.in_(organisation_ids), Membership.until.is_(None))
        .group_by(Membership.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
