"""What the register finds people by: kept in step with every membership and name, by itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from blueprints.core import search
from blueprints.core.db import session
from blueprints.core.search import Entry
from blueprints.members import rules
from blueprints.members.models import Membership, Person
from blueprints.members.queries.register import KIND, tags_of

_AT_ONCE = 2_000


def make_findable(membership_ids: Iterable[uuid.UUID]) -> None:
    """For memberships that were written past the session, in one statement for many."""
    waiting = list(membership_ids)
    asked = (
        select(Membership.id, Membership.organisation_id, Person.name, Person.place_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(waiting), Membership.until.is_(None))
        .order_by(Membership.since, Membership.id)
    )
    search.put_all(
        KIND,
        [
            (one, [name, *rules.spellings(name)], tags_of(organisation_id, place_id))
            for one, organisation_id, name, place_id in session.execute(asked).all()
        ],
    )


def make_all_findable() -> int:
    """Those that no session noticed, such as the members of before this was there; how many."""
    known = select(Entry.subject_id).where(Entry.kind == KIND)
    missing = session.scalars(
        select(Membership.id)
        .where(Membership.until.is_(None), Membership.id.not_in(known))
        .order_by(Membership.since)
        .limit(_AT_ONCE)
    ).all()
    make_findable(missing)
    return len(missing)


@event.listens_for(Session, "after_flush")
def _notice(live: Session, _context: object) -> None:
    touched = [one for one in live.new if isinstance(one, Membership)]
    renamed = [one.id for one in live.dirty if isinstance(one, Person) and _is_elsewhere(one)]
    for one in live.dirty:
        if isinstance(one, Membership) and one.until is not None:
            search.remove(KIND, one.id)
    wanted = {one.id for one in touched}
    if renamed:
        theirs = select(Membership.id).where(Membership.person_id.in_(renamed))
        wanted |= set(live.scalars(theirs))
    if wanted:
        make_findable(wanted)


def _is_elsewhere(person: Person) -> bool:
    """Another name or another village."""
    attributes = inspect(person).attrs
    return any(attributes[name].history.has_changes() for name in ("name", "place_id"))
