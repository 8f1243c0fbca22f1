"""What people put right about themselves."""

from __future__ import annotations

import uuid

from blueprints.core import generation, keys
from blueprints.core.db import session
from blueprints.core.errors import N_, DomainError
from blueprints.members import queries, rules
from blueprints.members.models import Correction, Person


class UnknownPlace(DomainError):
    field = "place"
    sentence = N_("That place is not on our list. Please choose one.")


def correct_person(
    *, member_id: uuid.UUID, name: str, place_id: uuid.UUID | None, key: uuid.UUID
) -> None:
    """What was before stays on record; what is the same is not written."""
    if place_id is not None and queries.place(place_id) is None:
        raise UnknownPlace
    person = session.get_one(Person, member_id, with_for_update=True)
    new_name = rules.read_name(name)
    changes = [
        ("name", person.name, new_name),
        ("place", queries.place_line(person.place_id, "zh"), queries.place_line(place_id, "zh")),
    ]
    person.name, person.place_id = new_name, place_id
    for n, (field, was, became) in enumerate(changes):
        if was != became:
            mark = keys.nth(key, n)
            session.add(
                Correction(key=mark, person_id=member_id, field=field, was=was, became=became)
            )
    generation.public_changed(session())
