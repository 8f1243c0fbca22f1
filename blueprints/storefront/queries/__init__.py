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
from blueprints.storefront.queries.day import Day, day_of
from blueprints.storefront.queries.delivery import PointView, WayView, own_way, ways_of
from blueprints.storefront.queries.delivery_page import DeliveryPage, delivery_page
from blueprints.storefront.queries.fares import (
    Offer,
    ShopDelivery,
    ShopOffers,
    delivery_of,
    offers_for,
    sides_of,
)
from blueprints.storefront.queries.groups import groups_running
from blueprints.storefront.queries.hidings import HidingView, hiding_of
from blueprints.storefront.queries.keeping import may_keep, shop_kept_by
from blueprints.storefront.queries.missing import missing_of
from blueprints.storefront.queries.order_rows import OrderCard, OrderList, OrderView
from blueprints.storefront.queries.orders import (
    order_seen_by,
    order_to_delay,
    orders_of,
    orders_to_answer,
)
from blueprints.storefront.queries.own_aftersale import OWN_AFTER_SALE
from blueprints.storefront.queries.own_data import OWN_DATA
from blueprints.storefront.queries.own_delivery import OWN_DELIVERY
from blueprints.storefront.queries.own_goods import OWN_GOODS, OwnKind, own_variant
from blueprints.storefront.queries.own_reports import OWN_REPORTS
from blueprints.storefront.queries.own_stall import OWN_STALL
from blueprints.storefront.queries.own_together import OWN_TOGETHER
from blueprints.storefront.queries.packing import Packing, Parcel, labels_of, packing_of
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
from blueprints.storefront.queries.sharing import called
from blueprints.storefront.queries.shop_orders import Asked as AskedOrders
from blueprints.storefront.queries.shop_orders import (
    ShopOrder,
    ShopOrders,
    shop_orders,
    whole_shop_orders,
)
from blueprints.storefront.queries.shops import (
    ShopView,
    keeping_shop,
    shop_of_organisation,
    shop_of_seller,
    words_of_organisation,
    words_of_seller,
)
from blueprints.storefront.queries.together import group_behind
from blueprints.storefront.queries.undoing import OrderTold, orders_told
from blueprints.storefront.queries.windows import WindowPage, WindowView, window_kept_by, windows_of
from blueprints.storefront.rules import CATEGORIES

__all__ = [
    "CATEGORIES",
    "OWN_AFTER_SALE",
    "OWN_DATA",
    "OWN_DELIVERY",
    "OWN_GOODS",
    "OWN_REPORTS",
    "OWN_STALL",
    "OWN_TOGETHER",
    "AskedOrders",
    "Basket",
    "BasketRow",
    "Card",
    "Day",
    "DeliveryPage",
    "HidingView",
    "Kind",
    "Offer",
    "OrderCard",
    "OrderList",
    "OrderTold",
    "OrderView",
    "OwnKind",
    "OwnProduct",
    "Packing",
    "Parcel",
    "PointView",
    "ProblemView",
    "ProductView",
    "ReportedList",
    "ReportedProduct",
    "ReviewView",
    "Reviews",
    "Shelf",
    "ShopDelivery",
    "ShopOffers",
    "ShopOrder",
    "ShopOrders",
    "ShopView",
    "WaitingList",
    "WayView",
    "WindowPage",
    "WindowView",
    "basket_as_sent",
    "basket_of",
    "basket_size",
    "called",
    "day_of",
    "delivery_of",
    "delivery_page",
    "group_behind",
    "groups_running",
    "hiding_of",
    "holds_office",
    "keeping_shop",
    "labels_of",
    "listing",
    "may_keep",
    "missing_of",
    "newest_products",
    "newest_reviews",
    "offers_for",
    "order_seen_by",
    "order_to_delay",
    "orders_of",
    "orders_to_answer",
    "orders_told",
    "own_product",
    "own_variant",
    "own_way",
    "packing_of",
    "photo_of",
    "product",
    "products_of",
    "reported_product",
    "reports_for",
    "review_to_answer",
    "reviews_in",
    "reviews_of",
    "shop_kept_by",
    "shop_of_organisation",
    "shop_of_seller",
    "shop_orders",
    "sides_of",
    "to_report",
    "waiting_for_mediation",
    "wanted_in",
    "ways_of",
    "whole_shop_orders",
    "window_kept_by",
    "windows_of",
    "words_of_organisation",
    "words_of_seller",
]
