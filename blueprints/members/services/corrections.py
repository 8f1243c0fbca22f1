"""Asking that something be put right which somebody else keeps, and the answer."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import CorrectionRequest, Membership


def ask_correction(
    *,
    member_id: uuid.UUID,
    organisation_id: uuid.UUID | None,
    subject: str,
    day: date | None,
    words: str,
    key: uuid.UUID,
) -> CorrectionRequest:
    """Raises NotHeldThere, CorrectionWaits, and what `check_wish` raises."""
    if organisation_id not in {one.id for one in queries.holders_about(member_id)}:
        raise rules.NotHeldThere
    belongs = _membership(member_id, organisation_id) is not None
    today = clock.local(clock.now()).date()
    rules.check_wish(subject, day, words, today=today, member=belongs)
    wish = CorrectionRequest(
        key=key,
        person_id=member_id,
        organisation_id=organisation_id,
        subject=subject,
        day=day if subject == "joined" else None,
        words=words,
    )
    try:
        with session.begin_nested():
            session.add(wish)
    except IntegrityError as waits:
        raise rules.CorrectionWaits from waits
    return wish


def take_back_correction(*, member_id: uuid.UUID, wish_id: uuid.UUID) -> None:
    """Raises NotFound and CorrectionAnswered."""
    wish = _locked(wish_id)
    if wish.person_id != member_id:
        raise NotFound
    _decide(wish, rules.TAKE_BACK, member_id, "")


def answer_correction(
    *, by: uuid.UUID, organisation_id: uuid.UUID, wish_id: uuid.UUID, outcome: str, reason: str
) -> None:
    """A day is changed with the answer. Raises NoLongerMember, ReasonNeeded and others."""
    if not queries.answers_for(by, organisation_id):
        raise NotFound
    wish = _locked(wish_id)
    if wish.organisation_id != organisation_id:
        raise NotFound
    if outcome not in (rules.DONE, rules.REFUSE):
        raise rules.NoSuchReply
    if outcome == rules.REFUSE and not reason:
        raise rules.ReasonNeeded
    if wish.decided_at is not None:
        raise rules.CorrectionAnswered
    if outcome == rules.DONE and wish.day is not None:
        wish.was = _set_day(wish.person_id, organisation_id, wish.day)
    _decide(wish, outcome, by, reason)


def _set_day(person_id: uuid.UUID, organisation_id: uuid.UUID, day: date) -> date:
    membership = _membership(person_id, organisation_id)
    if membership is None:
        raise rules.NoLongerMember
    before = clock.local(membership.since)
    membership.since = datetime.combine(day, time(), before.tzinfo)
    return before.date()


def _decide(wish: CorrectionRequest, outcome: str, by: uuid.UUID, reason: str) -> None:
    if wish.decided_at is not None:
        raise rules.CorrectionAnswered
    wish.decided_at, wish.decided_by = clock.now(), by
    wish.outcome, wish.reason = outcome, reason
    session.flush()


def _locked(wish_id: uuid.UUID) -> CorrectionRequest:
    wish = session.get(CorrectionRequest, wish_id, with_for_update=True)
    if wish is None:
        raise NotFound
    return wish


def _membership(person_id: uuid.UUID, organisation_id: uuid.UUID | None) -> Membership | None:
    asked = select(Membership).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.until.is_(None),
    )
    return session.scalars(asked.with_for_update()).first()
