"""Buying together: so many, by such a moment, or nobody at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from blueprints.core.errors import N_, Conflict, DomainError, Forbidden, Gone

LONGEST = timedelta(days=14)
MOST_SHARES = 500
MOST_OPEN = 10


class GroupState(StrEnum):
    OPEN = "open"
    HAPPENED = "happened"
    MISSED = "missed"
    CALLED_OFF = "called_off"


class GroupTooLong(DomainError):
    field = "closes_at"
    sentence = N_("A group order runs 14 days at most, because it keeps goods from others.")


class GroupClosesFirst(DomainError):
    field = "closes_at"
    sentence = N_("That moment is past already. Please choose a later one.")


class GroupClosesTooLate(DomainError):
    field = "closes_at"
    sentence = N_("It has to close before the visit begins.")


class LeastOutOfReach(DomainError):
    field = "least"
    sentence = N_("Only %(have)s are left, so %(least)s can never come together.")


class GroupPriceNotLower(DomainError):
    field = "price"
    sentence = N_(
        "The price of a group order is lower than the ordinary one, %(price)s, or left out."
    )


class OnlySellersLower(Forbidden):
    sentence = N_("Only the seller can give a lower price. You can open it at today's price.")


class TooManyGroups(Conflict):
    sentence = N_("You have 10 group orders open. Please wait until one is over.")


class GroupOver(Gone):
    sentence = N_(
        "This group order was over before your wish arrived. You are not in it, and owe nothing."
    )


class GroupFull(Conflict):
    sentence = N_("500 people are in this group order, and it can hold no more.")


class LeastNotReached(Conflict):
    """`missing` is how many more are needed."""

    sentence = N_("%(missing)s are still missing, so it cannot be closed early.")


class NoLongerOpen(Conflict):
    sentence = N_("This group order is over: nothing about it can be changed any more.")


class GroupUnderWay(Conflict):
    sentence = N_(
        "A group order of yours is still open. Please close it or call it off first; "
        "then you can close your account."
    )


def state_of_group(
    least: int, joined: int, closes_at: datetime, outcome: str | None, now: datetime
) -> GroupState:
    """What it is at this moment, whether or not anybody has written it down yet."""
    if outcome is not None:
        return GroupState(outcome)
    if now < closes_at:
        return GroupState.OPEN
    return GroupState.HAPPENED if joined >= least else GroupState.MISSED


def missing(least: int, joined: int) -> int:
    return max(0, least - joined)


def check_group(least: int, stock: int, closes_at: datetime, now: datetime) -> None:
    """Raises GroupClosesFirst, GroupTooLong, LeastOutOfReach."""
    if closes_at <= now:
        raise GroupClosesFirst
    if closes_at - now > LONGEST:
        raise GroupTooLong
    if least > stock:
        raise LeastOutOfReach(have=stock, least=least)


_DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "东方",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
)


def given_name(name: str) -> str:
    """The name without the family's: what a public page may say of somebody."""
    words = name.split()
    if not words or words[0].isascii():
        return words[0] if words else ""
    surname = 2 if words[0].startswith(_DOUBLE_SURNAMES) else 1
    return words[0][surname:] or words[0]
