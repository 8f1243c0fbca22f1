"""Questions a page may ask of the storefront."""

from blueprints.storefront.queries.baskets import (
    Basket,
    BasketRow,
    basket_as_sent,
    basket_of,
    basket_size,
    wanted_in,
)
from blueprints.storefront.queries.cards import Card, Kind
from blueprints.storefront.queries.hidings import HidingView, hiding_of
from blueprints.storefront.queries.order_rows import OrderCard, OrderList, OrderView
from blueprints.storefront.queries.orders import order_seen_by, orders_of, orders_to_answer
from blueprints.storefront.queries.own_aftersale import OWN_AFTER_SALE
from blueprints.storefront.queries.own_data import OWN_DATA
from blueprints.storefront.queries.own_reports import OWN_REPORTS
from blueprints.storefront.queries.problems import (
    ProblemView,
    WaitingList,
    photo_of,
    waiting_for_mediation,
)
from blueprints.storefront.queries.products import (
    OwnProduct,
    ProductView,
    Shelf,
    listing,
    newest_products,
    own_product,
    product,
    products_of,
)
from blueprints.storefront.queries.reports import (
    ReportedList,
    ReportedProduct,
    holds_office,
    reported_product,
    reports_for,
    to_report,
)
from blueprints.storefront.queries.reviews import (
    Reviews,
    ReviewView,
    newest_reviews,
    review_to_answer,
    reviews_in,
    reviews_of,
)
from blueprints.storefront.queries.sharing import product_called
from blueprints.storefront.queries.undoing import OrderTold, orders_told
from blueprints.storefront.rules import CATEGORIES

__all__ = [
    "CATEGORIES",
    "OWN_AFTER_SALE",
    "OWN_DATA",
    "OWN_REPORTS",
    "Basket",
    "BasketRow",
    "Card",
    "HidingView",
    "Kind",
    "OrderCard",
    "OrderList",
    "OrderTold",
    "OrderView",
    "OwnProduct",
    "ProblemView",
    "ProductView",
    "ReportedList",
    "ReportedProduct",
    "ReviewView",
    "Reviews",
    "Shelf",
    "WaitingList",
    "basket_as_sent",
    "basket_of",
    "basket_size",
    "hiding_of",
    "holds_office",
    "listing",
    "newest_products",
    "newest_reviews",
    "order_seen_by",
    "orders_of",
    "orders_to_answer",
    "orders_told",
    "own_product",
    "photo_of",
    "product",
    "product_called",
    "products_of",
    "reported_product",
    "reports_for",
    "review_to_answer",
    "reviews_in",
    "reviews_of",
    "to_report",
    "waiting_for_mediation",
    "wanted_in",
]
