"""Codes by SMS: made, sent, entered. Six digits, one browser, one purpose, ten minutes."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from blueprints.core import clock, ids, sms
from blueprints.core.errors import N_, DomainError, TooMany
from blueprints.members import rules
from blueprints.members.models import Code, Confirmation, Person
from blueprints.members.services.devices import KnownDevice
from blueprints.members.services.tries import one_at_a_time, seconds_of

# The code in words for the phone, in the language of the page that asked.
Say = Callable[[str], str]


class CodeWrong(DomainError):
    field = "code"
    sentence = N_("That is not the code. Please look again. Tries left: %(left)s.")


class CodesGuessed(TooMany):
    field = "code"
    sentence = N_(
        "Too many wrong codes came for this number today, so no more are looked at on new phones. "
        "On a phone that knows you, you still get in. A voucher from your leader works, too."
    )


class CodeOver(DomainError):
    field = "code"
    sentence = N_("This code no longer works. Please ask for a new one.")


def send(
    live: Session,
    device: KnownDevice,
    purpose: str,
    phone: str,
    payload: dict[str, Any],
    say: Say,
    person_id: uuid.UUID | None = None,
) -> None:
    """A new code takes the place of the browser's last one. Raises TooMany."""
    now, shown = clock.now(), sms.shows_codes()
    sent = select(Code.made_at).where(Code.phone == phone, Code.made_at > now - rules.DAY)
    wait = rules.code_wait(live.scalars(sent).all(), now, shown=shown)
    if wait > timedelta():
        raise TooMany(seconds=seconds_of(wait))
    end_pending(live, device.id, purpose)
    code, code_id = rules.new_code(), ids.uuid7()
    live.add(
        Code(
            id=code_id,
            device_id=device.id,
            purpose=purpose,
            phone=phone,
            person_id=person_id,
            payload=payload,
            code_hash=rules.code_mark(code_id, device.token, code),
            made_at=now,
            expires_at=now + rules.CODE_LIFE,
            shown=code if shown else None,
        )
    )
    sms.send_later(phone, say(code))


def last(live: Session, device: KnownDevice, purpose: str) -> Code | None:
    """The browser's newest code of that purpose, used or not, unless it was put aside."""
    asked = select(Code).where(Code.device_id == device.id, Code.purpose == purpose)
    newest = asked.where(Code.ended_at.is_(None)).order_by(Code.made_at.desc(), Code.id.desc())
    return live.scalars(newest.limit(1).with_for_update()).first()


def check(
    live: Session, code: Code | None, device: KnownDevice, entered: str
) -> DomainError | None:
    """Count the try. What is wrong is returned, not raised: the count must be committed."""
    now = clock.now()
    if code is None or code.expires_at <= now or code.attempts >= rules.CODE_ATTEMPTS:
        return CodeOver()
    if code.used_at is not None:
        return CodeOver()
    if _guessed_elsewhere(live, code) >= rules.MOST_UNCONFIRMED:
        return CodesGuessed(seconds=seconds_of(rules.DAY))
    code.attempts += 1
    if not matches(code, device, entered):
        left = rules.CODE_ATTEMPTS - code.attempts
        return CodeWrong(left=left) if left else CodeOver()
    code.used_at, code.shown = now, None
    return None


def _guessed_elsewhere(live: Session, code: Code) -> int:
    """Wrong codes for this number, a day long, on all phones that do not know it together.

    Nothing on one that does, and apart from them those that came after the right PIN: a
    stranger's guesses must not keep the owner out.
    """
    one_at_a_time(live, rules.account_mark(code.phone))
    known = (
        select(Confirmation.device_id)
        .join(Person, Person.id == Confirmation.person_id)
        .where(Person.phone == code.phone, Confirmation.ended_at.is_(None))
    )
    devices = set(live.scalars(known))
    if code.device_id in devices:
        return 0
    used = case((Code.used_at.is_not(None), 1), else_=0)
    # A code is entered up to ten minutes after it was made.
    begin = clock.now() - rules.DAY - rules.CODE_LIFE
    asked = select(func.sum(Code.attempts - used)).where(
        Code.phone == code.phone,
        Code.made_at > begin,
        Code.device_id.not_in(devices),
        Code.purpose == "device" if code.purpose == "device" else Code.purpose != "device",
    )
    return live.scalar(asked) or 0


def matches(code: Code, device: KnownDevice, entered: str) -> bool:
    mark = rules.code_mark(code.id, device.token, rules.read_code(entered))
    return hmac.compare_digest(mark, code.code_hash)


def end_pending(live: Session, device_id: uuid.UUID, purpose: str) -> None:
    live.execute(
        update(Code)
        .where(Code.device_id == device_id, Code.purpose == purpose, Code.ended_at.is_(None))
        .values(ended_at=clock.now(), shown=None)
    )
