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


def product(seller: str = FARMER, name: str = "product_id") -> Fill:
    return lambda things: {name: things.village.product(seller)}


def order(state: str, buyer: str = BUYER, seller: str | None = None) -> Fill:
    return lambda things: {"order_id": things.village.order(state, buyer=buyer, seller=seller)}


def guest_order(things: Things) -> dict[str, Any]:
    return {"order_id": things.guest_order}


def device(phone: str) -> Fill:
    """Their other one: signing out the one in hand ends the session that asks."""
    return lambda things: {"device_id": things.village.device(phone)}


def lookup(things: Things) -> dict[str, Any]:
    number = things.village.number(things.village.order("completed", buyer=BUYER))
    return {"number": number, "phone": BUYER}


def one_in_basket(things: Things) -> dict[str, Any]:
    return {"product": str(things.village.product(FARMER)), "quantity": "2"}


def checkout(things: Things) -> dict[str, Any]:
    """One line, as the page would carry it."""
    wanted = things.village.product(FARMER)
    line = f"{wanted}:1:{things.village.price(wanted)}"
    return {"name": "王秀英", "phone": "13900000009", "delivery": "pickup", "line": line, **PAYMENT}


SOME_FILE = fixed(sha256="0" * 64)
PAYMENT = {"payment": "on_delivery"}
PRODUCT = fixed(title="蜜桔", category="fruit", price="4.80", unit="斤", stock="20")
CHANGED = fixed(title="蜜桔", category="fruit", price="5.00", unit="斤", stock="9", version="1")
REASON = fixed(reason="路不通。")
SELLERS = {"farmer": 303, "manager": 303}  # the seller, and who keeps the cooperative's shop
SHIQIAO = {"shiqiao_manager": 409}  # their order, and not theirs to do
PLACED, ACCEPTED, HANDED_OVER = order("placed"), order("accepted"), order("handed_over")
SIGN_IN = fixed(phone=BUYER, pin="246810")
JOIN = fixed(phone="13900000077", name="王秀英", pin="739154")
BY_ITSELF = "each sending is a try of its own, counted in the database"
CHOICE = "sets what is already set: harmless to repeat"

CASES: tuple[Case, ...] = (
    # home
    get("home.index", everyone=200),
    get("home.living_page", everyone=200),
    get("home.health", everyone=200),
    get("home.alpine", everyone=404),
    get("home.manifest", everyone=200),
    get("home.worker", everyone=200),
    get("home.picture", fixed(name="none.webp"), everyone=404),
    get("static", fixed(name="icons/shop.svg"), everyone=200),
    # members
    get("members.join", everyone=200),
    post("members.join_sent", data=JOIN, again=BY_ITSELF, everyone=303),
    get("members.sign_in", everyone=200),
    post("members.sign_in_sent", data=SIGN_IN, again=BY_ITSELF, everyone=303),
    post("members.sign_out", again=CHOICE, everyone=303),
    get("members.me", guests=303, members=200),
    post("members.preferences", data=fixed(text_size="large"), again=CHOICE, everyone=303),
    get(
        "members.organisation",
        lambda things: {"organisation_id": things.village.organisation()},
        everyone=200,
    ),
    post("members.sign_out_device", device(FARMER), guests=401, members=404, farmer=303),
    # storefront: the shop
    get("storefront.index", everyone=200),
    get("storefront.rules_page", everyone=200),
    get("storefront.show_product", product(), everyone=200),
    get("storefront.own_products", guests=303, members=200),
    get("storefront.new_product", guests=303, members=200),
    post("storefront.create_product", data=PRODUCT, guests=401, members=303),
    get("storefront.show_own_product", product(), guests=303, members=404, farmer=200),
    get("storefront.edit_product", product(), guests=303, members=404, farmer=200),
    post("storefront.update_product", product(), CHANGED, guests=401, members=404, farmer=303),
    post("storefront.withdraw_product", product(), guests=401, members=404, farmer=303),
    # storefront: basket and orders
    get("storefront.show_basket", everyone=200),
    post("storefront.change_basket", data=one_in_basket, everyone=303),
    get("storefront.check_out", everyone=200),
    # Nobody buys from themselves.
    post("storefront.place_order", data=checkout, everyone=303, farmer=422),
    get("storefront.list_orders", everyone=200),
    get("storefront.look_up_order", everyone=200),
    post("storefront.find_order", data=lookup, again=BY_ITSELF, everyone=303),
    get("storefront.show_order", PLACED, everyone=404, buyer=200, farmer=200, manager=200),
    get("storefront.show_order", guest_order, whose="guest", everyone=404, visitor=200, farmer=200),
    # The other side of one's own order is no secret: such a step is refused with a reason.
    post("storefront.accept_order", PLACED, guests=401, members=404, **SELLERS, buyer=409),
    post("storefront.hand_over_order", ACCEPTED, guests=401, members=404, manager=303, buyer=409),
    post("storefront.complete_order", HANDED_OVER, everyone=404, buyer=303, **SHIQIAO),
    post("storefront.cancel_order", PLACED, REASON, everyone=404, buyer=303, **SELLERS),
    post(
        "storefront.cancel_order",
        guest_order,
        REASON,
        whose="guest",
        everyone=404,
        visitor=303,
        farmer=303,
    ),
    post("storefront.open_problem", HANDED_OVER, REASON, everyone=404, buyer=303, **SHIQIAO),
    post("storefront.close_problem", HANDED_OVER, everyone=404, buyer=303, **SHIQIAO),
    # sync
    get("sync.me", everyone=200),
    get("sync.token", everyone=200),
    get("sync.receipts", everyone=422),
    get("sync.index", everyone=200),
    get("sync.offline", everyone=200),
    get("sync.diagnostics", everyone=200),
    get("sync.received", everyone=200),
    get("sync.seal", guests=303, members=200),
    get("sync.show_file", SOME_FILE, everyone=200),
    put("sync.take_file", SOME_FILE, everyone=400),
)
