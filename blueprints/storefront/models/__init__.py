"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import Problem
from blueprints.storefront.models.delivery import Delay, Point, Way, Window
from blueprints.storefront.models.orders import BasketLine, GuestPass, Line, LookupTry, Order, Step
from blueprints.storefront.models.products import AwaitedPhoto, Photo, Product

__all__ = [
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
    "Way",
    "Window",
]
