"""May this one see that of another, for this purpose? The table is `rules.FIELDS`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from blueprints.core.db import session
from blueprints.members import rules
from blueprints.members.models import Consent, Housemate, Membership, Organisation, Person, Role
from blueprints.members.queries.places import ancestors
from blueprints.members.rules import Purpose, Stand


def sees(
    field: str,
    *,
    purpose: Purpose,
    by: uuid.UUID | None,
    whose: uuid.UUID,
    also: Collection[Stand] = (),
) -> bool:
    """`also`: how `by` stands to the person as only a higher room knows. Asks no more than needed.

    A sensitive field shown to another needs `services.look_up` besides.
    """
    wanted = rules.stands_for(field, purpose)
    stands = {Stand.ANYBODY, *also}
    if by is not None:
        stands |= {Stand.SELF} if by == whose else set()
        stands |= {one for one in wanted & set(_ASKED) if _ASKED[one](by, whose)}
    consents = consents_of(whose) if purpose in rules.ASKED_FIRST else frozenset()
    return rules.may_see(field, purpose, stands, consents)


def consents_of(person_id: uuid.UUID) -> frozenset[str]:
    """The purposes that the person has agreed to, as of now."""
    asked = select(Consent.purpose).where(
        Consent.person_id == person_id, Consent.withdrawn_at.is_(None)
    )
    return frozenset(session.scalars(asked))


def _is_fellow(by: uuid.UUID, whose: uuid.UUID) -> bool:
    theirs, mine = aliased(Membership), aliased(Membership)
    asked = (
        select(theirs.id)
        .join(mine, mine.organisation_id == theirs.organisation_id)
        .where(theirs.person_id == whose, theirs.until.is_(None))
        .where(mine.person_id == by, mine.until.is_(None))
    )
    return session.scalar(asked.limit(1)) is not None


def _is_leader(by: uuid.UUID, whose: uuid.UUID) -> bool:
    asked = (
        select(Role.id)
        .join(Membership, Membership.organisation_id == Role.organisation_id)
        .where(Membership.person_id == whose, Membership.until.is_(None))
        .where(Role.person_id == by, Role.name.in_(rules.LEADERS), Role.ended_at.is_(None))
    )
    return session.scalar(asked.limit(1)) is not None


def _is_officer(by: uuid.UUID, whose: uuid.UUID) -> bool:
    """Of the county, township or village that the person lives in."""
    home = ancestors(session.scalar(select(Person.place_id).where(Person.id == whose)))
    asked = (
        select(Role.id)
        .join(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == by, Role.name == "officer", Role.ended_at.is_(None))
        .where(Organisation.place_id.in_(home))
    )
    return session.scalar(asked.limit(1)) is not None


def _is_housemate(by: uuid.UUID, whose: uuid.UUID) -> bool:
    theirs, mine = aliased(Housemate), aliased(Housemate)
    asked = (
        select(theirs.id)
        .join(mine, mine.household_id == theirs.household_id)
        .where(theirs.person_id == whose, theirs.ended_at.is_(None))
        .where(mine.person_id == by, mine.ended_at.is_(None))
    )
    return session.scalar(asked.limit(1)) is not None


_ASKED: dict[Stand, Callable[[uuid.UUID, uuid.UUID], bool]] = {
    Stand.FELLOW: _is_fellow,
    Stand.LEADER: _is_leader,
    Stand.OFFICER: _is_officer,
    Stand.HOUSEMATE: _is_housemate,
}
