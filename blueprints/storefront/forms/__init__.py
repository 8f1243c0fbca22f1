"""What may be typed in the storefront."""

from blueprints.storefront.forms.aftersale import (
    AnswerForm,
    AppealForm,
    OfficeForm,
    PassingForm,
    ProblemForm,
    ReportForm,
    ReviewForm,
    WordsForm,
)
from blueprints.storefront.forms.delivery import DelayForm, WayForm, WindowForm, ways_from
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
    "AnswerForm",
    "AppealForm",
    "BasketForm",
    "CheckoutForm",
    "DelayForm",
    "LookupForm",
    "OfficeForm",
    "ParticularsForm",
    "PassingForm",
    "PriceForm",
    "ProblemForm",
    "ProductForm",
    "ReasonForm",
    "ReportForm",
    "ReviewForm",
    "StockForm",
    "VariantForm",
    "WayForm",
    "WindowForm",
    "WordsForm",
    "month_of",
    "phone_number",
    "wanted_from",
    "ways_from",
]
