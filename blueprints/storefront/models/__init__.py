"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import Problem
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
    "Photo",
    "Problem",
    "Product",
    "Step",
    "Variant",
    "is_shown",
    "on_sale",
]
