"""Wishes to have something put right: one's own, and those that wait for one's answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, or_, select

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import rules
from blueprints.members.models import CorrectionRequest, Membership, Organisation, Person, Role
from blueprints.members.queries.organisations import (
    OrganisationRow,
    as_row,
    holds,
    organisation,
    organisations,
)
from blueprints.members.queries.places import ancestors

MOST = 50


@dataclass(frozen=True)
class CorrectionRow:
    """`outcome` is empty while it waits; `name` is whose it is; days are their first moment."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    phone: str | None
    subject: str
    day: datetime | None
    words: str
    was: datetime | None
    asked_at: datetime
    decided_at: datetime | None
    outcome: str | None
    reason: str


@dataclass(frozen=True)
class OwnCorrections:
    """`holders`: who may be asked, cooperatives first."""

    holders: tuple[OrganisationRow, ...]
    rows: tuple[tuple[CorrectionRow, OrganisationRow], ...]


def corrections_of(person_id: uuid.UUID) -> OwnCorrections:
    rows = _rows(CorrectionRequest.person_id == person_id)
    named = organisations({row.organisation_id for row in rows}) if rows else {}
    return OwnCorrections(
        holders_about(person_id), tuple((row, named[row.organisation_id]) for row in rows)
    )


def holders_about(person_id: uuid.UUID) -> tuple[OrganisationRow, ...]:
    """Where the person belongs or belonged, and the offices of where they live."""
    home = session.scalar(select(Person.place_id).where(Person.id == person_id))
    belongs = select(Membership.organisation_id).where(Membership.person_id == person_id)
    office = (Organisation.kind == "government") & Organisation.place_id.in_(ancestors(home))
    asked = (
        select(Organisation)
        .where(or_(Organisation.id.in_(belongs), office))
        .order_by(Organisation.kind, Organisation.id)
    )
    return tuple(as_row(found) for found in session.scalars(asked))


def corrections_at(
    by: uuid.UUID, organisation_id: uuid.UUID
) -> tuple[OrganisationRow, tuple[CorrectionRow, ...]]:
    """What waits there first. NotFound for who does not answer for it."""
    found = organisation(organisation_id)
    if found is None or not answers_for(by, organisation_id):
        raise NotFound
    return found, _rows(
        (CorrectionRequest.organisation_id == organisation_id)
        & func.coalesce(CorrectionRequest.outcome != rules.TAKE_BACK, True)
    )


def answers_for(person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    return holds(person_id, organisation_id, *rules.ANSWERERS)


def answered_by(person_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The organisations that this person answers for."""
    asked = select(Role.organisation_id).where(
        Role.person_id == person_id, Role.name.in_(rules.ANSWERERS), Role.ended_at.is_(None)
    )
    return tuple(found for found in session.scalars(asked.distinct()) if found)


def corrections_waiting(organisation_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    asked = (
        select(CorrectionRequest.organisation_id, func.count())
        .where(CorrectionRequest.organisation_id.in_(set(organisation_ids)))
        .where(CorrectionRequest.decided_at.is_(None))
        .group_by(CorrectionRequest.organisation_id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def _rows(those: object) -> tuple[CorrectionRow, ...]:
    """What waits first, the longest waiting before the others; then the newest answers."""
    one = CorrectionRequest
    asked = (
        select(
            one.id,
            one.organisation_id,
            Person.name,
            Person.phone,
            one.subject,
            one.day,
            one.words,
            one.was,
            one.asked_at,
            one.decided_at,
            one.outcome,
            one.reason,
        )
        .join(Person, Person.id == one.person_id)
        .where(those)  # type: ignore[arg-type]
        .order_by(one.decided_at.is_(None).desc(), one.decided_at.desc(), one.id)
        .limit(MOST)
    )
    rows = (row._asdict() for row in session.execute(asked))
    return tuple(
        CorrectionRow(**row | {name: _beginning_of(row[name]) for name in ("day", "was")})
        for row in rows
    )


def _beginning_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), clock.local(clock.now()).tzinfo) if day else None
