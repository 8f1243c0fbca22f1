"""Several people, one phone: the next one takes it with their PIN."""

from __future__ import annotations

import uuid

from blueprints.core.db import session, writing
from blueprints.members.services.devices import Browser, device_of, is_confirmed, known_device
from blueprints.members.services.entry import Entered, entered
from blueprints.members.services.pin_check import NotConfirmedHere, check_pin


def switch_person(
    *, person_id: uuid.UUID, pin: str, browser: Browser, onward: str | None
) -> Entered:
    """Whoever was signed in on this browser no longer is. Raises as `check_pin` does."""
    known = known_device(session(), browser)
    if known is None:
        raise NotConfirmedHere
    check_pin(person_id, known.id, pin)
    with writing() as live:
        device = device_of(live, browser)
        if not is_confirmed(live, device, person_id):  # ended from another phone just now
            raise NotConfirmedHere
        return entered(live, device, person_id, browser, onward)
