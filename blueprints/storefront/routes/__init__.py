"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
    leading,
    offers,
    orders,
    products,
    sharing,
    together,
)
from blueprints.storefront.routes.door import bp

__all__ = [
    "baskets",
    "bp",
    "leading",
    "offers",
    "orders",
    "products",
    "sharing",
    "together",
]
