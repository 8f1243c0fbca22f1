"""Taking back what somebody did for another, as long as it is not final."""

from __future__ import annotations

import uuid

from blueprints.core.access import Viewer
from blueprints.core.acting import Undo
from blueprints.core.errors import N_
from blueprints.storefront.queries.undoing import orders_past_placing, products_out_of_the_shop
from blueprints.storefront.services.products import withdraw_product
from blueprints.storefront.services.steps import cancel_order
from blueprints.storefront.services.undoing_delivery import UNDO_DELIVERY

BY_THE_OTHER_SIDE = N_(
    "The other side has been told. What can still be done stands on the order’s own page."
)
_BY_ANOTHER_CHANGE = N_("It can be changed again on the product’s own page.")
_IN_THE_BASKET = N_("Nothing was ordered by it: a basket is only a list.")
REASON = "撤回代办 · Taken back"


def _take_down(product_id: uuid.UUID, viewer: Viewer, _key: uuid.UUID) -> None:
    withdraw_product(seller_id=viewer.id, product_id=product_id)


def _cancel(order_id: uuid.UUID, viewer: Viewer, key: uuid.UUID) -> None:
    cancel_order(order_id=order_id, viewer=viewer, visitor=None, reason=REASON, key=key)


def final(reason: str) -> Undo:
    return Undo(lambda ids: dict.fromkeys(ids, reason), lambda _id, _viewer, _key: None)


UNDO = {
    **UNDO_DELIVERY,
    "storefront.product_listed": Undo(products_out_of_the_shop, _take_down),
    "storefront.product_changed": final(_BY_ANOTHER_CHANGE),
    "storefront.product_withdrawn": final(N_("It can be put in the shop again.")),
    "storefront.basket_changed": final(_IN_THE_BASKET),
    "storefront.order_placed": Undo(orders_past_placing, _cancel),
    **{
        f"storefront.order_{did}": final(BY_THE_OTHER_SIDE)
        for did in ("accepted", "handed_over", "completed", "cancelled")
    },
}
