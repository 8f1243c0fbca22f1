"""Registering an organisation, and the voucher for who will lead it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from blueprints.core import ids
from blueprints.core.db import session
from blueprints.members import queries, rules
from blueprints.members.models import Organisation
from blueprints.members.services.vouchers import VoucherWish, make_vouchers


@dataclass(frozen=True)
class Registration:
    kind: str
    name: str
    latin_name: str
    place_id: uuid.UUID | None
    founded_on: date | None


@dataclass(frozen=True)
class Registered:
    organisation_id: uuid.UUID
    sheet_id: uuid.UUID


def register_organisation(
    *, by: uuid.UUID, registration: Registration, secret: str, key: uuid.UUID
) -> Registered:
    """By the officer of the county it is in. Raises BadOrganisationName and NotOverseen."""
    if registration.kind not in rules.KINDS:
        raise rules.NoSuchKind
    place_id = registration.place_id
    if place_id is None or place_id not in {one.id for one in queries.places_overseen(by)}:
        raise rules.NotOverseen
    name = rules.read_organisation_name(registration.name)
    made = Organisation(
        id=ids.uuid7(),
        kind=registration.kind,
        name=name,
        latin_name=registration.latin_name.strip()[: rules.LONGEST_NAME_OF_ORGANISATION]
        or rules.latin_of(name),
        place_id=place_id,
        founded_on=registration.founded_on,
        key=key,
    )
    session.add(made)
    session.flush()
    wish = VoucherWish("lead", role=rules.ROLES_IN[made.kind][0])
    sheet = make_vouchers(by=by, organisation_id=made.id, wish=wish, secret=secret, key=key)
    return Registered(made.id, sheet)
