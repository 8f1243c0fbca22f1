"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import Problem
from blueprints.storefront.models.day import OrderLook, Seen, SeenDay
from blueprints.storefront.models.orders import BasketLine, GuestPass, Line, LookupTry, Order, Step
from blueprints.storefront.models.products import (
    AwaitedPhoto,
    Photo,
    Product,
    Variant,
    is_shown,
    on_sale,
)
from blueprints.storefront.models.shops import About

__all__ = [
    "About",
    "AwaitedPhoto",
    "BasketLine",
    "GuestPass",
    "Line",
    "LookupTry",
    "Order",
    "OrderLook",
    "Photo",
    "Problem",
    "Product",
    "Seen",
    "SeenDay",
    "Step",
    "Variant",
    "is_shown",
    "on_sale",
]
