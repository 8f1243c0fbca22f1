"""Verbs of the gate: the only writers of its tables."""

from blueprints.members.services.acts import CannotBeUndone, record_act, undo_act
from blueprints.members.services.admissions import (
    ask_to_join,
    decide_admission,
    enrol,
    leave_organisation,
    withdraw_request,
)
from blueprints.members.services.closing import close_account
from blueprints.members.services.codes import CodeOver, CodeWrong
from blueprints.members.services.consents import (
    NothingToSee,
    give_consent,
    look_up_household,
    withdraw_consent,
)
from blueprints.members.services.corrections import (
    answer_correction,
    ask_correction,
    take_back_correction,
)
from blueprints.members.services.decided import DECIDED_ROLE
from blueprints.members.services.devices import Browser, sign_out, sign_out_device
from blueprints.members.services.entry import (
    CodeSent,
    Entered,
    KnownNumber,
    WrongPin,
    enter_code,
    join,
    send_again,
    sign_in,
    start_over,
)
from blueprints.members.services.findable import make_all_findable, make_findable
from blueprints.members.services.founding import Founder, found
from blueprints.members.services.handovers import answer_offer, offer_role, take_back_offer
from blueprints.members.services.households import (
    accept_invitation,
    ask_housemate,
    decline_invitation,
    leave_household,
    state_household,
    take_back_invitation,
)
from blueprints.members.services.imports import check_import, forget_imports_before, take_import
from blueprints.members.services.invited import NotYetTheirs, OwnPinAsked, use_voucher
from blueprints.members.services.laying_down import lay_down
from blueprints.members.services.looks import note_look
from blueprints.members.services.mandates import (
    MandateWish,
    PinProof,
    check_holds,
    check_pin_of_member,
    end_mandate,
    end_mandates_of,
    take_mandate,
)
from blueprints.members.services.new_pin import (
    MayChoose,
    UnknownNumber,
    ask_new_pin,
    choose_pin,
    enter_pin_code,
)
from blueprints.members.services.newcomers import enter_member
from blueprints.members.services.organisations import (
    Registered,
    Registration,
    register_organisation,
)
from blueprints.members.services.own import correct_person
from blueprints.members.services.own_pin import SamePin, change_own_pin, confirm_pin
from blueprints.members.services.passkeys import (
    PasskeyRefused,
    Site,
    ask_by_passkey,
    ask_for_passkey,
    end_passkey,
    keep_passkey,
    sign_in_by_passkey,
)
from blueprints.members.services.people import forget_entries_before, prefer, seen
from blueprints.members.services.pin_check import NotConfirmedHere, NotThePin, check_pin
from blueprints.members.services.places import add_place, confirm_list, look_at_list
from blueprints.members.services.recovery import recover
from blueprints.members.services.roles import name_role
from blueprints.members.services.switching import switch_person
from blueprints.members.services.vouchers import VoucherWish, make_vouchers, take_back_voucher

__all__ = [
    "DECIDED_ROLE",
    "Browser",
    "CannotBeUndone",
    "CodeOver",
    "CodeSent",
    "CodeWrong",
    "Entered",
    "Founder",
    "KnownNumber",
    "MandateWish",
    "MayChoose",
    "NotConfirmedHere",
    "NotThePin",
    "NotYetTheirs",
    "NothingToSee",
    "OwnPinAsked",
    "PasskeyRefused",
    "PinProof",
    "Registered",
    "Registration",
    "SamePin",
    "Site",
    "UnknownNumber",
    "VoucherWish",
    "WrongPin",
    "accept_invitation",
    "add_place",
    "answer_correction",
    "answer_offer",
    "ask_by_passkey",
    "ask_correction",
    "ask_for_passkey",
    "ask_housemate",
    "ask_new_pin",
    "ask_to_join",
    "change_own_pin",
    "check_holds",
    "check_import",
    "check_pin",
    "check_pin_of_member",
    "choose_pin",
    "close_account",
    "confirm_list",
    "confirm_pin",
    "correct_person",
    "decide_admission",
    "decline_invitation",
    "end_mandate",
    "end_mandates_of",
    "end_passkey",
    "enrol",
    "enter_code",
    "enter_member",
    "enter_pin_code",
    "forget_entries_before",
    "forget_imports_before",
    "found",
    "give_consent",
    "join",
    "keep_passkey",
    "lay_down",
    "leave_household",
    "leave_organisation",
    "look_at_list",
    "look_up_household",
    "make_all_findable",
    "make_findable",
    "make_vouchers",
    "name_role",
    "note_look",
    "offer_role",
    "prefer",
    "record_act",
    "recover",
    "register_organisation",
    "seen",
    "send_again",
    "sign_in",
    "sign_in_by_passkey",
    "sign_out",
    "sign_out_device",
    "start_over",
    "state_household",
    "switch_person",
    "take_back_correction",
    "take_back_invitation",
    "take_back_offer",
    "take_back_voucher",
    "take_import",
    "take_mandate",
    "undo_act",
    "use_voucher",
    "withdraw_consent",
    "withdraw_request",
]
