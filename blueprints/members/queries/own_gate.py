"""Asking to belong, leaving, vouchers and PINs, as `core.own_data` shows them to the person."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select

from blueprints.core.errors import N_
from blueprints.core.own_data import Asked, Column, Part
from blueprints.members import rules
from blueprints.members.models import (
    Device,
    Handover,
    Import,
    Leaving,
    Membership,
    Organisation,
    Passkey,
    PinChange,
    PlaceImport,
    Request,
    Voucher,
)

_ORGANISATION = Column("organisation", N_("Organisation"))
_VOUCHER = Column("kind", N_("What it was for"), rules.VOUCHER_WORDS)


def _requests(person_id: uuid.UUID) -> Asked:
    return (
        select(
            Organisation.name,
            Request.note,
            Request.asked_at,
            Request.decided_at,
            Request.outcome,
            Request.reason,
        )
        .join(Organisation, Organisation.id == Request.organisation_id)
        .where(Request.person_id == person_id)
        .order_by(Request.asked_at.desc())
    )


def _requests_decided(person_id: uuid.UUID) -> Asked:
    """Without the other person's name and words: those are theirs."""
    return (
        select(Organisation.name, Request.decided_at, Request.outcome)
        .join(Organisation, Organisation.id == Request.organisation_id)
        .where(or_(Request.decided_by == person_id, Request.invited_by == person_id))
        .order_by(Request.decided_at.desc())
    )


def _leavings(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, Leaving.left_at, Leaving.reason)
        .join(Membership, Membership.id == Leaving.membership_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Leaving.by == person_id)
        .order_by(Leaving.left_at.desc())
    )


def _vouchers_made(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, Voucher.kind, Voucher.made_at, Voucher.ended_at)
        .outerjoin(Organisation, Organisation.id == Voucher.organisation_id)
        .where(or_(Voucher.made_by == person_id, Voucher.ended_by == person_id))
        .order_by(Voucher.made_at.desc())
    )


def _vouchers_used(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, Voucher.kind, Voucher.made_at, Voucher.used_at)
        .outerjoin(Organisation, Organisation.id == Voucher.organisation_id)
        .where(or_(Voucher.used_by == person_id, Voucher.person_id == person_id))
        .order_by(Voucher.made_at.desc())
    )


def _pin_changes(person_id: uuid.UUID) -> Asked:
    return (
        select(Device.label, PinChange.by, PinChange.at)
        .join(Device, Device.id == PinChange.device_id)
        .where(PinChange.person_id == person_id)
        .order_by(PinChange.at.desc())
    )


def _handovers(person_id: uuid.UUID) -> Asked:
    """Without the other person's name: that is theirs."""
    return (
        select(
            Organisation.name,
            Handover.name,
            Handover.offered_at,
            Handover.outcome,
            Handover.decided_at,
        )
        .join(Organisation, Organisation.id == Handover.organisation_id)
        .where(or_(Handover.offered_by == person_id, Handover.to_id == person_id))
        .order_by(Handover.offered_at.desc())
    )


def _imports(person_id: uuid.UUID) -> Asked:
    return (
        select(Organisation.name, Import.file_name, Import.made_at, Import.taken_at)
        .join(Organisation, Organisation.id == Import.organisation_id)
        .where(or_(Import.by == person_id, Import.taken_by == person_id))
        .order_by(Import.made_at.desc())
    )


def _place_imports(person_id: uuid.UUID) -> Asked:
    return (
        select(PlaceImport.made_at, PlaceImport.confirmed_at)
        .where(PlaceImport.made_by == person_id)
        .order_by(PlaceImport.made_at.desc())
    )


def _passkeys(person_id: uuid.UUID) -> Asked:
    return (
        select(Passkey.label, Passkey.made_at, Passkey.used_at, Passkey.ended_at)
        .where(Passkey.person_id == person_id)
        .order_by(Passkey.made_at.desc())
    )


_OUTCOME = Column("outcome", N_("Answer"), rules.OUTCOME_WORDS)

OWN_GATE = (
    Part(
        "requests",
        N_("Where you asked to join"),
        (
            _ORGANISATION,
            Column("note", N_("What you wrote")),
            Column("asked_at", N_("Asked")),
            Column("decided_at", N_("Answered")),
            _OUTCOME,
            Column("reason", N_("Why")),
        ),
        _requests,
    ),
    Part(
        "requests_decided",
        N_("Requests you answered or began"),
        (_ORGANISATION, Column("decided_at", N_("Answered")), _OUTCOME),
        _requests_decided,
    ),
    Part(
        "leavings",
        N_("What you left"),
        (_ORGANISATION, Column("left_at", N_("When")), Column("reason", N_("Why"))),
        _leavings,
    ),
    Part(
        "vouchers_made",
        N_("Vouchers you made or took back"),
        (
            _ORGANISATION,
            _VOUCHER,
            Column("made_at", N_("Made")),
            Column("ended_at", N_("Taken back")),
        ),
        _vouchers_made,
    ),
    Part(
        "vouchers_used",
        N_("Vouchers made for you"),
        (_ORGANISATION, _VOUCHER, Column("made_at", N_("Made")), Column("used_at", N_("Used"))),
        _vouchers_used,
    ),
    Part(
        "pin_changes",
        N_("When your PIN changed"),
        (
            Column("device", N_("Phone or computer")),
            Column("by", N_("Confirmed by"), rules.PIN_PROOF_WORDS),
            Column("at", N_("When")),
        ),
        _pin_changes,
    ),
    Part(
        "handovers",
        N_("Roles you offered or were offered"),
        (
            _ORGANISATION,
            Column("role", N_("Role"), rules.ROLE_WORDS),
            Column("offered_at", N_("Offered")),
            Column("outcome", N_("Answer"), rules.HANDOVER_WORDS),
            Column("decided_at", N_("Answered")),
        ),
        _handovers,
    ),
    Part(
        "imports",
        N_("Registers you brought as a file"),
        (
            _ORGANISATION,
            Column("file_name", N_("File")),
            Column("made_at", N_("Sent")),
            Column("taken_at", N_("Taken in")),
        ),
        _imports,
    ),
    Part(
        "place_imports",
        N_("Lists of places you sent"),
        (Column("made_at", N_("Sent")), Column("confirmed_at", N_("Taken in"))),
        _place_imports,
    ),
    Part(
        "passkeys",
        N_("Your passkeys"),
        (
            Column("device", N_("Phone or computer")),
            Column("made_at", N_("Made")),
            Column("used_at", N_("Last used")),
            Column("ended_at", N_("Until")),
        ),
        _passkeys,
    ),
)
