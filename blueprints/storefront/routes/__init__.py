"""Addresses of the storefront."""

from blueprints.storefront.routes import (
    baskets,
    orders,
    problems,
    products,
    reports,
    reviews,
    sharing,
)
from blueprints.storefront.routes.door import bp

__all__ = ["baskets", "bp", "orders", "problems", "products", "reports", "reviews", "sharing"]
