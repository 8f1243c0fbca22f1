"""The founding: the first officer, and the county they answer for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session as LiveSession

from blueprints.core import clock, ids
from blueprints.core.db import writing
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Person, Place, Role
from blueprints.members.services.devices import Browser, confirm, device_of, start_session
from blueprints.members.services.entry import Entered
from blueprints.members.services.invited import OwnPinAsked
from blueprints.members.services.pins import hash_pin, pin_matches

_LOCK = 0xC0117


@dataclass(frozen=True)
class Founder:
    phone: str
    name: str
    pin: str
    county: str


def found(*, token: str, secret: str, founder: Founder, browser: Browser) -> Entered:
    """Opens its own transaction, as all coming in does. Raises NotFound and Founded."""
    number, name = rules.read_phone(founder.phone), rules.read_name(founder.name)
    county = rules.read_place_name(founder.county)
    queries.check_founding(secret, token)
    with writing() as live:
        known = live.scalar(select(Person).where(Person.phone == number))
        known_hash = known.pin_hash if known else None
    if known_hash is not None and not pin_matches(known_hash, founder.pin):
        raise OwnPinAsked
    pin_hash = known_hash or hash_pin(rules.read_pin(founder.pin, number))
    with writing() as live:
        _one_founder(live)
        queries.check_founding(secret, token)
        person = live.scalar(select(Person).where(Person.phone == number))
        if person is None:
            person = Person(id=ids.uuid7(), phone=number, name=name)
            live.add(person)
        elif person.pin_hash != known_hash:
            raise NotFound
        person.pin_hash = pin_hash
        _office(live, person, county)
        device = device_of(live, browser)
        confirm(live, device, person.id, by="voucher")
        session_token = start_session(live, device, person.id, browser)
        return Entered(
            person.id, device.token, session_token, person.language, person.text_size, None
        )


def _office(live: LiveSession, person: Person, county: str) -> None:
    place = Place(id=ids.uuid7(), level="county", name=county, latin_name=rules.latin_of(county))
    live.add(place)
    live.flush()
    role = Role(
        id=ids.uuid7(),
        person_id=person.id,
        name="officer",
        place_id=place.id,
        granted_at=clock.now(),
        granted_by=person.id,
    )
    live.add(role)
    live.flush()
    person.place_id = person.place_id or place.id


def _one_founder(live: LiveSession) -> None:
    """SQLite has one writer; PostgreSQL must be asked to wait."""
    if live.get_bind().dialect.name == "postgresql":
        live.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
