"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import Problem
from blueprints.storefront.models.delivery import Delay, Point, Way, Window
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
    "Delay",
    "GuestPass",
    "Line",
    "LookupTry",
    "Order",
    "Photo",
    "Point",
    "Problem",
    "Product",
    "Step",
    "Variant",
    "Way",
    "Window",
    "is_shown",
    "on_sale",
]
