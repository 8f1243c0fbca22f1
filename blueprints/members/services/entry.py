"""Joining and signing in.

These verbs open their own transactions: a refused try must be counted although nothing else is
written, and a PIN is checked between two of them, so that nobody waits for it with a lock.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blueprints.core import clock
from blueprints.core.db import session, writing
from blueprints.core.errors import N_, DomainError, TooMany
from blueprints.members import rules
from blueprints.members.models import Code, Person
from blueprints.members.services import codes, tries
from blueprints.members.services.codes import CodeOver, Say
from blueprints.members.services.devices import (
    Browser,
    KnownDevice,
    confirm,
    device_of,
    is_confirmed,
    known_device,
    open_session,
    start_session,
)
from blueprints.members.services.pins import hash_pin, pin_matches

# A double tap sends the right code twice; the browser listens only to the second answer.
DOUBLE_TAP = timedelta(minutes=2)


class WrongPin(DomainError):
    """The same words whether or not the number has an account."""

    sentence = N_("Phone number and PIN do not belong together. Please check both.")


@dataclass(frozen=True)
class CodeSent:
    device_token: str


@dataclass(frozen=True)
class Entered:
    """Signed in. `language` and `text_size` are what this person chose, if they did."""

    member_id: uuid.UUID
    device_token: str
    session_token: str
    language: str | None
    text_size: str | None
    onward: str | None


@dataclass(frozen=True)
class KnownNumber:
    """The number was theirs to confirm, but it has an account, and that has its own PIN."""

    onward: str | None


def join(
    *, phone: str, name: str, pin: str, browser: Browser, onward: str | None, say: Say
) -> CodeSent:
    """The account waits for the code. A number with an account gets the same answer."""
    number = rules.read_phone(phone)
    pin_hash = hash_pin(rules.read_pin(pin, number))
    payload = {"name": rules.read_name(name), "pin_hash": pin_hash, "onward": onward}
    with writing() as live:
        device = device_of(live, browser)
        codes.send(live, device, "join", number, payload, say)
    return CodeSent(device.token)


def sign_in(
    *, phone: str, pin: str, browser: Browser, onward: str | None, say: Say
) -> Entered | CodeSent:
    """At once on a confirmed device, else after a code. Raises WrongPin and TooMany."""
    number = rules.read_phone(phone)
    account = rules.account_mark(number)
    _, device_id, confirmed = _who(session(), number, browser)
    tries.refuse_early(session(), account, device_id, on_confirmed=confirmed)
    with writing() as live:
        person, device_id, confirmed = _who(live, number, browser)
        attempt = tries.reserve(live, account, device_id, on_confirmed=confirmed)
    if not pin_matches(person.pin_hash if person else None, pin) or person is None:
        with writing() as live:
            tries.was_wrong(live, attempt)
        raise WrongPin
    with writing() as live:
        tries.was_right(live, attempt)
        device = device_of(live, browser)
        if is_confirmed(live, device, person.id):
            tries.forgive_device(live, account, device.id)
            return entered(live, device, person.id, browser, onward)
        refusal = _send_code(live, device, number, person.id, onward, say)
    if refusal is not None:
        raise refusal
    return CodeSent(device.token)


def _who(
    live: Session, number: str, browser: Browser
) -> tuple[Person | None, uuid.UUID | None, bool]:
    """The number's person, the browser's device, and whether the one is confirmed on the other."""
    person = live.scalars(select(Person).where(Person.phone == number)).first()
    device = known_device(live, browser)
    confirmed = is_confirmed(live, device, person.id if person else None)
    return person, device.id if device else None, confirmed


def enter_code(*, purpose: str, code: str, browser: Browser) -> Entered | KnownNumber:
    """Raises CodeWrong and CodeOver."""
    with writing() as live:
        device = device_of(live, browser)
        sent = codes.last(live, device, purpose)
        if sent is not None and _is_double_tap(live, sent, device, code):
            outcome: Entered | KnownNumber | DomainError = _again(live, sent, device, browser)
        else:
            refusal = codes.check(live, sent, device, code)
            outcome = refusal or _confirmed(live, sent, device, browser)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def send_again(*, purpose: str, browser: Browser, say: Say) -> CodeSent:
    """The same intent, a new code. Raises CodeOver when nothing is waiting, and TooMany."""
    with writing() as live:
        device = device_of(live, browser)
        sent = codes.last(live, device, purpose)
        if sent is None or sent.used_at is not None:
            raise CodeOver
        codes.send(live, device, purpose, sent.phone, sent.payload, say, sent.person_id)
    return CodeSent(device.token)


def start_over(*, purpose: str, browser: Browser) -> None:
    with writing() as live:
        device = known_device(live, browser)
        if device is not None:
            codes.end_pending(live, device.id, purpose)


def entered(
    live: Session,
    device: KnownDevice,
    person_id: uuid.UUID,
    browser: Browser,
    onward: str | None,
) -> Entered:
    """A new session for whoever just showed who they are."""
    token = start_session(live, device, person_id, browser)
    person = session.get_one(Person, person_id)
    return Entered(person_id, device.token, token, person.language, person.text_size, onward)


def _send_code(
    live: Session,
    device: KnownDevice,
    phone: str,
    person_id: uuid.UUID,
    onward: str | None,
    say: Say,
) -> TooMany | None:
    """A refusal is returned: that the PIN was right must be committed all the same."""
    try:
        codes.send(live, device, "device", phone, {"onward": onward}, say, person_id)
    except TooMany as refusal:
        return refusal
    return None


def _confirmed(
    live: Session, sent: Code | None, device: KnownDevice, browser: Browser
) -> Entered | KnownNumber | DomainError:
    """What a right code leads to."""
    if sent is None:
        return CodeOver()
    known = _person_id(live, sent)
    person_id, is_new = (known, _claimed(live, sent, known)) if known else _new_person(live, sent)
    opens = is_new or sent.purpose == "device"
    onward = sent.payload.get("onward")
    # What waited for the code is no longer needed: least of all the PIN's hash.
    sent.person_id, sent.payload = person_id, {"onward": onward, "opened": opens}
    tries.forgive_strangers(live, rules.account_mark(sent.phone))
    confirm(live, device, person_id, by="code")
    return entered(live, device, person_id, browser, onward) if opens else KnownNumber(onward)


def _person_id(live: Session, sent: Code) -> uuid.UUID | None:
    return sent.person_id or live.scalar(select(Person.id).where(Person.phone == sent.phone))


def _new_person(live: Session, sent: Code) -> tuple[uuid.UUID, bool]:
    """The person, and whether they are new: two browsers may join with one number at once."""
    person = Person(
        phone=sent.phone, name=sent.payload["name"], pin_hash=sent.payload["pin_hash"], key=sent.id
    )
    try:
        with live.begin_nested():
            live.add(person)
    except IntegrityError:
        return live.scalars(select(Person.id).where(Person.phone == sent.phone)).one(), False
    return person.id, True


def _claimed(live: Session, sent: Code, person_id: uuid.UUID) -> bool:
    """Somebody a leader brought in comes for the first time: their own name, their own PIN."""
    person = live.get_one(Person, person_id, with_for_update=True)
    if sent.purpose != "join" or person.pin_hash is not None:
        return False
    person.name, person.pin_hash = sent.payload["name"], sent.payload["pin_hash"]
    return True


def _is_double_tap(live: Session, sent: Code, device: KnownDevice, code: str) -> bool:
    """The code that just let this browser in, once more: it gives nothing that is not here."""
    if sent.used_at is None or clock.now() - sent.used_at > DOUBLE_TAP or sent.person_id is None:
        return False
    opened = sent.payload.get("opened")
    still_here = open_session(live, device.id, sent.person_id) is not None
    return (still_here or not opened) and codes.matches(sent, device, code)


def _again(
    live: Session, sent: Code, device: KnownDevice, browser: Browser
) -> Entered | KnownNumber:
    onward = sent.payload.get("onward")
    if not sent.payload.get("opened") or sent.person_id is None:
        return KnownNumber(onward)
    return entered(live, device, sent.person_id, browser, onward)
