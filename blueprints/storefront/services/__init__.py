"""Verbs of the storefront: the only writers of its tables."""

from blueprints.storefront.services.baskets import adopt_visitor, put_in_basket
from blueprints.storefront.services.closing import delete_pictures, forget_member
from blueprints.storefront.services.decided import DECIDED_PRICE, PriceWasDecided
from blueprints.storefront.services.looks import note_order_look
from blueprints.storefront.services.orders import Buyer, find_order, forget_guesses, place_orders
from blueprints.storefront.services.products import (
    Listing,
    ProductChanged,
    attach_photo,
    change_product,
    list_product,
    withdraw_product,
)
from blueprints.storefront.services.seen import add_up_seen, keep_seen
from blueprints.storefront.services.steps import (
    accept_order,
    cancel_order,
    close_problem,
    complete_order,
    hand_over_order,
    open_problem,
    settle_due_orders,
)
from blueprints.storefront.services.stock import let_dates_pass
from blueprints.storefront.services.undoing import UNDO

__all__ = [
    "DECIDED_PRICE",
    "UNDO",
    "Buyer",
    "Listing",
    "PriceWasDecided",
    "ProductChanged",
    "accept_order",
    "add_up_seen",
    "adopt_visitor",
    "attach_photo",
    "cancel_order",
    "change_product",
    "close_problem",
    "complete_order",
    "delete_pictures",
    "find_order",
    "forget_guesses",
    "forget_member",
    "hand_over_order",
    "keep_seen",
    "let_dates_pass",
    "list_product",
    "note_order_look",
    "open_problem",
    "place_orders",
    "put_in_basket",
    "settle_due_orders",
    "withdraw_product",
]
