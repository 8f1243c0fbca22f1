"""Coming in by a voucher: without a code, because somebody who leads handed it over in person.

The verb opens its own transactions, as signing in does: a vain try must be written down, and a PIN
is looked at between two of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, sms
from blueprints.core.db import writing
from blueprints.core.errors import N_, Conflict, DomainError, NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Person, Voucher, VoucherTry
from blueprints.members.services import tries
from blueprints.members.services.devices import (
    Browser,
    KnownDevice,
    confirm,
    device_of,
    is_confirmed,
    known_device,
    start_session,
)
from blueprints.members.services.entry import Entered
from blueprints.members.services.new_pin import change_pin
from blueprints.members.services.pins import hash_pin, pin_matches
from blueprints.members.services.roles import belong, locked, name_role


class OwnPinAsked(DomainError):
    field = "pin"
    sentence = N_("This number has an account already. Please give the PIN of that account.")


class NotYetTheirs(Conflict):
    sentence = N_("This number stands in a list elsewhere. Please join by a code to your phone.")


@dataclass(frozen=True)
class _Look:
    """What stands before the slow part. `attempt`: a PIN that must be the known person's."""

    voucher_id: uuid.UUID
    pin_hash: str | None
    attempt: uuid.UUID | None


def use_voucher(
    *, token: str, phone: str, name: str | None, pin: str, browser: Browser, say: Callable[[], str]
) -> Entered:
    """Raises NotFound, what rules.why_not says, OwnPinAsked, NotYetTheirs, TooMany."""
    number = rules.read_phone(phone)
    with writing() as live:
        look = _look(live, token, number, browser)
    if isinstance(look, DomainError):
        raise look
    new_hash = None
    if look.attempt is None:
        new_hash = hash_pin(rules.read_pin(pin, number))
    elif not pin_matches(look.pin_hash, pin):
        with writing() as live:
            tries.was_wrong(live, look.attempt)
        raise OwnPinAsked
    with writing() as live:
        if look.attempt is not None:
            tries.was_right(live, look.attempt)
        outcome = _settled(live, look, number, name, new_hash, browser, say)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def _look(live: LiveSession, token: str, number: str, browser: Browser) -> _Look | DomainError:
    mark = rules.token_mark(rules.read_voucher_token(token))
    voucher = live.scalar(select(Voucher).where(Voucher.token_hash == mark).with_for_update())
    if voucher is None:
        raise NotFound
    person = live.scalar(select(Person).where(Person.phone == number))
    refusal = _why_not(voucher, number, person)
    if refusal is not None:
        return _noted(live, voucher, number, browser, refusal)
    if person is None or not _must_know_pin(voucher, person):
        return _Look(voucher.id, None, None)
    device = known_device(live, browser)
    attempt = tries.reserve(
        live,
        rules.account_mark(number),
        device.id if device else None,
        on_confirmed=is_confirmed(live, device, person.id),
    )
    return _Look(voucher.id, person.pin_hash, attempt)


def _must_know_pin(voucher: Voucher, person: Person) -> bool:
    """A voucher for a new PIN takes a new one; everything else needs the PIN that there is."""
    return person.pin_hash is not None and (voucher.kind != "pin" or voucher.used_at is not None)


def _why_not(voucher: Voucher, number: str, person: Person | None) -> DomainError | None:
    if _answer_was_lost(voucher, person):
        return None
    refusal = rules.why_not(queries.paper_of(voucher), number, clock.now())
    if refusal is None and voucher.kind == "pin" and (person and person.id) != voucher.person_id:
        return rules.OtherNumber()
    if refusal is None and person and person.pin_hash is None and voucher.kind == "member":
        there = voucher.organisation_id
        if there and not queries.belongs(person.id, there):
            return NotYetTheirs()
    return refusal


def _answer_was_lost(voucher: Voucher, person: Person | None) -> bool:
    """Just used by the same person, who asks again: the browser listens to the last answer."""
    if voucher.used_at is None or person is None or voucher.used_by != person.id:
        return False
    return clock.now() - voucher.used_at < rules.LOST_ANSWER


def _settled(
    live: LiveSession,
    look: _Look,
    number: str,
    name: str | None,
    new_hash: str | None,
    browser: Browser,
    say: Callable[[], str],
) -> Entered | DomainError:
    asked = select(Voucher).where(Voucher.id == look.voucher_id).with_for_update()
    voucher = live.scalars(asked.execution_options(populate_existing=True)).one()
    person = live.scalar(select(Person).where(Person.phone == number))
    refusal = _why_not(voucher, number, person)
    if refusal is None and look.attempt is None and person and _must_know_pin(voucher, person):
        refusal = OwnPinAsked()  # the number got its account while we were hashing
    if refusal is not None:
        return _noted(live, voucher, number, browser, refusal)
    device = device_of(live, browser)
    try:
        with live.begin_nested():
            person = person or _new_person(live, voucher, number, name, new_hash)
            if voucher.used_at is None:
                _use(live, voucher, person, new_hash, device)
                if voucher.kind == "pin":
                    sms.send_later(number, say())
    except DomainError as refused:
        return _noted(live, voucher, number, browser, refused)
    confirm(live, device, person.id, by="voucher")
    token = start_session(live, device, person.id, browser)
    return Entered(person.id, device.token, token, person.language, person.text_size, None)


def _new_person(
    live: LiveSession, voucher: Voucher, number: str, name: str | None, pin_hash: str | None
) -> Person:
    """Two may come with one number at once, by two vouchers: the second is asked for that PIN."""
    called = rules.read_name(name or "")
    person = Person(phone=number, name=called, pin_hash=pin_hash, key=voucher.id)
    try:
        with live.begin_nested():
            live.add(person)
    except IntegrityError as known:
        raise OwnPinAsked from known
    return person


def _use(
    live: LiveSession,
    voucher: Voucher,
    person: Person,
    new_hash: str | None,
    device: KnownDevice,
) -> None:
    there = locked(voucher.organisation_id) if voucher.organisation_id else None
    if voucher.kind == "member" and there:
        belong(person.id, there.id)
    elif voucher.kind == "lead" and there and voucher.role and voucher.made_by:
        name_role(
            by=voucher.made_by,
            person_id=person.id,
            name=voucher.role,
            organisation_id=there.id,
            key=voucher.id,
        )
    if new_hash is not None and person.pin_hash != new_hash:
        change_pin(live, person.id, new_hash, device.id, by="voucher", key=voucher.id)
    voucher.used_at, voucher.used_by = clock.now(), person.id
    live.flush()


def _noted(
    live: LiveSession, voucher: Voucher, number: str, browser: Browser, refusal: DomainError
) -> DomainError:
    device = known_device(live, browser)
    told = getattr(refusal, "outcome", "role" if isinstance(refusal, rules.RoleTaken) else "other")
    live.add(
        VoucherTry(
            voucher_id=voucher.id,
            device_id=device.id if device else None,
            account=rules.account_mark(number),
            outcome=told,
        )
    )
    return refusal
