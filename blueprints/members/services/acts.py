"""What was done for somebody: written down in its own commit, told to them, and taken back."""

from __future__ import annotations

import uuid
from dataclasses import replace

from sqlalchemy import select

from blueprints.core import acting, clock, keys, sms
from blueprints.core.access import Viewer
from blueprints.core.acting import Done
from blueprints.core.db import session
from blueprints.core.errors import Conflict, NotFound
from blueprints.members import queries
from blueprints.members.models import Act, Person


class CannotBeUndone(Conflict):
    """Says the reason that the room gives."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.sentence = reason


def record_act(done: Done) -> None:
    """One row an act; the member is told by SMS, or there is a receipt on paper.

    Raises Over where the mandate ended at this very moment: the act is undone with its row.
    """
    if queries.holds_just_now(done.acting.helper, done.acting.id) is None:
        raise acting.Over
    phone, locale = session.execute(
        select(Person.phone, Person.language).where(Person.id == done.acting.member_id)
    ).one()
    deed = done.deed
    session.add(
        Act(
            key=done.key,
            mandate_id=done.acting.id,
            member_id=done.acting.member_id,
            helper_id=done.acting.helper.id,
            device_id=done.acting.helper.device_id,
            kind=deed.kind[:60],
            subject_id=deed.subject_id,
            sentence=deed.sentence,
            params=dict(deed.params),
            location=done.where[:300],
            receipt="sms" if phone else "paper",
            at=clock.now(),
        )
    )
    session.flush()
    if phone:
        sms.send_later(phone, done.say(locale))


def undo_act(*, viewer: Viewer, act_id: uuid.UUID, key: uuid.UUID) -> Act:
    """By the member themselves, or by whom they still let act for them. Twice is harmless."""
    act = session.scalar(select(Act).where(Act.id == act_id).with_for_update())
    if act is None or not _may_undo(viewer, act):
        raise NotFound
    if act.undone_at is not None:
        return act
    undo = acting.undo_of(act.kind)
    reason = acting.why_final([(act.kind, act.subject_id)]).get((act.kind, act.subject_id))
    if reason is not None or undo is None or act.subject_id is None:
        raise CannotBeUndone(reason or acting.FINAL)
    name = session.get_one(Person, act.member_id).name
    member = replace(viewer, id=act.member_id, name=name, roles=frozenset())
    undo.take_back(act.subject_id, member, keys.nth(key, 1))
    act.undone_at, act.undone_by = clock.now(), viewer.id
    session.flush()
    return act


def _may_undo(viewer: Viewer, act: Act) -> bool:
    if viewer.id == act.member_id:
        return True
    return queries.holds_just_now(viewer, act.mandate_id) is not None
