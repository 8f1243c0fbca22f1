"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
    day,
    delivery,
    delivery_words,
    leading,
    offers,
    orders,
    packing,
    particulars,
    products,
    quick,
    sharing,
    shop_orders,
    shops,
    together,
    variants,
)
from blueprints.storefront.routes.door import bp

__all__ = [
    "baskets",
    "bp",
    "day",
    "delivery",
    "delivery_words",
    "leading",
    "offers",
    "orders",
    "packing",
    "particulars",
    "products",
    "quick",
    "sharing",
    "shop_orders",
    "shops",
    "together",
    "variants",
]
