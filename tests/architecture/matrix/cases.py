"""Who gets what: one row for each route and each kind of ownership. A route without a row fails.

For a GET, 200 is the page and 303 the way to the sign-in; for a POST, 303 is done. 404 is what
a stranger to a thing gets: that it exists is not theirs to know.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.village import (
    BUYER,
    FARMER,
    LOAN_OFFICER,
    MANAGER,
    MENTOR,
    OFFICER,
    PLATFORM,
    SHIQIAO_FARMER,
    SHIQIAO_MANAGER,
    Village,
)

IDENTITIES: dict[str, str | None] = {
    "stranger": None,
    "visitor": None,  # without an account; has a basket and an order from the farmer
    "buyer": BUYER,
    "farmer": FARMER,
    "shiqiao_farmer": SHIQIAO_FARMER,
    "manager": MANAGER,
    "shiqiao_manager": SHIQIAO_MANAGER,
    "officer": OFFICER,
    "mentor": MENTOR,
    "loan_officer": LOAN_OFFICER,
    "platform": PLATFORM,
}
GUESTS = ("stranger", "visitor")


@dataclass(frozen=True)
class Things:
    village: Village
    guest_order: uuid.UUID
    sheet: uuid.UUID  # vouchers that the manager of Liushu just printed
    token: str  # of one of them
    invitation: uuid.UUID  # into the neighbour's household, to the farmer
    offer: uuid.UUID  # the manager of Shiqiao offers that role to the farmer there
    places_list: uuid.UUID  # looked at by the officer, and not confirmed
    wish: uuid.UUID  # the farmer asks Liushu to put the day of joining right
    group: uuid.UUID  # the buyer leads it, the farmer sells, and the visitor is in it
    share: uuid.UUID  # the visitor's, which is enough
    hidden: uuid.UUID  # a product of the farmer, by the manager of Liushu


Fill = Callable[[Things], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """`again` says why a second sending with the same key is not looked at, if it is not."""

    method: str
    endpoint: str
    whose: str
    arguments: Fill
    data: Fill
    expected: Mapping[str, int]
    again: str = ""

    def __str__(self) -> str:
        return f"{self.method}-{self.endpoint}" + (f"-{self.whose}" if self.whose else "")


def nothing(_things: Things) -> dict[str, Any]:
    return {}


def get(
    endpoint: str, arguments: Fill = nothing, *, whose: str = "", everyone: int = 0, **who: int
) -> Case:
    return Case("GET", endpoint, whose, arguments, nothing, _expected(everyone, who))


def post(
    endpoint: str,
    arguments: Fill = nothing,
    data: Fill = nothing,
    *,
    whose: str = "",
    again: str = "",
    everyone: int = 0,
    **who: int,
) -> Case:
    return Case("POST", endpoint, whose, arguments, data, _expected(everyone, who), again)


def put(endpoint: str, arguments: Fill = nothing, *, everyone: int) -> Case:
    """Sent without a word, so that only the knocking is looked at."""
    return Case("PUT", endpoint, "", arguments, nothing, _expected(everyone, {}))


def _expected(everyone: int, who: Mapping[str, int]) -> dict[str, int]:
    """`guests` and `members` are the two halves; a name of its own is stronger than either."""
    told = {}
    for name in IDENTITIES:
        half = "guests" if name in GUESTS else "members"
        told[name] = who.get(name, who.get(half, everyone))
    unknown = set(who) - {*IDENTITIES, "guests", "members"}
    if unknown or 0 in told.values():
        raise ValueError(f"the matrix does not say what {told} get, or names {unknown}")
    return told


def fixed(**values: Any) -> Fill:
    return lambda _things: dict(values)


BY_ITSELF = "each sending is a try of its own, counted in the database"
CHOICE = "sets what is already set: harmless to repeat"
