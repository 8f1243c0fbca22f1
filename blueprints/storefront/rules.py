"""What would be true of selling in a village with only paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from blueprints.core.errors import N_, Conflict, DomainError

# Published on /storefront/rules and on every order page.
ACCEPT_WITHIN = timedelta(days=3)
COMPLETES_AFTER = timedelta(days=10)

MOST_STOCK = 1_000_000
MOST_OF_ONE_LINE = 10_000
MOST_LINES = 50
MOST_PHOTOS = 6

CATEGORIES: Mapping[str, str] = {
    "fruit": N_("Fruit"),
    "vegetables": N_("Vegetables"),
    "grain": N_("Grain and oil"),
    "meat_eggs": N_("Meat and eggs"),
    "tea_honey": N_("Tea and honey"),
    "preserves": N_("Dried and preserved"),
    "crafts": N_("Handicraft"),
    "visits": N_("Visits and stays"),
}

# The word that is sold by → how it is said elsewhere, and grams where it is a weight.
UNITS: Mapping[str, str] = {
    "斤": N_("jin"),
    "kg": N_("kg"),
    "个": N_("piece"),
    "只": N_("head"),
    "盒": N_("box"),
    "瓶": N_("bottle"),
    "袋": N_("bag"),
    "罐": N_("jar"),
    "件": N_("item"),
    "张": N_("sheet"),
    "篮": N_("basketful"),
    "位": N_("person"),
}
_GRAMS = {"斤": 500, "公斤": 1000, "kg": 1000, "千克": 1000, "两": 50, "g": 1, "克": 1}


class State(StrEnum):
    PLACED = "placed"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


OPEN = frozenset({State.PLACED, State.ACCEPTED, State.HANDED_OVER})


class Side(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"


# (what is done, by whom) → the states it may be done in.
_MAY: Mapping[tuple[State, Side], frozenset[State]] = {
    (State.ACCEPTED, Side.SELLER): frozenset({State.PLACED}),
    (State.HANDED_OVER, Side.SELLER): frozenset({State.ACCEPTED}),
    (State.COMPLETED, Side.BUYER): frozenset({State.HANDED_OVER}),
    (State.CANCELLED, Side.BUYER): frozenset({State.PLACED, State.ACCEPTED}),
    (State.CANCELLED, Side.SELLER): frozenset({State.PLACED, State.ACCEPTED}),
}


class StepNotPossible(Conflict):
    sentence = N_(
        "The order has moved on since you looked, so this was not done. Please look again."
    )


class NothingToOrder(DomainError):
    sentence = N_("Your basket is empty. Choose something first.")


class SoldOut(Conflict):
    """`have` is what is left."""

    sentence = N_(
        "Only %(have)s of “%(title)s” are left, you asked for %(wanted)s. Nothing was ordered."
    )


class NoLongerSold(Conflict):
    sentence = N_("“%(title)s” is no longer sold. Nothing was ordered.")


class PriceChanged(Conflict):
    """The buyer is asked, and told both prices (core.errors.Amount)."""

    sentence = N_(
        "The price of “%(title)s” was %(seen)s when you looked and is %(now)s now. "
        "Nothing was ordered yet."
    )


class OwnProduct(DomainError):
    sentence = N_("This is your own product: you cannot order it from yourself.")


class ReasonMissing(DomainError):
    field = "reason"
    sentence = N_("Please say why, in a few words. The other side will read it.")


class TooManyLines(DomainError):
    sentence = N_("An order may hold 50 products at most. Please send it in two.")


class ProblemAlreadyOpen(Conflict):
    sentence = N_("A problem with this order is already open.")


@dataclass(frozen=True)
class Wanted:
    """One line as the buyer saw it. Quantities are whole units; the price is of one unit."""

    quantity: int
    seen_minor: int


def may_step(state: State, to: State, side: Side) -> bool:
    return state in _MAY.get((to, side), frozenset())


def steps_open_to(state: State, side: Side) -> tuple[State, ...]:
    return tuple(to for (to, who), states in _MAY.items() if who == side and state in states)


def amount_minor(quantity: int, price_minor: int) -> int:
    return quantity * price_minor


def total_minor(lines: Iterable[tuple[int, int]]) -> int:
    """Of (quantity, price) pairs."""
    return sum(amount_minor(quantity, price) for quantity, price in lines)


def state_at(
    state: State, accepted_by: datetime, completes_on: datetime | None, problem: bool, now: datetime
) -> State:
    """What an order is at this moment, whether or not a job has written it down yet."""
    if state is State.PLACED and now >= accepted_by:
        return State.CANCELLED
    if state is State.HANDED_OVER and completes_on and now >= completes_on and not problem:
        return State.COMPLETED
    return state


def per_kg_minor(price_minor: int, unit: str) -> int | None:
    """The price of a kilogram, where the unit is another weight. Half-even, once, at the end."""
    grams = _GRAMS.get(unit)
    if grams in (None, 1000):
        return None
    return round(Fraction(price_minor * 1000, grams))


def per_jin_minor(price_minor: int, unit: str) -> int | None:
    """The price of a 斤, where something is sold by the kilogram."""
    return round(Fraction(price_minor, 2)) if _GRAMS.get(unit) == 1000 else None
