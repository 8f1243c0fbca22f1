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
from blueprints.storefront.queries.missing import missing_of
from blueprints.storefront.queries.order_rows import OrderCard, OrderList, OrderView
from blueprints.storefront.queries.orders import order_seen_by, orders_of, orders_to_answer
from blueprints.storefront.queries.own_data import OWN_DATA
from blueprints.storefront.queries.own_stall import OWN_STALL
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
from blueprints.storefront.queries.sharing import product_called
from blueprints.storefront.queries.shop_orders import Asked as AskedOrders
from blueprints.storefront.queries.shop_orders import (
    ShopOrder,
    ShopOrders,
    shop_orders,
    whole_shop_orders,
)
from blueprints.storefront.queries.undoing import OrderTold, orders_told
from blueprints.storefront.rules import CATEGORIES

__all__ = [
    "CATEGORIES",
    "OWN_DATA",
    "OWN_STALL",
    "AskedOrders",
    "Basket",
    "BasketRow",
    "Card",
    "Day",
    "Kind",
    "OrderCard",
    "OrderList",
    "OrderTold",
    "OrderView",
    "OwnProduct",
    "ProductView",
    "Shelf",
    "ShopOrder",
    "ShopOrders",
    "basket_as_sent",
    "basket_of",
    "basket_size",
    "day_of",
    "listing",
    "missing_of",
    "newest_products",
    "order_seen_by",
    "orders_of",
    "orders_to_answer",
    "orders_told",
    "own_product",
    "product",
    "product_called",
    "products_of",
    "shop_orders",
    "wanted_in",
    "whole_shop_orders",
]
