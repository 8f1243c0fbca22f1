"""What may be typed in the storefront."""

from blueprints.storefront.forms.delivery import DelayForm, WayForm, WindowForm, ways_from
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
    "DelayForm",
    "LookupForm",
    "ProductForm",
    "ReasonForm",
    "WayForm",
    "WindowForm",
    "phone_number",
    "wanted_from",
    "ways_from",
]
