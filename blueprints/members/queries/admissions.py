"""How a person stands to an organisation, who waits for its leaders, and who belonged when."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from blueprints.core import ids
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import Membership, Organisation, Person, Request
from blueprints.members.queries.organisations import (
    OrganisationRow,
    as_row,
    holds,
    organisation,
    organisations_led_by,
)

PAGE = 20


@dataclass(frozen=True)
class Standing:
    """`state`: none, asked, invited, declined or member, `since` then. `leads`: acts for it."""

    organisation: OrganisationRow
    state: str
    since: datetime | None
    reason: str
    leads: bool


@dataclass(frozen=True)
class OwnRequest:
    organisation: OrganisationRow
    invited: bool
    asked_at: datetime


@dataclass(frozen=True)
class Applicant:
    person_id: uuid.UUID
    name: str
    phone: str | None
    place_id: uuid.UUID | None
    note: str
    asked_at: datetime


@dataclass(frozen=True)
class Applicants:
    organisation: OrganisationRow
    rows: tuple[Applicant, ...]
    after: str | None


@dataclass(frozen=True)
class RollRow:
    """A member as of some moment, and since when without a gap."""

    person_id: uuid.UUID
    since: datetime


def leads(person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    return holds(person_id, organisation_id, *rules.LEADERS)


def standing(person_id: uuid.UUID, organisation_id: uuid.UUID) -> Standing:
    """NotFound where nobody can be a member."""
    found = organisation(organisation_id)
    if found is None or found.kind not in rules.TAKING_MEMBERS:
        raise NotFound
    since = session.scalar(
        select(Membership.since).where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation_id,
            Membership.until.is_(None),
        )
    )
    if since is not None:
        return Standing(found, "member", since, "", leads(person_id, organisation_id))
    last = session.scalars(
        select(Request)
        .where(Request.person_id == person_id, Request.organisation_id == organisation_id)
        .order_by(Request.decided_at.is_(None).desc(), Request.id.desc())
        .limit(1)
    ).first()
    acts = leads(person_id, organisation_id)
    if last is None or last.outcome in (rules.ADMIT, rules.WITHDRAW):
        return Standing(found, "none", None, "", acts)
    if last.outcome == rules.DECLINE:
        return Standing(found, "declined", last.decided_at, last.reason, acts)
    return Standing(found, "invited" if last.invited_by else "asked", last.asked_at, "", acts)


def requests_of(person_id: uuid.UUID) -> tuple[OwnRequest, ...]:
    """What this person waits for, and what waits for them."""
    asked = (
        select(Organisation, Request.invited_by, Request.asked_at)
        .join(Request, Request.organisation_id == Organisation.id)
        .where(Request.person_id == person_id, Request.decided_at.is_(None))
        .order_by(Request.id)
    )
    return tuple(
        OwnRequest(as_row(found), invited_by is not None, at)
        for found, invited_by, at in session.execute(asked)
    )


def applicants(leader_id: uuid.UUID, organisation_id: uuid.UUID, after: str) -> Applicants:
    """Who asks to belong, the longest waiting first. NotFound for who does not lead there."""
    found = organisation(organisation_id)
    if found is None or not leads(leader_id, organisation_id):
        raise NotFound
    asked = (
        select(
            Person.id, Person.name, Person.phone, Person.place_id, Request.note, Request.asked_at
        )
        .add_columns(Request.id)
        .join(Person, Person.id == Request.person_id)
        .where(Request.organisation_id == organisation_id, *_for_leaders())
        .order_by(Request.id)
        .limit(PAGE + 1)
    )
    if (edge := ids.as_uuid(after)) is not None:
        asked = asked.where(Request.id > edge)
    rows = session.execute(asked).all()
    following = str(rows[PAGE - 1][-1]) if len(rows) > PAGE else None
    return Applicants(found, tuple(Applicant(*row[:-1]) for row in rows[:PAGE]), following)


def waiting_in(organisation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many ask to belong to each; nothing for those that nobody asks."""
    asked = (
        select(Request.organisation_id, func.count())
        .where(Request.organisation_id.in_(set(organisation_ids)), *_for_leaders())
        .group_by(Request.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def waiting_for_leader(person_id: uuid.UUID) -> int:
    """How many wait for this person's answer, in all they lead."""
    return sum(waiting_in(organisations_led_by(person_id)).values())


def members_on(organisation_id: uuid.UUID, moment: datetime) -> tuple[RollRow, ...]:
    """The register as it stood then, oldest members first: what an election freezes."""
    asked = (
        select(Membership.person_id, Membership.since)
        .where(Membership.organisation_id == organisation_id, Membership.since <= moment)
        .where(or_(Membership.until.is_(None), Membership.until > moment))
        .order_by(Membership.since, Membership.id)
    )
    return tuple(RollRow(*row) for row in session.execute(asked))


def _for_leaders() -> tuple[ColumnElement[bool], ...]:
    """What was asked by the person; an invitation waits for the person instead."""
    return Request.decided_at.is_(None), Request.invited_by.is_(None)
