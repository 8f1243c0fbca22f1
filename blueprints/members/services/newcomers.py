"""A member without a number: entered by a leader, by name and village, from a paper."""

from __future__ import annotations

import uuid

from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.core.generation import public_changed
from blueprints.members import queries, rules
from blueprints.members.models import Person
from blueprints.members.services.admissions import enrol


class NoSuchVillage(NotFound):
    field = "place"


def enter_member(
    *,
    leader_id: uuid.UUID,
    organisation_id: uuid.UUID,
    name: str,
    place_id: uuid.UUID | None,
    key: uuid.UUID,
) -> uuid.UUID:
    """Without a PIN nobody can sign in as them. NotFound for who does not lead there."""
    there = queries.organisation(organisation_id)
    if there is None or not queries.leads(leader_id, organisation_id):
        raise NotFound
    if there.kind not in rules.TAKING_MEMBERS:
        raise rules.TakesNoMembers
    if place_id is not None and queries.place(place_id) is None:
        raise NoSuchVillage
    person = Person(name=rules.read_name(name), phone=None, place_id=place_id, key=key)
    session.add(person)
    session.flush()
    enrol(person.id, organisation_id)
    public_changed(session())
    return person.id
