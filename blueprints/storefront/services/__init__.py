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
from blueprints.storefront.services.fares import Wish
from blueprints.storefront.services.hiding import appeal_hiding, decide_hiding, hide_product
from blueprints.storefront.services.looks import note_order_look
from blueprints.storefront.services.offers import end_offer, make_offer
from blueprints.storefront.services.orders import Buyer, find_order, forget_guesses, place_orders
from blueprints.storefront.services.particulars import Particulars, set_particulars
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
from blueprints.storefront.services.quick import pause_product, resume_product, set_price, set_stock
from blueprints.storefront.services.reports import dismiss_reports, report_product
from blueprints.storefront.services.reviews import (
    Verdict,
    answer_review,
    attach_review_photo,
    write_review,
)
from blueprints.storefront.services.seen import add_up_seen, keep_seen
from blueprints.storefront.services.shares import join_group, take_back_share
from blueprints.storefront.services.shops import check_keeper, write_about
from blueprints.storefront.services.steps import (
    accept_order,
    cancel_order,
    complete_order,
    hand_over_order,
    settle_due_orders,
)
from blueprints.storefront.services.stock import let_dates_pass
from blueprints.storefront.services.together import (
    call_off_group,
    close_group,
    open_group,
    settle_due_groups,
)
from blueprints.storefront.services.undoing import UNDO
from blueprints.storefront.services.undoing_aftersale import UNDO_AFTER_SALE
from blueprints.storefront.services.undoing_goods import UNDO_GOODS
from blueprints.storefront.services.variants import (
    KindTold,
    add_variant,
    change_variant,
    withdraw_variant,
)
from blueprints.storefront.services.ways import WayTold, change_way, end_way, offer_way
from blueprints.storefront.services.windows import (
    WindowTold,
    delay_order,
    delay_window,
    end_window,
    open_window,
)

__all__ = [
    "DECIDED_PRICE",
    "FULL",
    "SMALL",
    "UNDO",
    "UNDO_AFTER_SALE",
    "UNDO_GOODS",
    "Buyer",
    "Complaint",
    "KindTold",
    "Listing",
    "Particulars",
    "PriceWasDecided",
    "ProductChanged",
    "Verdict",
    "WayTold",
    "WindowTold",
    "Wish",
    "accept_order",
    "add_up_seen",
    "add_variant",
    "adopt_visitor",
    "answer_problem",
    "answer_review",
    "appeal_hiding",
    "attach_evidence",
    "attach_photo",
    "attach_review_photo",
    "call_off_group",
    "cancel_order",
    "change_product",
    "change_variant",
    "change_way",
    "check_keeper",
    "close_group",
    "close_problem",
    "complete_order",
    "decide_hiding",
    "delay_order",
    "delay_window",
    "delete_evidence",
    "delete_pictures",
    "dismiss_reports",
    "end_offer",
    "end_way",
    "end_window",
    "find_order",
    "forget_guesses",
    "forget_member",
    "hand_over_order",
    "hide_product",
    "join_group",
    "keep_seen",
    "let_dates_pass",
    "list_product",
    "make_offer",
    "note_order_look",
    "offer_way",
    "open_group",
    "open_problem",
    "open_window",
    "pass_on_problem",
    "pause_product",
    "photo_body",
    "place_orders",
    "put_in_basket",
    "report_product",
    "resume_product",
    "set_particulars",
    "set_price",
    "set_stock",
    "settle_due_groups",
    "settle_due_orders",
    "take_back_share",
    "take_in_photos",
    "withdraw_product",
    "withdraw_variant",
    "write_about",
    "write_review",
]
