"""Looks at registers and wishes to correct, as `core.own_data` shows them to the person."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members import rules
from blueprints.members.models import (
    CorrectionRequest,
    Membership,
    Organisation,
    Person,
    RegisterLook,
)

_Looker = aliased(Person)
_ORGANISATION = Column("organisation", N_("Organisation"))


def _looks(person_id: uuid.UUID) -> Asked:
    """Of the time that the person stood in that register."""
    there = Membership.organisation_id == RegisterLook.organisation_id
    then = or_(Membership.until.is_(None), Membership.until > RegisterLook.at)
    return (
        select(
            _Looker.name, Organisation.name, RegisterLook.how, RegisterLook.purpose, RegisterLook.at
        )
        .join(_Looker, _Looker.id == RegisterLook.by)
        .join(Organisation, Organisation.id == RegisterLook.organisation_id)
        .join(Membership, there & then & (Membership.since <= RegisterLook.at))
        .where(Membership.person_id == person_id)
        .order_by(RegisterLook.at.desc())
    )


def _looks_made(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, RegisterLook.how, RegisterLook.purpose, RegisterLook.at)
        .join(Organisation, Organisation.id == RegisterLook.organisation_id)
        .where(RegisterLook.by == person_id)
        .order_by(RegisterLook.at.desc())
    )


def _asked(person_id: uuid.UUID) -> Asked:
    one = CorrectionRequest
    return (
        select(
            Organisation.name,
            one.subject,
            one.day,
            one.words,
            one.was,
            one.asked_at,
            one.decided_at,
            one.outcome,
            one.reason,
        )
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(one.person_id == person_id)
        .order_by(one.asked_at.desc())
    )


def _answered(person_id: uuid.UUID) -> Asked:
    """Without the other person's name and words: those are theirs."""
    one = CorrectionRequest
    return (
        select(Organisation.name, one.subject, one.decided_at, one.outcome)
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(one.decided_by == person_id)
        .order_by(one.decided_at.desc())
    )


_LOOKED = (
    _ORGANISATION,
    Column("how", N_("How"), rules.LOOK_WORDS),
    Column("purpose", N_("What for"), rules.LOOK_PURPOSES),
    Column("at", N_("When")),
)
_SUBJECT = Column("subject", N_("What is wrong"), rules.ASKABLE)
_ANSWERED = (
    Column("decided_at", N_("Answered")),
    Column("outcome", N_("Answer"), rules.ANSWER_WORDS),
)

OWN_REGISTER = (
    Part(
        "register_looks",
        N_("Who looked at a register you stand in"),
        (Column("who", N_("Who")), *_LOOKED),
        _looks,
    ),
    Part("register_looks_made", N_("Registers you looked at"), _LOOKED, _looks_made),
    Part(
        "corrections_asked",
        N_("What you asked others to put right"),
        (
            _ORGANISATION,
            _SUBJECT,
            Column("day", N_("The right day")),
            Column("words", N_("What you wrote")),
            Column("was", N_("Was")),
            Column("asked_at", N_("Asked")),
            *_ANSWERED,
            Column("reason", N_("Why")),
        ),
        _asked,
    ),
    Part(
        "corrections_answered",
        N_("Corrections you answered"),
        (_ORGANISATION, _SUBJECT, *_ANSWERED),
        _answered,
    ),
)
