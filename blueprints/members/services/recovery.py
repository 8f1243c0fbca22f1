"""For an operator who lost every account: a way in, made on the server, and never in silence."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from blueprints.core import clock, ids, sms
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Person, Role, Voucher


def recover(*, phone: str, secret: str, say: Callable[[str, str | None], str]) -> str:
    """What opens the way, once and for a day. All officers are told; the row stays.

    `say(name, language)` puts it into somebody's language. Raises BadPhone and NotAnOfficer.
    """
    number = rules.read_phone(phone)
    officers = (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.name == "officer", Role.ended_at.is_(None))
        .distinct()
    )
    found = session.scalars(officers).all()
    lost = next((one for one in found if one.phone == number), None)
    if lost is None:
        raise rules.NotAnOfficer
    voucher_id, now = ids.uuid7(), clock.now()
    token = rules.voucher_token(secret, voucher_id)
    session.add(
        Voucher(
            id=voucher_id,
            kind="pin",
            person_id=lost.id,
            phone=number,
            token_hash=rules.token_mark(token),
            sheet=voucher_id,
            made_at=now,
            expires_at=now + rules.VOUCHER_LIFE,
            key=voucher_id,
        )
    )
    session.flush()
    for one in found:
        if one.phone:
            sms.send_later(one.phone, say(lost.name, one.language))
    return token
