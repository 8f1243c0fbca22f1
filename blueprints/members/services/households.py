"""Living together: founding, asking, accepting, leaving."""

from __future__ import annotations

import uuid

from sqlalchemy import func, or_, select, update

from blueprints.core import clock, keys
from blueprints.core.db import session
from blueprints.core.errors import NotFound
from blueprints.members import queries, rules
from blueprints.members.models import Household, HouseholdKind, Housemate, Person
from blueprints.members.services.consents import give_consent, withdraw_consent


def state_household(*, member_id: uuid.UUID, kind: str, key: uuid.UUID) -> None:
    """The kind of one's household; whoever has none founds one, and agrees that it is kept."""
    if kind not in rules.HOUSEHOLD_KINDS:
        raise NotFound
    session.get_one(Person, member_id, with_for_update=True)
    household_id = queries.household_id_of(member_id)
    if household_id is None:
        household = Household(key=key, founded_by=member_id)
        session.add(household)
        session.flush()
        household_id = household.id
        session.add(
            Housemate(
                key=key, household_id=household_id, person_id=member_id, accepted_at=clock.now()
            )
        )
        _agree(member_id, key)
    session.add(HouseholdKind(key=key, household_id=household_id, kind=kind, stated_by=member_id))


def ask_housemate(*, member_id: uuid.UUID, phone: str, kinship: str, key: uuid.UUID) -> None:
    """Whether the number has an account, nobody learns here. Raises HouseholdFull and others."""
    number = rules.read_phone(phone)
    household_id = _locked_home(member_id)
    if kinship not in rules.KINSHIP_WORDS:
        raise NotFound
    if number == session.scalar(select(Person.phone).where(Person.id == member_id)):
        raise rules.OwnKin
    if _is_there(household_id, number):
        raise rules.AlreadyInvited
    of_it = select(func.count()).where(
        Housemate.household_id == household_id, Housemate.ended_at.is_(None)
    )
    if (session.scalar(of_it) or 0) >= rules.MOST_HOUSEMATES:
        raise rules.HouseholdFull(most=rules.MOST_HOUSEMATES)
    session.add(
        Housemate(
            key=key, household_id=household_id, phone=number, kinship=kinship, asked_by=member_id
        )
    )


def accept_invitation(*, member_id: uuid.UUID, invitation_id: uuid.UUID, key: uuid.UUID) -> None:
    """From now on they live together, and the number is no longer needed. Raises KinInACircle."""
    asked = _invitation(member_id, invitation_id)
    if queries.household_id_of(member_id) is not None:
        raise rules.AlreadyHome
    if asked.kinship and asked.asked_by:
        new = rules.elder_first(member_id, asked.asked_by, asked.kinship)
        rules.check_line(_line(asked.household_id), new)
    asked.person_id, asked.accepted_at, asked.phone = member_id, clock.now(), None
    _agree(member_id, key)


def decline_invitation(*, member_id: uuid.UUID, invitation_id: uuid.UUID) -> None:
    asked = _invitation(member_id, invitation_id)
    asked.ended_at, asked.phone = clock.now(), None


def take_back_invitation(*, member_id: uuid.UUID, invitation_id: uuid.UUID) -> None:
    """Anybody who lives there may."""
    asked = session.get(Housemate, invitation_id)
    if asked is None or asked.household_id != _locked_home(member_id) or asked.person_id:
        raise NotFound
    asked.ended_at, asked.phone = clock.now(), None


def leave_household(member_id: uuid.UUID) -> None:
    """Leaving ends the consent to keep it: the kinship goes, the dates stay.

    The last to leave takes back whatever was asked.
    """
    household_id = queries.household_id_of(member_id)
    if household_id is not None:
        _locked_home(member_id)
        still = update(Housemate).where(
            Housemate.household_id == household_id, Housemate.ended_at.is_(None)
        )
        now = clock.now()
        mine = still.where(Housemate.person_id == member_id)
        session.execute(mine.values(ended_at=now, kinship=None, asked_by=None))
        if not _is_lived_in(household_id):
            session.execute(still.values(ended_at=now, phone=None))
    withdraw_consent(person_id=member_id, purpose="household")


def forget_invitations(member_id: uuid.UUID, phone: str | None) -> None:
    """Who closes the account is asked nothing more, and asks nobody."""
    theirs = or_(Housemate.asked_by == member_id, Housemate.phone == (phone or ""))
    waiting = update(Housemate).where(theirs, Housemate.person_id.is_(None))
    session.execute(
        waiting.where(Housemate.ended_at.is_(None)).values(ended_at=clock.now(), phone=None)
    )


def _agree(member_id: uuid.UUID, key: uuid.UUID) -> None:
    give_consent(person_id=member_id, purpose="household", by=member_id, key=keys.nth(key, 1))


def _locked_home(member_id: uuid.UUID) -> uuid.UUID:
    """One at a time: two that ask at once must not pass the limit together."""
    household_id = queries.household_id_of(member_id)
    if household_id is None:
        raise NotFound
    session.get_one(Household, household_id, with_for_update=True)
    return household_id


def _invitation(member_id: uuid.UUID, invitation_id: uuid.UUID) -> Housemate:
    """Theirs, and still open; else NotFound."""
    person = session.get_one(Person, member_id, with_for_update=True)
    asked = session.get(Housemate, invitation_id, with_for_update=True)
    if asked is None or asked.phone is None or asked.phone != person.phone or asked.ended_at:
        raise NotFound
    return asked


def _is_there(household_id: uuid.UUID, number: str) -> bool:
    asked = (
        select(Housemate.id)
        .outerjoin(Person, Person.id == Housemate.person_id)
        .where(Housemate.household_id == household_id, Housemate.ended_at.is_(None))
        .where(or_(Housemate.phone == number, Person.phone == number))
    )
    return session.scalar(asked.limit(1)) is not None


def _is_lived_in(household_id: uuid.UUID) -> bool:
    asked = select(Housemate.id).where(
        Housemate.household_id == household_id,
        Housemate.person_id.is_not(None),
        Housemate.ended_at.is_(None),
    )
    return session.scalar(asked.limit(1)) is not None


def _line(household_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(forebear, descendant) as stated by those who live there."""
    rows = session.execute(
        select(Housemate.person_id, Housemate.asked_by, Housemate.kinship).where(
            Housemate.household_id == household_id,
            Housemate.person_id.is_not(None),
            Housemate.ended_at.is_(None),
        )
    )
    pairs = [
        rules.elder_first(one, of, kinship) for one, of, kinship in rows if one and of and kinship
    ]
    return [pair for pair in pairs if pair is not None]
