"""Who acts for whom, just now and before."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from blueprints.core import clock
from blueprints.core.access import Viewer
from blueprints.core.acting import Acting
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members.models import (
    Mandate,
    Membership,
    Organisation,
    Person,
    Role,
)

_MOST = 50


@dataclass(frozen=True)
class MandateView:
    """`holds`: just now. Ended without `ended_by`, it ended by itself."""

    id: uuid.UUID
    member_id: uuid.UUID
    member: str
    helper_id: uuid.UUID
    helper: str
    organisation: str
    scope: tuple[str, ...]
    how: str
    evidence: str | None
    since: datetime
    until: datetime
    ended_at: datetime | None
    ended_by: str | None
    holds: bool
    has_phone: bool


def holds_just_now(helper: Viewer, mandate_id: uuid.UUID) -> Acting | None:
    member = aliased(Person)
    row = session.execute(
        select(Mandate, member.name, member.phone)
        .join(member, member.id == Mandate.member_id)
        .where(Mandate.id == mandate_id, Mandate.helper_id == helper.id, _holds())
    ).first()
    if row is None:
        return None
    mandate, name, phone = row
    return Acting(
        id=mandate.id,
        member_id=mandate.member_id,
        member_name=name,
        helper=helper,
        scope=frozenset(mandate.scope),
        until=mandate.until,
        reached=phone is not None,
    )


def mandate_seen_by(mandate_id: uuid.UUID, person_id: uuid.UUID) -> MandateView:
    """By the two of them, and by the managers of the cooperative; to others it is not there."""
    manages = (
        select(Role.id)
        .where(Role.person_id == person_id, Role.name == "manager", Role.ended_at.is_(None))
        .where(Role.organisation_id == Mandate.organisation_id)
        .exists()
    )
    concerned = or_(Mandate.member_id == person_id, Mandate.helper_id == person_id, manages)
    found = mandates_where(and_(Mandate.id == mandate_id, concerned))
    if not found:
        raise NotFound
    return found[0]


def mandates_of_helper(helper_id: uuid.UUID) -> tuple[MandateView, ...]:
    return mandates_where(Mandate.helper_id == helper_id)


def _holds() -> ColumnElement[bool]:
    """A role lost and found again, or somebody who left and came back, are not the same."""
    role = select(Role.id).where(Role.id == Mandate.role_id, Role.ended_at.is_(None))
    member = select(Membership.id).where(
        Membership.id == Mandate.membership_id, Membership.until.is_(None)
    )
    lent = select(Role.id).where(Role.person_id == Mandate.member_id, Role.ended_at.is_(None))
    return and_(
        Mandate.ended_at.is_(None),
        Mandate.until > clock.now(),
        role.exists(),
        member.exists(),
        ~lent.exists(),
    )


def mandates_where(which: ColumnElement[bool]) -> tuple[MandateView, ...]:
    member, helper, ended_by = aliased(Person), aliased(Person), aliased(Person)
    asked = (
        select(Mandate, member.name, member.phone, helper.name, Organisation.name, ended_by.name)
        .add_columns(_holds().label("holds"))
        .join(member, member.id == Mandate.member_id)
        .join(helper, helper.id == Mandate.helper_id)
        .join(Organisation, Organisation.id == Mandate.organisation_id)
        .outerjoin(ended_by, ended_by.id == Mandate.ended_by)
        .where(which)
        .order_by(Mandate.since.desc(), Mandate.id.desc())
        .limit(_MOST)
    )
    return tuple(_mandate_view(*row) for row in session.execute(asked))


def _mandate_view(
    row: Mandate,
    member: str,
    phone: str | None,
    helper: str,
    organisation: str,
    ended_by: str | None,
    holds: bool,
) -> MandateView:
    return MandateView(
        id=row.id,
        member_id=row.member_id,
        member=member,
        helper_id=row.helper_id,
        helper=helper,
        organisation=organisation,
        scope=tuple(row.scope),
        how=row.how,
        evidence=row.evidence,
        since=row.since,
        until=row.until,
        ended_at=row.ended_at,
        ended_by=ended_by,
        holds=bool(holds),
        has_phone=phone is not None,
    )
