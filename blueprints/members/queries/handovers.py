"""Roles of an organisation, and those that are offered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Handover
from blueprints.members.queries.organisations import OrganisationRow, organisation, organisations
from blueprints.members.queries.people import names_of
from blueprints.members.queries.roles import Desk, Holder, holders_of, standing_of


@dataclass(frozen=True)
class Offer:
    id: uuid.UUID
    organisation: OrganisationRow
    role: str
    by: str
    to: str
    offered_at: datetime
    mine: bool


@dataclass(frozen=True)
class RolesPage:
    desk: Desk
    holders: tuple[Holder, ...]
    offers: tuple[Offer, ...]
    to_offer: tuple[str, ...]


def roles_page(organisation_id: uuid.UUID, person_id: uuid.UUID) -> RolesPage:
    """For who leads or oversees it, or holds a role there; NotFound for everybody else."""
    there = organisation(organisation_id)
    if there is None:
        raise NotFound
    standing, holders = standing_of(person_id, there), holders_of(organisation_id)
    held = {one.role for one in holders if one.person_id == person_id}
    if not (standing or held):
        raise NotFound
    asked = _open().where(Handover.organisation_id == organisation_id)
    offers = _offers(asked, person_id)
    may = rules.roles_to_offer(standing, there.kind, held)
    taken = {one.role for one in holders} & set(rules.SOLE) - held
    offered = {one.role for one in offers}
    free = tuple(role for role in may if role not in taken | offered)
    return RolesPage(Desk(there, standing), holders, offers, free)


def offers_to(person_id: uuid.UUID) -> tuple[Offer, ...]:
    return _offers(_open().where(Handover.to_id == person_id), person_id)


def offer_to(offer_id: uuid.UUID, person_id: uuid.UUID) -> Offer:
    """Raises NotFound for anybody else, and when it has been answered."""
    asked = _open().where(Handover.id == offer_id, Handover.to_id == person_id)
    found = _offers(asked, person_id)
    if not found:
        raise NotFound
    return found[0]


def _open() -> Select[Handover]:
    return select(Handover).where(Handover.decided_at.is_(None)).order_by(Handover.id)


def _offers(asked: Select[Handover], person_id: uuid.UUID) -> tuple[Offer, ...]:
    rows = session.scalars(asked.limit(50)).all()
    if not rows:
        return ()
    names = names_of([one for row in rows for one in (row.offered_by, row.to_id)])
    places = organisations(row.organisation_id for row in rows)
    return tuple(
        Offer(
            row.id,
            places[row.organisation_id],
            row.name,
            names[row.offered_by],
            names[row.to_id],
            row.offered_at,
            row.offered_by == person_id,
        )
        for row in rows
    )
