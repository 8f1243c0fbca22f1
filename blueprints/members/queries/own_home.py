"""Household, consents and look-ups, as `core.own_data` shows them to the person."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import aliased

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members import rules
from blueprints.members.models import (
    Consent,
    Household,
    HouseholdKind,
    Housemate,
    Lookup,
    Person,
)

_Looker = aliased(Person)
_SINCE, _UNTIL, _WHEN = N_("Since"), N_("Until"), N_("When")
_PURPOSES = {purpose: title for purpose, (title, _what) in rules.CONSENT_WORDS.items()}
_FIELDS = {"household": N_("Your household, its kind, how you are related")}
_HOW = {
    "own": N_("Here, by oneself"),
    "pin": N_("With a helper and the PIN"),
    "voice": N_("With a helper, by voice"),
    "paper": N_("With a helper, on paper"),
}


def _households(person_id: uuid.UUID) -> Asked:
    return (
        select(Housemate.kinship, Housemate.accepted_at, Housemate.ended_at)
        .where(Housemate.person_id == person_id)
        .order_by(Housemate.accepted_at.desc())
    )


def _asked(person_id: uuid.UUID) -> Asked:
    """Without who said yes: that is theirs."""
    return (
        select(Housemate.phone, Housemate.kinship, Housemate.asked_at, Housemate.ended_at)
        .where(Housemate.asked_by == person_id)
        .order_by(Housemate.asked_at.desc())
    )


def _founded(person_id: uuid.UUID) -> Asked:
    return select(Household.founded_at).where(Household.founded_by == person_id)


def _kinds(person_id: uuid.UUID) -> Asked:
    return (
        select(HouseholdKind.kind, HouseholdKind.at)
        .where(HouseholdKind.stated_by == person_id)
        .order_by(HouseholdKind.at.desc())
    )


def _consents(person_id: uuid.UUID) -> Asked:
    return (
        select(Consent.purpose, Consent.how, Consent.given_at, Consent.withdrawn_at)
        .where(Consent.person_id == person_id)
        .order_by(Consent.given_at.desc())
    )


def _consents_written(person_id: uuid.UUID) -> Asked:
    """For others; without their names."""
    return (
        select(Consent.purpose, Consent.how, Consent.given_at, Consent.withdrawn_at)
        .where(Consent.by == person_id, Consent.person_id != person_id)
        .order_by(Consent.given_at.desc())
    )


def _lookups(person_id: uuid.UUID) -> Asked:
    return (
        select(_Looker.name, Lookup.field, Lookup.purpose, Lookup.at)
        .join(_Looker, _Looker.id == Lookup.by)
        .where(Lookup.whose == person_id)
        .order_by(Lookup.at.desc())
    )


def _lookups_made(person_id: uuid.UUID) -> Asked:
    return (
        select(Lookup.field, Lookup.purpose, Lookup.at)
        .where(Lookup.by == person_id)
        .order_by(Lookup.at.desc())
    )


_KINSHIP = Column("kinship", N_("Kinship"), rules.KINSHIP_WORDS)
_CONSENT = (
    Column("purpose", N_("What for"), _PURPOSES),
    Column("how", N_("How"), _HOW),
    Column("given_at", _SINCE),
    Column("withdrawn_at", _UNTIL),
)
_LOOKED = (
    Column("field", N_("What was looked at"), _FIELDS),
    Column("purpose", N_("What for"), _PURPOSES),
    Column("at", _WHEN),
)

OWN_HOME = (
    Part(
        "households",
        N_("Households you live or lived in"),
        (_KINSHIP, Column("accepted_at", _SINCE), Column("ended_at", _UNTIL)),
        _households,
    ),
    Part(
        "housemates_asked",
        N_("Whom you asked into your household"),
        (
            Column("phone", N_("Mobile number")),
            _KINSHIP,
            Column("asked_at", _SINCE),
            Column("ended_at", _UNTIL),
        ),
        _asked,
    ),
    Part(
        "households_founded",
        N_("Households you began"),
        (Column("founded_at", _WHEN),),
        _founded,
    ),
    Part(
        "household_kinds",
        N_("What you said of your household"),
        (Column("kind", N_("Kind of household"), rules.HOUSEHOLD_KINDS), Column("at", _WHEN)),
        _kinds,
    ),
    Part("consents", N_("What you agreed to"), _CONSENT, _consents),
    Part(
        "consents_written",
        N_("Consents of others that you wrote down"),
        _CONSENT,
        _consents_written,
    ),
    Part(
        "lookups",
        N_("Who looked at your household"),
        (Column("who", N_("Who")), *_LOOKED),
        _lookups,
    ),
    Part("lookups_made", N_("What you looked up of others"), _LOOKED, _lookups_made),
)
