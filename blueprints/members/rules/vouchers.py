"""Vouchers: a word given in person, on paper. Each works once, for one number, for one day."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from blueprints.core.errors import N_, Conflict, DomainError, Gone
from blueprints.members.rules.roles import Standing

VOUCHER_WORDS = {
    "member": N_("A new member"),
    "lead": N_("Somebody who will hold a role"),
    "pin": N_("A member who needs a new PIN, or has a new phone"),
}
VOUCHER_KINDS = tuple(VOUCHER_WORDS)
VOUCHER_LIFE = timedelta(days=1)
# How long the maker can see the codes, to print them again when the paper jams.
SHEET_LIFE = timedelta(hours=1)
# An answer that was lost on the way is given again to who knows number and PIN.
LOST_ANSWER = timedelta(minutes=10)
MOST_ON_SHEET = 8
MOST_TRIES = 10

TRY_OUTCOMES = ("used", "over", "taken_back", "number", "maker", "role", "other")

# Crockford's: no letter that looks like a digit. 16 of them are 80 bits.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_ALIKE = str.maketrans("ILO", "110")


class VoucherUsed(Gone):
    outcome = "used"
    sentence = N_("This voucher has been used. Each works once; please ask for a new one.")


class VoucherOver(Gone):
    outcome = "over"
    sentence = N_("This voucher worked for one day, and the day is over. Please ask for a new one.")


class VoucherTakenBack(Gone):
    outcome = "taken_back"
    sentence = N_("This voucher was taken back by who made it. Please ask for a new one.")


class OtherNumber(DomainError):
    outcome = "number"
    field = "phone"
    sentence = N_("This voucher is for another mobile number. Please check the number.")


class MakerGone(Conflict):
    outcome = "maker"
    sentence = N_("Who made this voucher no longer acts for the organisation. Please ask there.")


class PinNotTheirs(DomainError):
    field = "phone"
    sentence = N_("No member here has this number, or a new PIN for them is not yours to give.")


class OnePhoneOneVoucher(DomainError):
    field = "count"
    sentence = N_("A voucher for one mobile number is one voucher.")


class PhoneMissing(DomainError):
    field = "phone"
    sentence = N_("Please write the mobile number that the new PIN is for.")


@dataclass(frozen=True)
class Paper:
    """What is known of a voucher when somebody brings it."""

    phone: str | None
    expires_at: datetime
    used: bool
    taken_back: bool
    tries: int
    maker_acts: bool


def why_not(paper: Paper, number: str | None, now: datetime) -> DomainError | None:
    """What is wrong with it for this number; without a number: for anybody."""
    if paper.used:
        return VoucherUsed()
    if paper.taken_back:
        return VoucherTakenBack()
    if paper.expires_at <= now or paper.tries >= MOST_TRIES:
        return VoucherOver()
    if not paper.maker_acts:
        return MakerGone()
    if number is not None and paper.phone not in (None, number):
        return OtherNumber()
    return None


def kinds_to_make(standing: Standing) -> tuple[str, ...]:
    may = {
        "member": standing.manager,
        "lead": standing.officer,
        "pin": standing.manager or standing.officer,
    }
    return tuple(kind for kind in VOUCHER_KINDS if may[kind])


def may_renew_pin(standing: Standing, roles: Collection[str]) -> bool:
    """Who holds a role gets it from the officer: a manager must not become the one who checks the
    books. An officer's account is renewed on the server alone (`flask members recover`).
    """
    if standing.officer:
        return "officer" not in roles
    return standing.manager and not roles


def voucher_token(secret: str, voucher_id: uuid.UUID) -> str:
    """Follows from the id and the server's secret: nothing readable has to be kept."""
    digest = hmac.digest(secret.encode(), b"voucher" + voucher_id.bytes, "sha256")
    number = int.from_bytes(digest[:10], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(_LENGTH))


def read_voucher_token(text: str) -> str:
    """As people type it from paper: small letters, groups, `O` for zero."""
    plain = "".join(sign for sign in text[:40].upper() if sign.isalnum())
    return plain.translate(_ALIKE)


def in_groups(token: str) -> str:
    return "-".join(token[start : start + 4] for start in range(0, len(token), 4))
