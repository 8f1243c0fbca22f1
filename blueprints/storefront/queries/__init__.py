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
from blueprints.storefront.queries.groups import groups_running
from blueprints.storefront.queries.order_rows import OrderCard, OrderList, OrderView
from blueprints.storefront.queries.orders import order_seen_by, orders_of, orders_to_answer
from blueprints.storefront.queries.own_data import OWN_DATA
from blueprints.storefront.queries.own_goods import OWN_GOODS, OwnKind, own_variant
from blueprints.storefront.queries.own_together import OWN_TOGETHER
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
from blueprints.storefront.queries.sharing import called
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
from blueprints.storefront.rules import CATEGORIES

__all__ = [
    "CATEGORIES",
    "OWN_DATA",
    "OWN_GOODS",
    "OWN_TOGETHER",
    "Basket",
    "BasketRow",
    "Card",
    "Kind",
    "OrderCard",
    "OrderList",
    "OrderTold",
    "OrderView",
    "OwnKind",
    "OwnProduct",
    "ProductView",
    "Shelf",
    "ShopView",
    "basket_as_sent",
    "basket_of",
    "basket_size",
    "called",
    "group_behind",
    "groups_running",
    "keeping_shop",
    "listing",
    "newest_products",
    "order_seen_by",
    "orders_of",
    "orders_to_answer",
    "orders_told",
    "own_product",
    "own_variant",
    "product",
    "products_of",
    "shop_of_organisation",
    "shop_of_seller",
    "wanted_in",
    "words_of_organisation",
    "words_of_seller",
]
