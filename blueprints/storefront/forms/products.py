"""What may be typed about a product."""

from __future__ import annotations

import wtforms
from flask import current_app
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError

from blueprints.core import ids
from blueprints.core.forms import (
    MISSING,
    AmountField,
    CountField,
    at_most,
    required,
    tidy,
)
from blueprints.core.photo_field import PhotosField
from blueprints.storefront import rules
from blueprints.storefront.forms.drafting import DraftingForm


def currency() -> str:
    return str(current_app.config["CURRENCY"])


class ProductForm(DraftingForm):
    """The route gives `organisation` and `place` their choices; `other_…` is the other language."""

    title = wtforms.StringField(
        lazy_gettext("What do you sell?"), [required(MISSING), at_most(60)], [tidy]
    )
    photo = PhotosField(lazy_gettext("Photos"), most=rules.MOST_PHOTOS)
    price = AmountField(
        lazy_gettext("Price of one, in yuan"), [required(MISSING)], currency=currency
    )
    unit = wtforms.StringField(
        lazy_gettext("Sold by"), [required(MISSING), at_most(10)], [tidy], default="斤"
    )
    stock = CountField(
        lazy_gettext("How many have you?"), [required(MISSING)], least=0, most=rules.MOST_STOCK
    )
    category = wtforms.SelectField(
        lazy_gettext("What kind of thing is it?"), [required(MISSING)], validate_choice=False
    )
    description = wtforms.TextAreaField(
        lazy_gettext("Tell buyers about it"), [at_most(2000)], [tidy]
    )
    organisation = wtforms.SelectField(lazy_gettext("Sold through"), validate_choice=False)
    place = wtforms.SelectField(lazy_gettext("Where it comes from"), validate_choice=False)
    other_title = wtforms.StringField(lazy_gettext("Name, in English"), [at_most(80)], [tidy])
    other_description = wtforms.TextAreaField(
        lazy_gettext("Description, in English"), [at_most(2000)], [tidy]
    )
    # The version and the stock that the form was made from: `3-20`.
    version = wtforms.HiddenField()

    def validate_category(self, field: wtforms.SelectField) -> None:
        if field.data not in rules.CATEGORIES:
            raise ValidationError(gettext("Please choose what kind of thing it is."))

    def validate_organisation(self, field: wtforms.SelectField) -> None:
        _check_choice(field)

    def validate_place(self, field: wtforms.SelectField) -> None:
        _check_choice(field)

    @property
    def seen_version(self) -> int | None:
        return whole((self.version.data or "").partition("-")[0])

    @property
    def seen_stock(self) -> int | None:
        return whole((self.version.data or "").partition("-")[2])

    def answer_to(self, version: int, stock: int) -> None:
        """From here on the form speaks of this version; a stock nobody touched follows it."""
        if self.stock.number == self.seen_stock:
            self.stock.data = str(stock)
        self.version.data = f"{version}-{stock}"


def whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _check_choice(field: wtforms.SelectField) -> None:
    """Nothing chosen is fine; what is not an id is not."""
    if field.data and ids.as_uuid(field.data) is None:
        raise ValidationError(gettext("Please choose one of the list."))
