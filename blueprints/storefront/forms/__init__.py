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
    "AnswerForm",
    "AppealForm",
    "BasketForm",
    "CheckoutForm",
    "LookupForm",
    "OfficeForm",
    "PassingForm",
    "ProblemForm",
    "ProductForm",
    "ReasonForm",
    "ReportForm",
    "ReviewForm",
    "WordsForm",
    "phone_number",
    "wanted_from",
]
