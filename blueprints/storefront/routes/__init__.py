"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
    leading,
    offers,
    orders,
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
    "leading",
    "offers",
    "orders",
    "particulars",
    "products",
    "quick",
    "sharing",
    "shops",
    "together",
    "variants",
]
