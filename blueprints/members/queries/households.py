"""Households: one's own, the ones one is asked into, and what a look-up shows for a while."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from blueprints.core import clock
from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Consent, HouseholdKind, Housemate, Lookup, Person
from blueprints.members.queries.fields import sees
from blueprints.members.rules import Purpose

_Of = aliased(Person)


@dataclass(frozen=True)
class Mate:
    """`kinship` is what this one is to `of`; the founder has neither. `phone` while they wait."""

    id: uuid.UUID
    person_id: uuid.UUID | None
    name: str | None
    phone: str | None
    kinship: str | None
    of_id: uuid.UUID | None
    of: str | None
    since: datetime


@dataclass(frozen=True)
class Home:
    id: uuid.UUID
    kind: str | None
    mates: tuple[Mate, ...]
    waiting: tuple[Mate, ...]


@dataclass(frozen=True)
class Looked:
    """What an officer sees of a household: those who agreed, and how many more live there."""

    kind: str | None
    mates: tuple[Mate, ...]
    more: int
    until: datetime


@dataclass(frozen=True)
class ConsentRow:
    purpose: str
    how: str
    given_at: datetime


def home_of(person_id: uuid.UUID) -> Home | None:
    """The household one lives in, as those who live there see it."""
    household_id = household_id_of(person_id)
    if household_id is None:
        return None
    rows = _mates(Housemate.household_id == household_id)
    return Home(
        household_id,
        _kind_of(household_id),
        tuple(row for row in rows if row.person_id),
        tuple(row for row in rows if not row.person_id),
    )


def household_id_of(person_id: uuid.UUID) -> uuid.UUID | None:
    asked = select(Housemate.household_id).where(
        Housemate.person_id == person_id, Housemate.ended_at.is_(None)
    )
    return session.scalar(asked)


def invitations_to(person_id: uuid.UUID) -> tuple[Mate, ...]:
    """Asked by their number: `of` is who asks, `kinship` what the person would be to them."""
    number = select(Person.phone).where(Person.id == person_id).scalar_subquery()
    return _mates((Housemate.phone == number) & Housemate.person_id.is_(None))


def looked_up(lookup_id: uuid.UUID, by: uuid.UUID) -> Looked | None:
    """What that look-up opened, for a quarter of an hour and only to whoever made it."""
    lookup = session.get(Lookup, lookup_id)
    if lookup is None or lookup.by != by or lookup.at + rules.LOOKUP_OPEN_FOR <= clock.now():
        return None
    household_id = household_id_of(lookup.whose)
    if household_id is None or not may_look(by, lookup.whose):
        return None
    opened = set(
        session.scalars(select(Lookup.whose).where(Lookup.by == by, Lookup.at == lookup.at))
    )
    mates = [one for one in _mates(Housemate.household_id == household_id) if one.person_id]
    agreed = agreed_among([one.person_id for one in mates if one.person_id])
    seen = tuple(_alone(one, agreed & opened) for one in mates if one.person_id in agreed & opened)
    until = lookup.at + rules.LOOKUP_OPEN_FOR
    return Looked(_kind_of(household_id), seen, len(mates) - len(seen), until)


def may_look(by: uuid.UUID, whose: uuid.UUID) -> bool:
    return sees("household", purpose=Purpose.SUBSIDY, by=by, whose=whose)


def agreed_among(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those who agreed that an officer may look at their household."""
    asked = select(Consent.person_id).where(
        Consent.person_id.in_(person_ids),
        Consent.purpose == "subsidy",
        Consent.withdrawn_at.is_(None),
    )
    return set(session.scalars(asked))


def consents_given(person_id: uuid.UUID) -> dict[str, ConsentRow]:
    asked = select(Consent.purpose, Consent.how, Consent.given_at).where(
        Consent.person_id == person_id, Consent.withdrawn_at.is_(None)
    )
    return {row.purpose: ConsentRow(*row) for row in session.execute(asked)}


def _alone(mate: Mate, agreed: set[uuid.UUID]) -> Mate:
    """Kinship names two people: both must have agreed."""
    return mate if mate.of_id in agreed else replace(mate, kinship=None, of_id=None, of=None)


def _kind_of(household_id: uuid.UUID) -> str | None:
    asked = select(HouseholdKind.kind).where(HouseholdKind.household_id == household_id)
    return session.scalar(asked.order_by(HouseholdKind.at.desc(), HouseholdKind.id.desc()).limit(1))


def _mates(those: ColumnElement[bool]) -> tuple[Mate, ...]:
    asked = (
        select(
            Housemate.id,
            Housemate.person_id,
            Person.name,
            Housemate.phone,
            Housemate.kinship,
            Housemate.asked_by,
            _Of.name,
            Housemate.asked_at,
        )
        .outerjoin(Person, Person.id == Housemate.person_id)
        .outerjoin(_Of, _Of.id == Housemate.asked_by)
        .where(those, Housemate.ended_at.is_(None))
        .order_by(Housemate.asked_at, Housemate.id)
    )
    return tuple(Mate(*row) for row in session.execute(asked))
