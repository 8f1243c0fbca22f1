"""A register from a file: kept aside while a leader looks at it, then taken in in one commit."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock, events, ids, keys
from blueprints.core.db import session
from blueprints.core.errors import Conflict, NotFound
from blueprints.core.generation import public_changed
from blueprints.members import rules
from blueprints.members.models import Import, Membership, Person, Request
from blueprints.members.queries.admissions import leads
from blueprints.members.services.findable import make_findable


def check_import(
    *,
    leader_id: uuid.UUID,
    organisation_id: uuid.UUID,
    table: rules.Table,
    file_name: str,
    key: uuid.UUID,
) -> Import:
    """Nobody joins by this: it is only there to be looked at. NotFound for who does not lead."""
    if not leads(leader_id, organisation_id):
        raise NotFound
    made = Import(
        organisation_id=organisation_id,
        by=leader_id,
        file_name=file_name[:100],
        good_lines=len(table.good),
        wrong_lines=len(table.wrong),
        good=[[one.name, one.phone, str(one.place_id or "")] for one in table.good],
        wrong=[[one.line, one.name, one.sentence, dict(one.params)] for one in table.wrong],
        key=key,
    )
    session.add(made)
    session.flush()
    return made


def take_import(
    *, leader_id: uuid.UUID, organisation_id: uuid.UUID, import_id: uuid.UUID, key: uuid.UUID
) -> Import:
    """Who is new joins; who has an account is asked first. The same few statements for thousands.

    Raises Conflict where it was taken in or forgotten meanwhile.
    """
    asked = select(Import).where(Import.id == import_id, Import.organisation_id == organisation_id)
    waiting = session.scalars(asked.with_for_update()).first()
    if waiting is None or not leads(leader_id, organisation_id):
        raise NotFound
    if waiting.taken_at is not None or not waiting.good:
        raise Conflict
    there = _people([phone for _, phone, _ in waiting.good])
    newcomers = [line for line in waiting.good if line[1] not in there]
    strangers = set(there.values()) - _belonging(organisation_id, there.values())
    _join(newcomers, organisation_id, key)
    _invite(sorted(strangers), organisation_id, leader_id, key)
    waiting.joined, waiting.invited = len(newcomers), len(strangers)
    waiting.known = len(there) - len(strangers)
    waiting.taken_at, waiting.taken_by, waiting.taken_key = clock.now(), leader_id, key
    waiting.good = waiting.wrong = []
    events.announce("members.imported", organisation_id=organisation_id, joined=len(newcomers))
    return waiting


def forget_imports_before(moment: datetime) -> None:
    """The lines of what nobody took in; that there was a file stays."""
    old = update(Import).where(Import.made_at < moment, Import.taken_at.is_(None))
    session.execute(old.values(good=[], wrong=[]))


def _people(phones: Collection[str]) -> dict[str, uuid.UUID]:
    found = session.execute(select(Person.phone, Person.id).where(Person.phone.in_(phones)))
    return {str(phone): person_id for phone, person_id in found}


def _belonging(organisation_id: uuid.UUID, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Who of them is a member there, or waits for an answer."""
    members = select(Membership.person_id).where(
        Membership.organisation_id == organisation_id, Membership.until.is_(None)
    )
    waiting = select(Request.person_id).where(
        Request.organisation_id == organisation_id, Request.decided_at.is_(None)
    )
    return {
        person_id
        for asked, column in ((members, Membership.person_id), (waiting, Request.person_id))
        for person_id in session.scalars(asked.where(column.in_(people)))
    }


def _join(lines: list[list[Any]], organisation_id: uuid.UUID, key: uuid.UUID) -> None:
    """Without a PIN: each sets their own when they first come, after a code to that number."""
    if not lines:
        return
    now = clock.now()
    people: list[dict[str, Any]] = [
        {
            "id": ids.uuid7(),
            "name": name,
            "phone": phone,
            "place_id": ids.as_uuid(place),
            "joined_at": now,
            "key": keys.nth(key, number),
        }
        for number, (name, phone, place) in enumerate(lines)
    ]
    belonging: list[dict[str, Any]] = [
        {
            "id": ids.uuid7(),
            "person_id": one["id"],
            "organisation_id": organisation_id,
            "since": now,
        }
        for one in people
    ]
    try:
        with session.begin_nested():
            session.execute(insert(Person), people)
    except IntegrityError as joined_meanwhile:
        raise Conflict from joined_meanwhile
    session.execute(insert(Membership), belonging)
    make_findable([one["id"] for one in belonging])
    public_changed(session())


def _invite(
    people: list[uuid.UUID], organisation_id: uuid.UUID, leader_id: uuid.UUID, key: uuid.UUID
) -> None:
    """They have an account: whether they belong is theirs to say, and what they are called."""
    if people:
        asked = {"organisation_id": organisation_id, "invited_by": leader_id}
        session.execute(
            insert(Request),
            [
                {**asked, "person_id": one, "key": keys.nth(key, number)}
                for number, one in enumerate(people)
            ],
        )
