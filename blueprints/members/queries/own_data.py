"""What the gate holds about one person, as `core.own_data` shows it to them."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members import rules
from blueprints.members.models import (
    Code,
    Confirmation,
    Correction,
    Device,
    Membership,
    Organisation,
    Person,
    Place,
    Role,
    Session,
)

_FROM, _UNTIL = N_("Since"), N_("Until")
_ORGANISATION = Column("organisation", N_("Organisation"))
_DEVICE = Column("device", N_("Phone or computer"))
_ROLE = Column("role", N_("Role"), rules.ROLE_WORDS)


def _person(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Person.name,
            Person.phone,
            Place.name,
            Person.language,
            Person.text_size,
            Person.joined_at,
        )
        .outerjoin(Place, Place.id == Person.place_id)
        .where(Person.id == person_id)
    )


def _memberships(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, Membership.since, Membership.until)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.since.desc())
    )


def _roles(person_id: uuid.UUID) -> Asked:
    return (
        select(Role.name, Organisation.name, Place.name, Role.granted_at, Role.ended_at)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .outerjoin(Place, Place.id == Role.place_id)
        .where(Role.person_id == person_id)
        .order_by(Role.granted_at.desc())
    )


def _roles_given(person_id: uuid.UUID) -> Asked:
    """Without the other person's name: that is theirs."""
    return (
        select(Role.name, Organisation.name, Place.name, Role.granted_at, Role.ended_at)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .outerjoin(Place, Place.id == Role.place_id)
        .where(or_(Role.granted_by == person_id, Role.ended_by == person_id))
        .order_by(Role.granted_at.desc())
    )


def _devices(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Device.label,
            Confirmation.by,
            Confirmation.confirmed_at,
            Confirmation.ended_at,
        )
        .join(Device, Device.id == Confirmation.device_id)
        .where(Confirmation.person_id == person_id)
        .order_by(Confirmation.confirmed_at.desc())
    )


def _sessions(person_id: uuid.UUID) -> Asked:
    return (
        select(Device.label, Session.started_at, Session.seen_on, Session.ended_at)
        .join(Device, Device.id == Session.device_id)
        .where(Session.person_id == person_id)
        .order_by(Session.started_at.desc())
    )


def _codes(person_id: uuid.UUID) -> Asked:
    return (
        select(Code.phone, Code.made_at, Code.expires_at, Code.used_at)
        .where(Code.person_id == person_id)
        .order_by(Code.made_at.desc())
    )


def _corrections(person_id: uuid.UUID) -> Asked:
    return (
        select(Correction.field, Correction.was, Correction.became, Correction.at)
        .where(Correction.person_id == person_id)
        .order_by(Correction.at.desc())
    )


_HELD = (
    _ROLE,
    _ORGANISATION,
    Column("place", N_("Place")),
    Column("granted_at", _FROM),
    Column("ended_at", _UNTIL),
)

OWN_DATA = (
    Part(
        "person",
        N_("About you"),
        (
            Column("name", N_("Name")),
            Column("phone", N_("Mobile number")),
            Column("place", N_("Place")),
            Column("language", N_("Language")),
            Column("text_size", N_("Text size"), rules.SIZE_WORDS),
            Column("joined_at", N_("Joined")),
        ),
        _person,
    ),
    Part(
        "memberships",
        N_("What you belong to"),
        (_ORGANISATION, Column("since", _FROM), Column("until", _UNTIL)),
        _memberships,
    ),
    Part("roles", N_("Roles you hold or held"), _HELD, _roles),
    Part("roles_given", N_("Roles you gave or ended"), _HELD, _roles_given),
    Part(
        "devices",
        N_("Phones and computers you confirmed"),
        (
            _DEVICE,
            Column("by", N_("Confirmed by"), rules.PROOF_WORDS),
            Column("confirmed_at", _FROM),
            Column("ended_at", _UNTIL),
        ),
        _devices,
    ),
    Part(
        "sessions",
        N_("When you were signed in"),
        (
            _DEVICE,
            Column("started_at", _FROM),
            Column("seen_on", N_("Last used")),
            Column("ended_at", _UNTIL),
        ),
        _sessions,
    ),
    Part(
        "codes",
        N_("Codes sent to you"),
        (
            Column("phone", N_("Mobile number")),
            Column("made_at", N_("Sent")),
            Column("expires_at", N_("Works until")),
            Column("used_at", N_("Used")),
        ),
        _codes,
    ),
    Part(
        "corrections",
        N_("What you corrected"),
        (
            Column("field", N_("What was corrected"), rules.CORRECTABLE),
            Column("was", N_("Was")),
            Column("became", N_("Became")),
            Column("at", N_("When")),
        ),
        _corrections,
    ),
)
