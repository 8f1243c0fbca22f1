"""A PIN on a device that its owner has confirmed: counted, checked, forgiven."""

from __future__ import annotations

import uuid

from blueprints.core.db import writing
from blueprints.core.errors import N_, DomainError, Forbidden
from blueprints.members import rules
from blueprints.members.models import Person
from blueprints.members.services import tries
from blueprints.members.services.devices import KnownDevice, is_confirmed
from blueprints.members.services.pins import pin_matches


class NotThePin(DomainError):
    field = "pin"
    sentence = N_("That is not the PIN. Please try again.")


class NotConfirmedHere(Forbidden):
    sentence = N_("This phone is not confirmed for that person. Please sign in with the number.")


def check_pin(person_id: uuid.UUID, device_id: uuid.UUID, pin: str) -> None:
    """Opens transactions of its own. Raises NotThePin, NotConfirmedHere and TooMany."""
    with writing() as live:
        if not is_confirmed(live, KnownDevice(device_id, ""), person_id):
            raise NotConfirmedHere
        person = live.get_one(Person, person_id)
        account = rules.account_mark(person.phone or person.id.hex)
        attempt = tries.reserve(live, account, device_id, on_confirmed=True)
    if not pin_matches(person.pin_hash, pin):
        with writing() as live:
            tries.was_wrong(live, attempt)
        raise NotThePin
    with writing() as live:
        tries.was_right(live, attempt)
        tries.forgive_device(live, account, device_id)
