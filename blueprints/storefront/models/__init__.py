"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import (
    Answer,
    Mediation,
    Problem,
    ProblemFile,
    ProblemPhoto,
)
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
from blueprints.storefront.models.reports import Appeal, Hiding, Lifting, Report
from blueprints.storefront.models.reviews import Review, ReviewAnswer, ReviewFile, ReviewPhoto
from blueprints.storefront.models.shops import About
from blueprints.storefront.models.together import GroupOrder, Share

__all__ = [
    "About",
    "Answer",
    "Appeal",
    "AwaitedPhoto",
    "BasketLine",
    "Delay",
    "GroupOrder",
    "GuestPass",
    "Hiding",
    "Lifting",
    "Line",
    "LookupTry",
    "Mediation",
    "Offer",
    "Order",
    "OrderLook",
    "Photo",
    "Point",
    "Problem",
    "ProblemFile",
    "ProblemPhoto",
    "Product",
    "Report",
    "Review",
    "ReviewAnswer",
    "ReviewFile",
    "ReviewPhoto",
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
