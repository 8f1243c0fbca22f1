"""Addresses of the storefront."""

from blueprints.storefront.routes import baskets, day, orders, products, sharing, shop_orders
from blueprints.storefront.routes.door import bp

__all__ = ["baskets", "bp", "day", "orders", "products", "sharing", "shop_orders"]
