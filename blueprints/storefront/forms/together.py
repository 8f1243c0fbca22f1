"""What may be typed about offers and group orders."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.forms import (
    MISSING,
    AmountField,
    CountField,
    Form,
    MomentField,
    at_most,
    required,
    tidy,
    typed,
)
from blueprints.storefront import rules
from blueprints.storefront.forms.orders import SeenField, WhoForm
from blueprints.storefront.forms.products import currency

__all__ = ["GroupForm", "JoinForm", "OfferForm", "typed"]


class OfferForm(Form):
    """The route gives `variant` its choices, where the product comes in kinds."""

    variant = wtforms.SelectField(lazy_gettext("Which kind?"), validate_choice=False)
    price = AmountField(
        lazy_gettext("Price of one while it lasts, in yuan"),
        [required(MISSING)],
        currency=currency,
    )
    starts_at = MomentField(lazy_gettext("From when?"), [required(MISSING)])
    ends_at = MomentField(lazy_gettext("Until when?"), [required(MISSING)])
    most = CountField(
        lazy_gettext("How many for each person, at most?"), least=1, most=rules.MOST_OF_ONE_LINE
    )


class GroupForm(Form):
    """`price` is for the seller alone; `seen` is the price on the page it was opened from."""

    variant = wtforms.SelectField(lazy_gettext("Which kind?"), validate_choice=False)
    least = CountField(
        lazy_gettext("How many must come together, at least?"),
        [required(MISSING)],
        least=2,
        most=rules.MOST_STOCK,
    )
    closes_at = MomentField(lazy_gettext("Until when can people join?"), [required(MISSING)])
    price = AmountField(lazy_gettext("Price of one for the group, in yuan"), currency=currency)
    handed_out = wtforms.StringField(
        lazy_gettext("Where is it handed out?"), [required(MISSING), at_most(100)], [tidy]
    )
    message = wtforms.TextAreaField(
        lazy_gettext("A few words to the others"), [at_most(300)], [tidy]
    )
    seen = SeenField()


class JoinForm(WhoForm):
    quantity = CountField(
        lazy_gettext("How many?"), [required(MISSING)], least=1, most=rules.MOST_OF_ONE_LINE
    )
