"""Tables of the storefront."""

from blueprints.storefront.models.aftersale import (
    Answer,
    Mediation,
    Problem,
    ProblemFile,
    ProblemPhoto,
)
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

__all__ = [
    "About",
    "Answer",
    "Appeal",
    "AwaitedPhoto",
    "BasketLine",
    "GuestPass",
    "Hiding",
    "Lifting",
    "Line",
    "LookupTry",
    "Mediation",
    "Order",
    "Photo",
    "Problem",
    "ProblemFile",
    "ProblemPhoto",
    "Product",
    "Report",
    "Review",
    "ReviewAnswer",
    "ReviewFile",
    "ReviewPhoto",
    "Step",
    "Variant",
    "is_shown",
    "on_sale",
]
