"""What may be typed in the storefront."""

from blueprints.storefront.forms.goods import (
    AboutForm,
    ParticularsForm,
    PriceForm,
    StockForm,
    VariantForm,
    month_of,
)
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
    "AboutForm",
    "BasketForm",
    "CheckoutForm",
    "LookupForm",
    "ParticularsForm",
    "PriceForm",
    "ProductForm",
    "ReasonForm",
    "StockForm",
    "VariantForm",
    "month_of",
    "phone_number",
    "wanted_from",
]
