"""How goods come to the buyer: points, parcels, the co-op's own rounds, and what each costs."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from blueprints.core.errors import N_, Conflict, DomainError

# kind → how it is said; the order is that of the pages.
WAYS: Mapping[str, str] = {
    "pickup": N_("Collected at a point"),
    "parcel": N_("Sent as a parcel"),
    "delivery": N_("Brought by the seller"),
}
# What the checkout asks first: `delivery` is one of these.
SIDES = ("pickup", "ship")
MOST_WAYS = 20
MOST_FEE_MINOR = 100_000_00
MOST_STEP_GRAMS = 1_000_000
# A delay is said for a day that people can picture.
FURTHEST_DELAY = timedelta(days=366)


class StepIncomplete(DomainError):
    field = "step_grams"
    sentence = N_("A weight step needs both: how many grams, and what each costs.")


class FreeWithoutFee(DomainError):
    field = "free_from"
    sentence = N_(
        "These two contradict each other: there is no fee, so nothing can become free. "
        "Give a fee, or leave “free from” empty."
    )


class FreeFromNothing(DomainError):
    field = "free_from"
    sentence = N_(
        "Free from 0 would make every order free. Leave both empty for free, or write an amount."
    )


class WayTwice(DomainError):
    """Two rules of one kind for one point or area would tell a buyer two prices."""

    sentence = N_(
        "There is already a rule of this kind for the same place, and two would contradict each "
        "other. Please change that one, or end it first."
    )


class TooManyWays(DomainError):
    sentence = N_("A shop may have 20 ways at most. Please end one first.")


class WayNotComplete(DomainError):
    field = "place"
    sentence = N_("Please say for which village, township or county this is.")


class PointWithoutName(DomainError):
    field = "name"
    sentence = N_("Please say where exactly it is collected.")


class WayChanged(Conflict):
    sentence = N_(
        "This was changed meanwhile, on another phone perhaps. Below is what you typed; "
        "please compare it with the list and save again."
    )


class WayGone(Conflict):
    sentence = N_(
        "The way of getting it that you chose is no longer offered. "
        "Please choose again; nothing was ordered yet."
    )


class NotThatWay(DomainError):
    """The shop offers the other side only."""

    field = "delivery"
    sentence = N_("%(shop)s does not offer this. Please choose another way; nothing was ordered.")


class FeeChanged(Conflict):
    """Like PriceChanged: both are told, and the buyer is asked."""

    sentence = N_(
        "Getting it to you cost %(seen)s when you looked and costs %(now)s now. "
        "Nothing was ordered yet."
    )


class FeeUnseen(Conflict):
    """Nobody is charged what they were not shown."""

    sentence = N_(
        "Getting it to you costs %(now)s, which your form did not show. "
        "Please look and order again; nothing was ordered yet."
    )


class AddressMissing(DomainError):
    field = "address"
    sentence = N_("Please write where it should be sent.")


class DelayInThePast(DomainError):
    field = "day"
    sentence = N_("Please give the new day: today or later, within a year.")


@dataclass(frozen=True)
class FeeRule:
    """`step_minor` for each started step of `step_grams`; free from an amount of goods on."""

    base_minor: int = 0
    step_grams: int | None = None
    step_minor: int | None = None
    free_from_minor: int | None = None


@dataclass(frozen=True)
class Way:
    id: uuid.UUID
    kind: str
    rule: FeeRule

    @property
    def side(self) -> str:
        return "pickup" if self.kind == "pickup" else "ship"


def fee_minor(rule: FeeRule, goods_minor: int, grams: int) -> int:
    """Of one order; goods of unknown weight count as nothing."""
    if rule.free_from_minor is not None and goods_minor >= rule.free_from_minor:
        return 0
    steps = -(-max(grams, 0) // rule.step_grams) if rule.step_grams else 0
    return rule.base_minor + steps * (rule.step_minor or 0)


def check_rule(rule: FeeRule) -> None:
    """StepIncomplete, FreeFromNothing, FreeWithoutFee: a rule that contradicts itself."""
    if bool(rule.step_grams) != bool(rule.step_minor):
        raise StepIncomplete
    if rule.free_from_minor is None:
        return
    if rule.free_from_minor <= 0:
        raise FreeFromNothing
    if not rule.base_minor and not rule.step_minor:
        raise FreeWithoutFee


def chosen_way(ways: Sequence[Way], side: str, sent: Collection[uuid.UUID]) -> Way | None:
    """The one that was sent for this side, or for the only side that the shop has.

    None where nothing fitting was sent: then `cheapest` speaks.
    """
    sided = [way for way in ways if way.side == side] or list(ways)
    return next((way for way in sided if way.id in sent), None)


def cheapest(ways: Sequence[Way], side: str, goods_minor: int, grams: int) -> Way | None:
    """Of those that fit; of equals the first, so that the same words always get the same answer."""
    fitting = [way for way in ways if way.side == side]
    return min(fitting, key=lambda way: fee_minor(way.rule, goods_minor, grams), default=None)


def check_delay(day: date, today: date) -> None:
    if not today <= day <= today + FURTHEST_DELAY:
        raise DelayInThePast
