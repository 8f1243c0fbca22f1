"""The register of an organisation's members, as its leaders read it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, func, select, tuple_

from blueprints.core import ids, search
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.core.search import Entry
from blueprints.members.models import Membership, Person, Role
from blueprints.members.queries.admissions import leads
from blueprints.members.queries.organisations import OrganisationRow, organisation

KIND = "members.register"
PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """What a leader looks for; empty is everybody."""

    words: str = ""
    role: str = ""
    place_id: uuid.UUID | None = None
    since: datetime | None = None

    @property
    def anything(self) -> bool:
        return bool(self.words or self.role or self.place_id or self.since)


@dataclass(frozen=True)
class RegisterRow:
    membership_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    phone: str | None
    place_id: uuid.UUID | None
    since: datetime
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """One page, newest members first; `members` counts all of them, whatever was looked for."""

    organisation: OrganisationRow
    members: int
    rows: tuple[RegisterRow, ...]
    after: str | None


def register(
    leader_id: uuid.UUID, organisation_id: uuid.UUID, wanted: Wanted, after: str
) -> Register:
    """NotFound for who does not lead there."""
    found = led(leader_id, organisation_id)
    edge = ids.as_uuid(after) if after else None
    rows = session.execute(page_of(organisation_id, wanted, edge)).all()
    following = str(rows[PAGE - 1][0]) if len(rows) > PAGE else None
    shown = _with_roles(organisation_id, [RegisterRow(*row[:6]) for row in rows[:PAGE]])
    return Register(found, _count(organisation_id), tuple(shown), following)


def whole_register(
    leader_id: uuid.UUID, organisation_id: uuid.UUID
) -> tuple[OrganisationRow, list[RegisterRow]]:
    """For a file: everybody, oldest members first. NotFound for who does not lead there."""
    found = led(leader_id, organisation_id)
    asked = _members_of(organisation_id).order_by(Membership.since, Membership.id)
    return found, _with_roles(
        organisation_id, [RegisterRow(*row) for row in session.execute(asked)]
    )


def tags_of(organisation_id: uuid.UUID, place_id: uuid.UUID | None) -> list[str]:
    """What a membership is found by besides the name."""
    tags = [search.tag("org", organisation_id)]
    return [*tags, search.tag("place", place_id)] if place_id else tags


def page_of(organisation_id: uuid.UUID, wanted: Wanted, edge: uuid.UUID | None) -> Select[Any]:
    """The statement of one page and one row more; each way walks an index to the page's end."""
    chosen = _members_of(organisation_id).limit(PAGE + 1)
    if wanted.role:
        chosen = chosen.where(Membership.person_id.in_(_holders(organisation_id, wanted.role)))
    if wanted.since:
        chosen = chosen.where(Membership.since >= wanted.since)
    if wanted.words or wanted.place_id:
        return _found(chosen, organisation_id, wanted, edge)
    if edge is not None:
        last = session.scalar(select(Membership.since).where(Membership.id == edge))
        if last is not None:
            chosen = chosen.where(tuple_(Membership.since, Membership.id) < tuple_(last, edge))
    return chosen.order_by(Membership.since.desc(), Membership.id.desc())


def _found(
    chosen: Select[Any], organisation_id: uuid.UUID, wanted: Wanted, edge: uuid.UUID | None
) -> Select[Any]:
    tags = tags_of(organisation_id, wanted.place_id)
    found = search.matching(KIND, wanted.words, tags).subquery()
    chosen = chosen.join(found, found.c.subject_id == Membership.id)
    if edge is not None:
        last = session.scalar(select(Entry.seq).where(Entry.kind == KIND, Entry.subject_id == edge))
        chosen = chosen.where(found.c.seq < (last or 0))
    return chosen.order_by(found.c.seq.desc())


def _members_of(organisation_id: uuid.UUID) -> Select[Any]:
    who = select(
        Membership.id, Person.id, Person.name, Person.phone, Person.place_id, Membership.since
    ).join(Person, Person.id == Membership.person_id)
    still = (Membership.organisation_id == organisation_id) & Membership.until.is_(None)
    return cast("Select[Any]", who.where(still))


def _holders(organisation_id: uuid.UUID, role: str) -> Collection[uuid.UUID]:
    """A handful of people, so that their memberships are looked up one by one."""
    return session.scalars(
        select(Role.person_id).where(
            Role.organisation_id == organisation_id, Role.name == role, Role.ended_at.is_(None)
        )
    ).all()


def _with_roles(organisation_id: uuid.UUID, rows: list[RegisterRow]) -> list[RegisterRow]:
    held: dict[uuid.UUID, list[str]] = {}
    asked = (
        select(Role.person_id, Role.name)
        .where(Role.organisation_id == organisation_id, Role.ended_at.is_(None))
        .order_by(Role.granted_at)
    )
    for person_id, name in session.execute(asked):
        held.setdefault(person_id, []).append(name)
    return [replace(row, roles=tuple(held.get(row.person_id, ()))) for row in rows]


def _count(organisation_id: uuid.UUID) -> int:
    asked = select(func.count()).select_from(Membership)
    still = Membership.until.is_(None)
    return session.scalar(asked.where(Membership.organisation_id == organisation_id, still)) or 0


def led(leader_id: uuid.UUID, organisation_id: uuid.UUID) -> OrganisationRow:
    found = organisation(organisation_id)
    if found is None or not leads(leader_id, organisation_id):
        raise NotFound
    return found
