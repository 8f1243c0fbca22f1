"""What may be typed in the storefront."""

from blueprints.storefront.forms.orders import (
    BasketForm,
    CheckoutForm,
    LookupForm,
    ReasonForm,
    phone_number,
    wanted_from,
)
from blueprints.storefront.forms.products import ProductForm

__all__ = [
    "BasketForm",
    "CheckoutForm",
    "LookupForm",
    "ProductForm",
    "ReasonForm",
    "phone_number",
    "wanted_from",
]
