"""Verbs of the storefront: the only writers of its tables."""

from blueprints.storefront.services.baskets import adopt_visitor, put_in_basket
from blueprints.storefront.services.closing import delete_pictures, forget_member
from blueprints.storefront.services.decided import DECIDED_PRICE, PriceWasDecided
from blueprints.storefront.services.evidence import (
    FULL,
    SMALL,
    attach_evidence,
    delete_evidence,
    photo_body,
    take_in_photos,
)
from blueprints.storefront.services.hiding import appeal_hiding, decide_hiding, hide_product
from blueprints.storefront.services.orders import Buyer, find_order, forget_guesses, place_orders
from blueprints.storefront.services.problems import (
    Complaint,
    answer_problem,
    close_problem,
    open_problem,
    pass_on_problem,
)
from blueprints.storefront.services.products import (
    Listing,
    ProductChanged,
    attach_photo,
    change_product,
    list_product,
    withdraw_product,
)
from blueprints.storefront.services.reports import dismiss_reports, report_product
from blueprints.storefront.services.reviews import (
    Verdict,
    answer_review,
    attach_review_photo,
    write_review,
)
from blueprints.storefront.services.steps import (
    accept_order,
    cancel_order,
    complete_order,
    hand_over_order,
    settle_due_orders,
)
from blueprints.storefront.services.stock import let_dates_pass
from blueprints.storefront.services.undoing import UNDO
from blueprints.storefront.services.undoing_aftersale import UNDO_AFTER_SALE

__all__ = [
    "DECIDED_PRICE",
    "FULL",
    "SMALL",
    "UNDO",
    "UNDO_AFTER_SALE",
    "Buyer",
    "Complaint",
    "Listing",
    "PriceWasDecided",
    "ProductChanged",
    "Verdict",
    "accept_order",
    "adopt_visitor",
    "answer_problem",
    "answer_review",
    "appeal_hiding",
    "attach_evidence",
    "attach_photo",
    "attach_review_photo",
    "cancel_order",
    "change_product",
    "close_problem",
    "complete_order",
    "decide_hiding",
    "delete_evidence",
    "delete_pictures",
    "dismiss_reports",
    "find_order",
    "forget_guesses",
    "forget_member",
    "hand_over_order",
    "hide_product",
    "let_dates_pass",
    "list_product",
    "open_problem",
    "pass_on_problem",
    "photo_body",
    "place_orders",
    "put_in_basket",
    "report_product",
    "settle_due_orders",
    "take_in_photos",
    "withdraw_product",
    "write_review",
]
