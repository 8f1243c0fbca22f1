"""The PIN once more, and a new one in place of the old."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy import select, update

from blueprints.core import clock, sms
from blueprints.core.access import Viewer
from blueprints.core.db import let_go, session, writing
from blueprints.core.errors import N_, DomainError
from blueprints.members import rules
from blueprints.members.models import Person, PinChange, Session
from blueprints.members.services.new_pin import change_pin
from blueprints.members.services.pin_check import check_pin
from blueprints.members.services.pins import hash_pin


class SamePin(DomainError):
    field = "new_pin"
    sentence = N_("That is the PIN you have already. Please choose another one.")


def confirm_pin(viewer: Viewer, pin: str) -> None:
    """From now on `queries.pin_confirmed_within` says yes for a while, in this session only.

    Opens transactions of its own: call it outside any. Raises NotThePin and TooMany.
    """
    check_pin(viewer.id, viewer.device_id, pin)
    with writing() as live:
        here = update(Session).where(Session.id == viewer.session_id)
        live.execute(here.values(pin_at=clock.now()))


def change_own_pin(
    viewer: Viewer, *, pin: str, new_pin: str, say_changed: Callable[[], str], key: uuid.UUID
) -> None:
    """Every other browser of this person is signed out. Raises NotThePin, TooMany, SamePin."""
    done = select(PinChange.id).where(PinChange.key == key, PinChange.person_id == viewer.id)
    phone = session.scalar(select(Person.phone).where(Person.id == viewer.id))
    already = session.scalar(done) is not None
    let_go()
    if already:
        return
    plain = rules.read_pin(new_pin, phone)
    check_pin(viewer.id, viewer.device_id, pin)
    if plain == pin:
        raise SamePin
    chosen = hash_pin(plain)
    with writing() as live:
        if live.scalar(done) is not None:
            return
        change_pin(live, viewer.id, chosen, viewer.device_id, by="pin", key=key)
        if phone:
            sms.send_later(phone, say_changed())
