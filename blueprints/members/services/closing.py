"""Closing an account: the person goes, the books stay."""

from __future__ import annotations

import uuid
from collections import Counter

from sqlalchemy import delete, or_, select, update

from blueprints.core import clock, events, generation, keys, sms
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.core.visitors import owner_of
from blueprints.members import rules
from blueprints.members.models import (
    Attempt,
    Closing,
    Code,
    Confirmation,
    Correction,
    CorrectionRequest,
    Handover,
    Membership,
    Organisation,
    Passkey,
    Person,
    Request,
    Role,
    Session,
    Voucher,
)
from blueprints.members.services.consents import withdraw_consent
from blueprints.members.services.households import forget_invitations, leave_household


def close_account(*, member_id: uuid.UUID, farewell: str, key: uuid.UUID) -> None:
    """Rooms hear `members.account_closed` and drop theirs; one that cannot yet raises a refusal.

    `farewell` goes to the number, so that a thief's closing does not go unseen. Raises LastKeeper.
    """
    person = session.get_one(Person, member_id, with_for_update=True)
    if _is_closed(member_id):
        raise NotFound
    _hand_nothing_to_nobody(member_id)
    session.add(Closing(key=key, person_id=member_id))
    events.announce("members.account_closed", live=session(), member_id=member_id)
    _end_all(member_id)
    _forget_all(person)
    leave_household(member_id)
    forget_invitations(member_id, person.phone)
    for purpose in rules.CONSENTS:
        withdraw_consent(person_id=member_id, purpose=purpose)
    keys.forget_owner(session(), owner_of(member_id.hex))
    if person.phone:
        sms.send_later(person.phone, farewell)
    person.phone = person.pin_hash = person.place_id = person.language = person.text_size = None
    person.name = rules.CLOSED_NAME
    generation.public_changed(session())


def _is_closed(member_id: uuid.UUID) -> bool:
    asked = select(Closing.id).where(Closing.person_id == member_id)
    return session.scalar(asked) is not None


def _hand_nothing_to_nobody(member_id: uuid.UUID) -> None:
    """Two that lead together and leave at the same moment: the second finds itself the last."""
    keeps = (Role.name.in_(rules.KEEPERS), Role.ended_at.is_(None))
    asked = select(Role.organisation_id, Role.name).where(Role.person_id == member_id, *keeps)
    mine = {(where, name) for where, name in session.execute(asked)}
    if not mine:
        return
    held = session.execute(
        select(Role.person_id, Role.organisation_id, Role.name)
        .where(Role.organisation_id.in_({organisation for organisation, _ in mine}))
        .where(*keeps)
        .order_by(Role.id)
        .with_for_update()
    ).all()
    others = Counter((where, name) for who, where, name in held if who != member_id)
    alone = rules.kept_by_nobody_else(sorted(mine, key=str), others)
    if alone:
        organisation = session.get_one(Organisation, alone[0][0])
        raise rules.LastKeeper(organisation=organisation.name)


def _end_all(member_id: uuid.UUID) -> None:
    now = clock.now()
    open_roles = update(Role).where(Role.person_id == member_id, Role.ended_at.is_(None))
    session.execute(open_roles.values(ended_at=now, ended_by=member_id))
    belongs = update(Membership).where(Membership.person_id == member_id)
    session.execute(belongs.where(Membership.until.is_(None)).values(until=now))
    for table in (Confirmation, Session):
        still = update(table).where(table.person_id == member_id, table.ended_at.is_(None))
        session.execute(still.values(ended_at=now))
    paper = Voucher.person_id == member_id, Voucher.used_at.is_(None), Voucher.ended_at.is_(None)
    session.execute(update(Voucher).where(*paper).values(ended_at=now, ended_by=member_id))
    offered = or_(Handover.offered_by == member_id, Handover.to_id == member_id)
    still_open = update(Handover).where(offered, Handover.decided_at.is_(None))
    session.execute(still_open.values(decided_at=now, outcome="taken_back"))
    wish = update(CorrectionRequest).where(CorrectionRequest.person_id == member_id)
    waits = wish.where(CorrectionRequest.decided_at.is_(None))
    session.execute(waits.values(decided_at=now, decided_by=member_id, outcome=rules.TAKE_BACK))
    session.execute(wish.values(words="", reason=""))


def _forget_all(person: Person) -> None:
    """What nothing else needs any more."""
    phone = person.phone or ""
    session.execute(delete(Code).where(or_(Code.person_id == person.id, Code.phone == phone)))
    session.execute(delete(Attempt).where(Attempt.account == rules.account_mark(phone)))
    session.execute(delete(Correction).where(Correction.person_id == person.id))
    session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    asked = Request.person_id == person.id
    session.execute(delete(Request).where(asked, Request.decided_at.is_(None)))
    session.execute(update(Request).where(asked).values(note="", reason=""))
