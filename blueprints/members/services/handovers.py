"""Handing a role over: offered by one, taken by the other, and only then does it move."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, ids, sms
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Handover, Organisation, Person, Role
from blueprints.members.services.roles import grant, locked


def offer_role(
    *,
    by: uuid.UUID,
    organisation_id: uuid.UUID,
    name: str,
    phone: str,
    words: str,
    key: uuid.UUID,
) -> Handover:
    """Raises NotFound, NoSuchRole, RoleTaken, NotAmongUs, OfferOpen."""
    there = locked(organisation_id)
    _may_offer(by, there, name)
    person = session.scalar(select(Person).where(Person.phone == rules.read_phone(phone)))
    if person is None or person.id == by or not _is_one_of_us(person.id, there):
        raise rules.NotAmongUs
    offer = Handover(
        id=ids.uuid7(),
        organisation_id=there.id,
        name=name,
        offered_by=by,
        to_id=person.id,
        offered_at=clock.now(),
        key=key,
    )
    try:
        with session.begin_nested():
            session.add(offer)
    except IntegrityError as waiting:
        raise rules.OfferOpen from waiting
    if person.phone:
        sms.send_later(person.phone, words)
    return offer


def answer_offer(*, by: uuid.UUID, offer_id: uuid.UUID, accept: bool) -> Handover:
    """By the one it was made to, alone. Raises NotFound and OfferOver."""
    offer = _open_offer(offer_id, Handover.to_id == by)
    there = locked(offer.organisation_id)
    if accept:
        try:
            _may_offer(offer.offered_by, there, offer.name)
        except (NotFound, rules.NoSuchRole, rules.RoleTaken) as changed:
            raise rules.OfferOver from changed
        _moved(offer, there)
    offer.outcome, offer.decided_at = ("accepted" if accept else "declined"), clock.now()
    session.flush()
    return offer


def take_back_offer(*, by: uuid.UUID, organisation_id: uuid.UUID, offer_id: uuid.UUID) -> None:
    offer = _open_offer(offer_id, Handover.offered_by == by)
    if offer.organisation_id != organisation_id:
        raise NotFound
    offer.outcome, offer.decided_at = "taken_back", clock.now()
    session.flush()


def _may_offer(by: uuid.UUID, there: Organisation, name: str) -> None:
    """One's own role, or one that is free and one's to give."""
    page = queries.roles_page(there.id, by)
    holders = [one.person_id for one in page.holders if one.role == name]
    if by in holders:
        return
    if name not in rules.roles_to_give(page.desk.standing, there.kind):
        raise rules.NoSuchRole
    if not rules.is_free(name, len(holders)):
        raise rules.RoleTaken


def _is_one_of_us(person_id: uuid.UUID, there: Organisation) -> bool:
    """A cooperative is led by its members; an office takes whom it likes."""
    return not rules.belongs_by_role(there.kind) or queries.belongs(person_id, there.id)


def _moved(offer: Handover, there: Organisation) -> None:
    now = clock.now()
    session.execute(
        update(Role)
        .where(Role.organisation_id == there.id, Role.name == offer.name)
        .where(Role.person_id == offer.offered_by, Role.ended_at.is_(None))
        .values(ended_at=now, ended_by=offer.offered_by)
    )
    grant(by=offer.offered_by, person_id=offer.to_id, name=offer.name, there=there, key=offer.key)


def _open_offer(offer_id: uuid.UUID, whose: object) -> Handover:
    asked = select(Handover).where(Handover.id == offer_id, whose)  # type: ignore[arg-type]
    offer = session.scalar(asked.with_for_update())
    if offer is None:
        raise NotFound
    if offer.decided_at is not None:
        raise rules.OfferOver
    return offer
