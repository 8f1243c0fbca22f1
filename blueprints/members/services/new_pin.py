"""A forgotten PIN, a new phone: the number, a code, a new PIN.

Like joining, these verbs open their own transactions: a wrong code is counted though nothing else
is written, and a PIN is hashed before the lock.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, sms
from blueprints.core.db import let_go, session, writing
from blueprints.core.errors import DomainError
from blueprints.members import rules
from blueprints.members.models import Code, Confirmation, Person, PinChange, Session
from blueprints.members.services import codes, tries
from blueprints.members.services.codes import CodeOver, Say
from blueprints.members.services.devices import (
    Browser,
    KnownDevice,
    confirm,
    device_of,
    known_device,
    open_session,
)
from blueprints.members.services.entry import DOUBLE_TAP, CodeSent, Entered, entered
from blueprints.members.services.pins import hash_pin


@dataclass(frozen=True)
class UnknownNumber:
    """The number is theirs, and has no account: told only to who held its code."""

    onward: str | None


@dataclass(frozen=True)
class MayChoose:
    """The code was right: a new PIN may be chosen in this browser, for a few minutes."""


def ask_new_pin(*, phone: str, browser: Browser, onward: str | None, say: Say) -> CodeSent:
    """A code to that number, whether it has an account or not. Raises TooMany."""
    number = rules.read_phone(phone)
    with writing() as live:
        device = device_of(live, browser)
        codes.send(live, device, "pin", number, {"onward": onward}, say)
    return CodeSent(device.token)


def enter_pin_code(*, code: str, browser: Browser) -> MayChoose | UnknownNumber:
    """Raises CodeWrong and CodeOver."""
    with writing() as live:
        device = device_of(live, browser)
        sent = codes.last(live, device, "pin")
        refusal: DomainError | None = None
        if not _is_double_tap(sent, device, code):
            refusal = codes.check(live, sent, device, code)
        outcome = refusal or _opened(live, sent, device)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def choose_pin(
    *, pin: str, browser: Browser, say_changed: Callable[[], str], key: uuid.UUID | None
) -> Entered:
    """Sets the PIN, ends what was open elsewhere, tells its owner, lets in. Raises CodeOver."""
    chosen = hash_pin(rules.read_pin(pin, _phone_waiting(browser)))
    with writing() as live:
        device = device_of(live, browser)
        sent = codes.last(live, device, "pin")
        if sent is None or sent.person_id is None or not _is_open(sent):
            raise CodeOver
        if "chosen_by" not in sent.payload:
            change_pin(live, sent.person_id, chosen, device.id, by="code", key=sent.id)
            sms.send_later(sent.phone, say_changed())
            sent.payload = {**sent.payload, "chosen_by": key.hex if key else None}
        elif not _is_second_tap(live, sent, device, key):
            raise CodeOver
        return entered(live, device, sent.person_id, browser, sent.payload.get("onward"))


def change_pin(
    live: LiveSession,
    person_id: uuid.UUID,
    pin_hash: str,
    device_id: uuid.UUID,
    *,
    by: str,
    key: uuid.UUID,
) -> None:
    """The one place where a PIN changes. On every other browser its owner must come in anew."""
    person = live.get_one(Person, person_id)
    person.pin_hash = pin_hash
    # Slips at the PIN before it say nothing of this one.
    tries.forgive_device(live, rules.account_mark(person.phone or person_id.hex), device_id)
    live.add(PinChange(person_id=person_id, device_id=device_id, by=by, key=key))
    for table in (Confirmation, Session):
        elsewhere = (table.person_id == person_id, table.device_id != device_id)
        still = update(table).where(*elsewhere, table.ended_at.is_(None))
        live.execute(still.values(ended_at=clock.now()))
    live.flush()


def _opened(
    live: LiveSession, sent: Code | None, device: KnownDevice
) -> MayChoose | UnknownNumber | DomainError:
    """What a right code leads to: the number is theirs, so this browser is, too."""
    if sent is None:
        return CodeOver()
    tries.forgive_strangers(live, rules.account_mark(sent.phone))
    sent.person_id = live.scalar(select(Person.id).where(Person.phone == sent.phone))
    if sent.person_id is None:
        return UnknownNumber(sent.payload.get("onward"))
    confirm(live, device, sent.person_id, by="code")
    return MayChoose()


def _is_double_tap(sent: Code | None, device: KnownDevice, code: str) -> bool:
    """The right code once more: it opens nothing that is not open."""
    if sent is None or sent.used_at is None or clock.now() - sent.used_at > DOUBLE_TAP:
        return False
    return codes.matches(sent, device, code)


def _is_second_tap(
    live: LiveSession, sent: Code, device: KnownDevice, key: uuid.UUID | None
) -> bool:
    """The same form again, whose first answer the browser did not wait for. No PIN is compared:
    nobody could guess at one here."""
    if key is None or sent.person_id is None or sent.payload["chosen_by"] != key.hex:
        return False
    return open_session(live, device.id, sent.person_id) is not None


def _phone_waiting(browser: Browser) -> str:
    """Read apart, so that nobody waits with a lock while a PIN is hashed. Raises CodeOver."""
    device = known_device(session(), browser)
    sent = codes.last(session(), device, "pin") if device else None
    let_go()
    if sent is None or sent.person_id is None or not _is_open(sent):
        raise CodeOver
    return sent.phone


def _is_open(sent: Code) -> bool:
    return sent.used_at is not None and clock.now() < sent.used_at + rules.CODE_LIFE
