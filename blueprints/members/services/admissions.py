"""Asking to belong, the leaders' answer, and leaving."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, events
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Leaving, Membership, Organisation, Request, Role
from blueprints.members.queries.admissions import leads


def ask_to_join(
    *, person_id: uuid.UUID, organisation_id: uuid.UUID, note: str, key: uuid.UUID
) -> Request:
    """Whoever was invited is a member at once. Raises AlreadyMember and AlreadyAsked."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    if organisation.kind not in rules.TAKING_MEMBERS:
        raise rules.TakesNoMembers
    if _membership(person_id, organisation_id) is not None:
        raise rules.AlreadyMember
    waiting = _waiting(person_id, organisation_id)
    if waiting is None:
        return _ask(person_id, organisation_id, note, key)
    if waiting.invited_by is None:
        raise rules.AlreadyAsked
    _decide(waiting, rules.ADMIT, person_id, "", key)
    return waiting


def withdraw_request(
    *, person_id: uuid.UUID, organisation_id: uuid.UUID, key: uuid.UUID
) -> Request:
    """Take back the own wish, or say no to an invitation. Raises NothingAsked."""
    waiting = _waiting(person_id, organisation_id)
    if waiting is None:
        raise rules.NothingAsked if session.get(Organisation, organisation_id) else NotFound
    _decide(waiting, rules.WITHDRAW, person_id, "", key)
    return waiting


def decide_admission(
    *,
    leader_id: uuid.UUID,
    organisation_id: uuid.UUID,
    person_id: uuid.UUID | None,
    outcome: str,
    reason: str,
    key: uuid.UUID,
) -> Request:
    """A leader's answer. NotFound for everybody else; raises NothingAsked when it came too late."""
    if not leads(leader_id, organisation_id):
        raise NotFound
    rules.check_decision(outcome, reason)
    waiting = _waiting(person_id, organisation_id) if person_id else None
    if waiting is None or waiting.invited_by is not None:
        raise rules.NothingAsked
    _decide(waiting, outcome, leader_id, reason, key)
    return waiting


def leave_organisation(
    *, person_id: uuid.UUID, organisation_id: uuid.UUID, reason: str, key: uuid.UUID
) -> Leaving:
    """The membership ends, and with it the leading roles there. Raises NoMember, LastLeader."""
    membership = _membership(person_id, organisation_id)
    if membership is None:
        raise rules.NoMember if session.get(Organisation, organisation_id) else NotFound
    roles = session.scalars(
        select(Role)
        .where(Role.organisation_id == organisation_id, Role.ended_at.is_(None))
        .where(Role.name.in_(rules.LEADERS))
        .order_by(Role.id)
        .with_for_update()  # the last two leaders do not leave at the same moment
    ).all()
    own = [role for role in roles if role.person_id == person_id]
    rules.check_leaving(
        [role.name for role in own], [role.name for role in roles if role not in own]
    )
    now = clock.now()
    for role in own:
        role.ended_at, role.ended_by = now, person_id
    membership.until = now
    gone = Leaving(membership_id=membership.id, left_at=now, by=person_id, reason=reason, key=key)
    session.add(gone)
    session.flush()
    events.announce("members.left", person_id=person_id, organisation_id=organisation_id)
    return gone


def enrol(person_id: uuid.UUID, organisation_id: uuid.UUID) -> Membership:
    """From now on a member; the one there is, where there is one. No permission is asked here."""
    known = _membership(person_id, organisation_id)
    if known is not None:
        return known
    made = Membership(person_id=person_id, organisation_id=organisation_id, since=clock.now())
    session.add(made)
    session.flush()
    events.announce("members.admitted", person_id=person_id, organisation_id=organisation_id)
    return made


def _ask(person_id: uuid.UUID, organisation_id: uuid.UUID, note: str, key: uuid.UUID) -> Request:
    asked = Request(person_id=person_id, organisation_id=organisation_id, note=note, key=key)
    try:
        with session.begin_nested():
            session.add(asked)
    except IntegrityError as twice:  # from two phones at the same moment
        raise rules.AlreadyAsked from twice
    events.announce("members.asked", person_id=person_id, organisation_id=organisation_id)
    return asked


def _decide(waiting: Request, outcome: str, by: uuid.UUID, reason: str, key: uuid.UUID) -> None:
    waiting.decided_at, waiting.decided_by = clock.now(), by
    waiting.outcome, waiting.reason, waiting.decided_key = outcome, reason, key
    session.flush()
    if outcome == rules.ADMIT:
        enrol(waiting.person_id, waiting.organisation_id)
    elif outcome == rules.DECLINE:
        events.announce(
            "members.declined",
            person_id=waiting.person_id,
            organisation_id=waiting.organisation_id,
        )


def _waiting(person_id: uuid.UUID, organisation_id: uuid.UUID) -> Request | None:
    asked = select(Request).where(
        Request.person_id == person_id,
        Request.organisation_id == organisation_id,
        Request.decided_at.is_(None),
    )
    return session.scalars(asked.with_for_update()).first()


def _membership(person_id: uuid.UUID, organisation_id: uuid.UUID) -> Membership | None:
    asked = select(Membership).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.until.is_(None),
    )
    return session.scalars(asked.with_for_update()).first()
