"""What a seller says of their goods from day to day: what is left, and what comes when."""

from __future__ import annotations

from datetime import date

from blueprints.core.errors import N_, Conflict, DomainError

MOST_GRAMS = 1_000_000
MONTHS = {
    1: N_("January"),
    2: N_("February"),
    3: N_("March"),
    4: N_("April"),
    5: N_("May"),
    6: N_("June"),
    7: N_("July"),
    8: N_("August"),
    9: N_("September"),
    10: N_("October"),
    11: N_("November"),
    12: N_("December"),
}


class StockChanged(Conflict):
    """`now` is what is left."""

    field = "stock"
    sentence = N_(
        "Meanwhile something was ordered or cancelled: %(now)s are left now, and not %(seen)s. "
        "Please look, and save again."
    )


class PriceMoved(Conflict):
    field = "price"
    sentence = N_("The price was changed meanwhile. Please look, and save again.")


class PromisePast(DomainError):
    field = "promised_on"
    sentence = N_("That day has passed. Please promise a day to come.")


class PromiseFar(DomainError):
    field = "promised_on"
    sentence = N_("Please promise a day within the next two years.")


class HalfSeason(DomainError):
    field = "season_to"
    sentence = N_("Please give both months, the first and the last.")


class StartPast(DomainError):
    field = "starts_at"
    sentence = N_("That day has passed. Please choose a day to come.")


class StartMissing(DomainError):
    field = "starts_at"
    sentence = N_("Please say on which day and at what time people come.")


class NameMissing(DomainError):
    field = "name"
    sentence = N_("Please give this kind a name, like “large” or “first grade”.")


class KindTwice(DomainError):
    field = "name"
    sentence = N_("There is one like this already. Please change that one, or give another name.")


def stock_after(typed: int, seen: int | None, now: int) -> int | None:
    """What is left once the seller has said `typed`; None where they must look again.

    A number nobody touched stays as the sales have made it, and nothing left is nothing left.
    `seen` is none where a machine says a stock without having looked.
    """
    if typed == seen:
        return now
    if seen is None or now == seen or (typed == 0 and now < seen):
        return typed
    return None


def promise_of(promised_on: date | None, today: date) -> date | None:
    """A promise is for a day to come, or for today."""
    return promised_on if promised_on and promised_on >= today else None


def check_promise(promised_on: date | None, today: date) -> None:
    if promised_on is None:
        return
    if promised_on < today:
        raise PromisePast
    if (promised_on - today).days > 2 * 366:
        raise PromiseFar


def check_season(first: int | None, last: int | None) -> None:
    """It may go over the new year."""
    if (first is None) != (last is None):
        raise HalfSeason
