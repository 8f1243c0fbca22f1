"""What people say about how they want to be spoken to, and that they were here."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import delete, update

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Attempt, Challenge, Code, Person, Session, Voucher, VoucherTry


def prefer(
    member_id: uuid.UUID, *, language: str | None = None, text_size: str | None = None
) -> None:
    """Keep what was chosen; None leaves as it is."""
    person = session.get_one(Person, member_id)
    person.language = language or person.language
    person.text_size = text_size or person.text_size


def seen(session_id: uuid.UUID) -> None:
    """Once a day at most, and inside a commit that is made anyway."""
    today = clock.local(clock.now()).date()
    session.execute(
        update(Session)
        .where(Session.id == session_id, Session.seen_on < today)
        .values(seen_on=today)
    )


def forget_entries_before(moment: datetime) -> None:
    """What is older than any limit that counts it is nobody's business: codes, tries, whom a
    voucher was for.
    """
    session.execute(delete(Code).where(Code.expires_at < moment))
    session.execute(delete(Challenge).where(Challenge.expires_at < moment))
    session.execute(delete(Attempt).where(Attempt.at < moment - rules.DAY))
    session.execute(delete(VoucherTry).where(VoucherTry.at < moment - rules.DAY))
    over = update(Voucher).where(Voucher.expires_at < moment, Voucher.phone.is_not(None))
    session.execute(over.values(phone=None, name=None))
