"""Who gets what in the shop."""

from __future__ import annotations

from typing import Any

from tests.architecture.matrix.cases import BY_ITSELF, Case, Fill, Things, fixed, get, post
from tests.village import BUYER, FARMER


def product(seller: str = FARMER, name: str = "product_id") -> Fill:
    return lambda things: {name: things.village.product(seller)}


def order(state: str, buyer: str = BUYER, seller: str | None = None) -> Fill:
    return lambda things: {"order_id": things.village.order(state, buyer=buyer, seller=seller)}


def guest_order(things: Things) -> dict[str, Any]:
    return {"order_id": things.guest_order}


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


PAYMENT = {"payment": "on_delivery"}
PRODUCT = fixed(title="蜜桔", category="fruit", price="4.80", unit="斤", stock="20")
CHANGED = fixed(title="蜜桔", category="fruit", price="5.00", unit="斤", stock="9", version="1")
REASON = fixed(reason="路不通。")
SELLERS = {"farmer": 303, "manager": 303}  # the seller, and who keeps the cooperative's shop
SHIQIAO = {"shiqiao_manager": 409}  # their order, and not theirs to do
PLACED, ACCEPTED, HANDED_OVER = order("placed"), order("accepted"), order("handed_over")

CASES: tuple[Case, ...] = (
    # storefront: the shop
    get("storefront.index", everyone=200),
    get("storefront.rules_page", everyone=200),
    get("storefront.show_product", product(), everyone=200),
    get("storefront.poster", product(), everyone=200),
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
)
