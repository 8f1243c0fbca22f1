"""Tables of the gate. What ends gets a moment, and stays: history is never overwritten."""

from blueprints.members.models.admissions import Leaving, Request
from blueprints.members.models.entry import Attempt, Code, Confirmation, Device, Session
from blueprints.members.models.handovers import Handover
from blueprints.members.models.households import (
    Consent,
    Household,
    HouseholdKind,
    Housemate,
    Lookup,
)
from blueprints.members.models.imports import Import
from blueprints.members.models.mandates import Act, Mandate, MandateRefusal
from blueprints.members.models.own import Closing, Correction
from blueprints.members.models.passkeys import Challenge, Passkey
from blueprints.members.models.people import Membership, Person, Role
from blueprints.members.models.pins import PinChange
from blueprints.members.models.place_imports import PlaceImport
from blueprints.members.models.places import Organisation, Place
from blueprints.members.models.register import CorrectionRequest, RegisterLook
from blueprints.members.models.vouchers import Voucher, VoucherTry

__all__ = [
    "Act",
    "Attempt",
    "Challenge",
    "Closing",
    "Code",
    "Confirmation",
    "Consent",
    "Correction",
    "CorrectionRequest",
    "Device",
    "Handover",
    "Household",
    "HouseholdKind",
    "Housemate",
    "Import",
    "Leaving",
    "Lookup",
    "Mandate",
    "MandateRefusal",
    "Membership",
    "Organisation",
    "Passkey",
    "Person",
    "PinChange",
    "Place",
    "PlaceImport",
    "RegisterLook",
    "Request",
    "Role",
    "Session",
    "Voucher",
    "VoucherTry",
]
