"""Whom somebody may act for, and what lets them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from blueprints.core import search
from blueprints.core.db import session
from blueprints.members.models import (
    Membership,
    Organisation,
    Person,
    Role,
)
from blueprints.members.queries.places import ancestors
from blueprints.members.queries.register import KIND as REGISTER
from blueprints.members.rules import mandates

_MOST_FOUND = 20


@dataclass(frozen=True)
class HelperStand:
    """What lets one person act for another: the role of the one, the membership of the other."""

    role_id: uuid.UUID
    membership_id: uuid.UUID
    organisation_id: uuid.UUID


@dataclass(frozen=True)
class Helpable:
    person_id: uuid.UUID
    name: str
    has_phone: bool
    organisation: str


def stand_between(helper_id: uuid.UUID, member_id: uuid.UUID) -> HelperStand | None:
    """As the manager of their cooperative, or a mentor of a place that it lies in."""
    theirs = session.execute(
        select(Membership.id, Organisation.id, Organisation.place_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == member_id, Membership.until.is_(None))
        .where(Organisation.kind == "cooperative")
        .order_by(Membership.since)
    ).all()
    for role_id, name, there, area in session.execute(_helping_roles(helper_id)):
        for membership_id, organisation_id, place_id in theirs:
            if name == "manager" and there == organisation_id:
                return HelperStand(role_id, membership_id, organisation_id)
            if name == "mentor" and area in ancestors(place_id):
                return HelperStand(role_id, membership_id, organisation_id)
    return None


def may_help(helper_id: uuid.UUID, words: str) -> tuple[Helpable, ...]:
    """Members by name, or its first letters, among those this person may act for."""
    reach = _reach(helper_id)
    if not reach or not words.strip():
        return ()
    found = search.matching(REGISTER, words[:50], []).subquery()
    lent = select(Role.id).where(Role.person_id == Person.id, Role.ended_at.is_(None))
    asked = (
        select(Person.id, Person.name, Person.phone, Organisation.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(found, found.c.subject_id == Membership.id)
        .where(Membership.until.is_(None), Membership.organisation_id.in_(reach))
        .where(Person.id != helper_id, ~lent.exists())
        .order_by(Person.name)
        .limit(_MOST_FOUND)
    )
    rows = session.execute(asked)
    return tuple(Helpable(row[0], row[1], row[2] is not None, row[3]) for row in rows)


def _helping_roles(helper_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Role.id, Role.name, Role.organisation_id, Organisation.place_id)
        .join(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == helper_id, Role.ended_at.is_(None))
        .where(Role.name.in_(mandates.HELPERS))
        .order_by(Role.granted_at)
    )


def _reach(helper_id: uuid.UUID) -> set[uuid.UUID]:
    """The cooperatives whose members this person may act for."""
    held = session.execute(_helping_roles(helper_id)).all()
    areas = {area for _, name, _, area in held if name == "mentor"}
    reach = {there for _, name, there, _ in held if name == "manager"}
    if areas:
        asked = select(Organisation.id, Organisation.place_id)
        for one, place_id in session.execute(asked.where(Organisation.kind == "cooperative")):
            if areas & set(ancestors(place_id)):
                reach.add(one)
    return reach
