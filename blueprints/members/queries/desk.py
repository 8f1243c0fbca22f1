"""A leader's desk: what waits, in each organisation they lead."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from blueprints.core.access import Viewer
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Membership
from blueprints.members.queries.admissions import waiting_for_leader, waiting_in
from blueprints.members.queries.organisations import (
    OrganisationRow,
    organisations,
    organisations_led_by,
)


@dataclass(frozen=True)
class DeskPlace:
    """`waiting` ask to belong; `members` do."""

    organisation: OrganisationRow
    waiting: int
    members: int


def desk(leader_id: uuid.UUID) -> tuple[DeskPlace, ...]:
    """Where most wait, first."""
    led = organisations_led_by(leader_id)
    waiting, members = waiting_in(led), _members_of(led)
    places = [
        DeskPlace(found, waiting.get(found.id, 0), members.get(found.id, 0))
        for found in organisations(led).values()
    ]
    return tuple(sorted(places, key=lambda place: (-place.waiting, place.organisation.name)))


def waiting_on_desk(viewer: Viewer | None) -> int:
    """For the count in the bar; whoever leads nothing costs no question."""
    if viewer is None or viewer.roles.isdisjoint(rules.LEADERS):
        return 0
    return waiting_for_leader(viewer.id)


def _members_of(organisation_ids: tuple[uuid.UUID, ...]) -> dict[uuid.UUID, int]:
    asked = (
        select(Membership.organisation_id, func.count())
        .where(Membership.organisation_id.in_(organisation_ids), Membership.until.is_(None))
        .group_by(Membership.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
