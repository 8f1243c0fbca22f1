"""Agreeing to something, and taking it back as easily."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update

from blueprints.core import clock, events, keys
from blueprints.core.db import session
from blueprints.core.errors import N_, Forbidden, NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Consent, Lookup, Person


class NothingToSee(NotFound):
    """The same words for a number nobody has: who agreed is not for everybody to try out."""

    field = "phone"
    sentence = N_(
        "Nothing to see: nobody of your county has this number, or they have no household here, "
        "or they have not agreed."
    )


def give_consent(
    *, person_id: uuid.UUID, purpose: str, by: uuid.UUID, how: str = "own", key: uuid.UUID
) -> None:
    """`how` other than `own`: somebody else wrote it down, with the person's PIN, voice or paper.

    Giving again what is given changes nothing.
    """
    if purpose not in rules.CONSENTS or how not in rules.CONSENT_HOW:
        raise NotFound
    if (how == "own") != (by == person_id):
        raise Forbidden
    session.get_one(Person, person_id, with_for_update=True)
    if purpose not in queries.consents_of(person_id):
        session.add(Consent(key=key, person_id=person_id, purpose=purpose, how=how, by=by))
        session.flush()


def withdraw_consent(*, person_id: uuid.UUID, purpose: str) -> None:
    """From this moment on. Rooms hear `members.consent_withdrawn` and stop what it allowed."""
    if purpose not in rules.CONSENTS:
        raise NotFound
    given = update(Consent).where(Consent.person_id == person_id, Consent.purpose == purpose)
    session.execute(given.where(Consent.withdrawn_at.is_(None)).values(withdrawn_at=clock.now()))
    events.announce("members.consent_withdrawn", member_id=person_id, purpose=purpose)


def look_up_household(*, by: uuid.UUID, phone: str, key: uuid.UUID) -> uuid.UUID:
    """Written down first, for each person it shows; `queries.looked_up` then opens for a while."""
    number = rules.read_phone(phone)
    whose = session.scalar(select(Person.id).where(Person.phone == number))
    home = queries.home_of(whose) if whose and queries.may_look(by, whose) else None
    if home is None or whose is None:
        raise NothingToSee
    agreed = queries.agreed_among([one.person_id for one in home.mates if one.person_id])
    now = clock.now()
    rows = [
        Lookup(key=keys.nth(key, n), by=by, whose=one, field="household", purpose="subsidy", at=now)
        for n, one in enumerate([whose, *sorted(agreed - {whose}, key=str)])
    ]
    session.add_all(rows)
    session.flush()
    return rows[0].id
