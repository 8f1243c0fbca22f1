"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import Problem
from blueprints.storefront.models.day import OrderLook, Seen, SeenDay
from blueprints.storefront.models.delivery import Delay, Point, Way, Window
from blueprints.storefront.models.offers import Offer
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
from blueprints.storefront.models.together import GroupOrder, Share

__all__ = [
    "About",
    "AwaitedPhoto",
    "BasketLine",
    "Delay",
    "GroupOrder",
    "GuestPass",
    "Line",
    "LookupTry",
    "Offer",
    "Order",
    "OrderLook",
    "Photo",
    "Point",
    "Problem",
    "Product",
    "Seen",
    "SeenDay",
    "Share",
    "Step",
    "Variant",
    "Way",
    "Window",
    "is_shown",
    "on_sale",
]
