"""Addresses of the storefront."""

from blueprints.storefront.routes import baskets, orders, products, sharing
from blueprints.storefront.routes.door import bp

__all__ = ["baskets", "bp", "orders", "products", "sharing"]
