"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
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
    shops,
    together,
    variants,
)
from blueprints.storefront.routes.door import bp

__all__ = [
    "baskets",
    "bp",
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
    "shops",
    "together",
    "variants",
]
