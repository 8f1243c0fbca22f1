"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
    orders,
    particulars,
    products,
    quick,
    sharing,
    shops,
    variants,
)
from blueprints.storefront.routes.door import bp

__all__ = [
    "baskets",
    "bp",
    "orders",
    "particulars",
    "products",
    "quick",
    "sharing",
    "shops",
    "variants",
]
