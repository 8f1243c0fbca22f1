"""Who acts for whom, just now and before, and what they did."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from blueprints.core import acting, clock, search
from blueprints.core.access import Viewer
from blueprints.core.acting import Acting
from blueprints.core.db import session
from blueprints.core.errors import N_, NotFound
from blueprints.members import rules
from blueprints.members.models import (
    Act,
    Mandate,
    MandateRefusal,
    Membership,
    Organisation,
    Person,
    Role,
)
from blueprints.members.queries.places import ancestors
from blueprints.members.queries.register import KIND as REGISTER

_MOST_FOUND, _MOST_ACTS = 20, 50
TAKEN_BACK = N_("It was taken back.")


@dataclass(frozen=True)
class HelperStand:
    """What lets one person act for another: the role of the one, the membership of the other."""

    role_id: uuid.UUID
    membership_id: uuid.UUID
    organisation_id: uuid.UUID


@dataclass(frozen=True)
class Helpable:
    person_id: uuid.UUID
    name: str
    has_phone: bool
    organisation: str


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


@dataclass(frozen=True)
class ActView:
    """`final`: a msgid that says why it cannot be undone; empty where it can."""

    id: uuid.UUID
    mandate_id: uuid.UUID
    member: str
    helper: str
    sentence: str
    params: dict[str, Any]
    location: str
    at: datetime
    receipt: str
    undone_at: datetime | None
    final: str = ""


@dataclass(frozen=True)
class RefusalView:
    helper: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Helped:
    """What others did, or tried to do, for one person."""

    mandates: tuple[MandateView, ...] = ()
    acts: tuple[ActView, ...] = ()
    refusals: tuple[RefusalView, ...] = field(default=())


def stand_between(helper_id: uuid.UUID, member_id: uuid.UUID) -> HelperStand | None:
    """As the manager of their cooperative, or a mentor of a place that it lies in."""
    theirs = session.execute(
        select(Membership.id, Organisation.id, Organisation.place_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == member_id, Membership.until.is_(None))
        .where(Organisation.kind == "cooperative")
        .order_by(Membership.since)
    ).all()
    for role_id, name, there, area in session.execute(_helping_roles(helper_id)):
        for membership_id, organisation_id, place_id in theirs:
            if name == "manager" and there == organisation_id:
                return HelperStand(role_id, membership_id, organisation_id)
            if name == "mentor" and area in ancestors(place_id):
                return HelperStand(role_id, membership_id, organisation_id)
    return None


def may_help(helper_id: uuid.UUID, words: str) -> tuple[Helpable, ...]:
    """Members by name, or its first letters, among those this person may act for."""
    reach = _reach(helper_id)
    if not reach or not words.strip():
        return ()
    found = search.matching(REGISTER, words[:50], []).subquery()
    asked = (
        select(Person.id, Person.name, Person.phone, Organisation.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(found, found.c.subject_id == Membership.id)
        .where(Membership.until.is_(None), Membership.organisation_id.in_(reach))
        .where(Person.id != helper_id)
        .order_by(Person.name)
        .limit(_MOST_FOUND)
    )
    rows = session.execute(asked)
    return tuple(Helpable(row[0], row[1], row[2] is not None, row[3]) for row in rows)


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
    found = _mandates(and_(Mandate.id == mandate_id, concerned))
    if not found:
        raise NotFound
    return found[0]


def mandates_of_helper(helper_id: uuid.UUID) -> tuple[MandateView, ...]:
    return _mandates(Mandate.helper_id == helper_id)


def mandates_in(organisation_ids: Collection[uuid.UUID]) -> tuple[MandateView, ...]:
    """That hold just now, for the desk of those who lead there."""
    return _mandates(and_(Mandate.organisation_id.in_(organisation_ids), _holds()))


def helped(member_id: uuid.UUID) -> Helped:
    helper = aliased(Person)
    tried = session.execute(
        select(helper.name, MandateRefusal.why, MandateRefusal.at)
        .join(helper, helper.id == MandateRefusal.helper_id)
        .where(MandateRefusal.member_id == member_id, MandateRefusal.helper_id != member_id)
        .order_by(MandateRefusal.at.desc())
        .limit(_MOST_FOUND)
    )
    return Helped(
        _mandates(Mandate.member_id == member_id),
        _acts(Act.member_id == member_id),
        tuple(RefusalView(*row) for row in tried),
    )


def acts_under(mandate_id: uuid.UUID) -> tuple[ActView, ...]:
    return _acts(Act.mandate_id == mandate_id)


def act_seen_by(act_id: uuid.UUID, person_id: uuid.UUID) -> ActView:
    """NotFound for everybody but the member, the helper, and the cooperative's managers."""
    found = _acts(Act.id == act_id)
    if not found:
        raise NotFound
    mandate_seen_by(found[0].mandate_id, person_id)
    return found[0]


def helpers_behind(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of rows with these marks, those that somebody made for somebody else: the helper's name."""
    asked = (
        select(Act.key, Person.name)
        .join(Person, Person.id == Act.helper_id)
        .where(Act.key.in_(list(keys)))
    )
    return {row.key: row.name for row in session.execute(asked)}


def _helping_roles(helper_id: uuid.UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Role.id, Role.name, Role.organisation_id, Organisation.place_id)
        .join(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == helper_id, Role.ended_at.is_(None))
        .where(Role.name.in_(rules.HELPERS))
        .order_by(Role.granted_at)
    )


def _reach(helper_id: uuid.UUID) -> set[uuid.UUID]:
    """The cooperatives whose members this person may act for."""
    held = session.execute(_helping_roles(helper_id)).all()
    areas = {area for _, name, _, area in held if name == "mentor"}
    reach = {there for _, name, there, _ in held if name == "manager"}
    if areas:
        asked = select(Organisation.id, Organisation.place_id)
        for one, place_id in session.execute(asked.where(Organisation.kind == "cooperative")):
            if areas & set(ancestors(place_id)):
                reach.add(one)
    return reach


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


def _mandates(which: ColumnElement[bool]) -> tuple[MandateView, ...]:
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
        .limit(_MOST_ACTS)
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


def _acts(which: ColumnElement[bool]) -> tuple[ActView, ...]:
    member, helper = aliased(Person), aliased(Person)
    asked = (
        select(Act, member.name, helper.name)
        .join(member, member.id == Act.member_id)
        .join(helper, helper.id == Act.helper_id)
        .where(which)
        .order_by(Act.at.desc(), Act.id.desc())
        .limit(_MOST_ACTS)
    )
    rows = session.execute(asked).all()
    final = acting.why_final((act.kind, act.subject_id) for act, _, _ in rows)
    return tuple(
        ActView(
            id=act.id,
            mandate_id=act.mandate_id,
            member=theirs,
            helper=ours,
            sentence=act.sentence,
            params=act.params,
            location=act.location,
            at=act.at,
            receipt=act.receipt,
            undone_at=act.undone_at,
            final=TAKEN_BACK if act.undone_at else final.get((act.kind, act.subject_id), ""),
        )
        for act, theirs, ours in rows
    )
