"""The way of an order, from a wish to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from blueprints.core.errors import N_, Conflict, DomainError

# Published on /storefront/rules and on every order page.
ACCEPT_WITHIN = timedelta(days=3)

COMPLETES_AFTER = timedelta(days=10)

MOST_OF_ONE_LINE = 10_000

MOST_LINES = 50


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
    state: State, accepted_by: datetime, completes_on: datetime | None, now: datetime
) -> State:
    """What an order is at this moment, whether or not a job has written it down yet."""
    if state is State.PLACED and now >= accepted_by:
        return State.CANCELLED
    if state is State.HANDED_OVER and completes_on and now >= completes_on:
        return State.COMPLETED
    return state
