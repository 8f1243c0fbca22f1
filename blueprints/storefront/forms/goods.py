"""What may be typed about goods from day to day: stock, price, kinds, days, a shop's words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import wtforms
from flask import current_app
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError
from wtforms.validators import StopValidation

from blueprints.core import clock, ids
from blueprints.core.forms import (
    MISSING,
    AmountField,
    CountField,
    Form,
    at_most,
    required,
    tidy,
)
from blueprints.storefront import rules
from blueprints.storefront.forms.products import whole

_NO_STOCK = lazy_gettext("Please say how many there are; 0 if it is sold out.")
_NO_PRICE = lazy_gettext("Please say what one of it costs.")
_DAY_AND_TIME = lazy_gettext("Please give a day and a time, like 2026-12-03 09:30.")
_DAY = lazy_gettext("Please give a day, like 2026-12-03.")


def _currency() -> str:
    return str(current_app.config["CURRENCY"])


class _OfOne(Form):
    """`variant` where the product has kinds; `seen` is what the page showed."""

    variant = wtforms.HiddenField()
    seen = wtforms.HiddenField()

    @property
    def variant_id(self) -> uuid.UUID | None:
        return ids.as_uuid(self.variant.data or "")

    @property
    def seen_number(self) -> int | None:
        return whole(self.seen.data or "")


class StockForm(_OfOne):
    stock = CountField(
        lazy_gettext("How many are left?"), [required(_NO_STOCK)], least=0, most=rules.MOST_STOCK
    )


class PriceForm(_OfOne):
    price = AmountField(
        lazy_gettext("Price of one, in yuan"), [required(_NO_PRICE)], currency=_currency
    )


class VariantForm(Form):
    """A kind, or a date of a visit; the route takes away the field that is not asked."""

    starts_at = wtforms.StringField(
        lazy_gettext("On which day, at what time?"),
        filters=[tidy],
        render_kw={"type": "datetime-local"},
    )
    name = wtforms.StringField(lazy_gettext("What is it called?"), [at_most(40)], [tidy])
    price = AmountField(
        lazy_gettext("Price of one, in yuan"), [required(_NO_PRICE)], currency=_currency
    )
    stock = CountField(
        lazy_gettext("How many have you of it?"),
        [required(_NO_STOCK)],
        least=0,
        most=rules.MOST_STOCK,
    )
    other_name = wtforms.StringField(lazy_gettext("Name, in English"), [at_most(40)], [tidy])
    # The version and the stock that the form was made from: `3-20`.
    version = wtforms.HiddenField()

    starts: datetime | None = None

    def validate_starts_at(self, field: wtforms.StringField) -> None:
        if field.data:
            self.starts = _moment(field.data)

    @property
    def seen_version(self) -> int | None:
        return whole((self.version.data or "").partition("-")[0])

    @property
    def seen_stock(self) -> int | None:
        return whole((self.version.data or "").partition("-")[2])

    def answer_to(self, version: int, stock: int) -> None:
        """From here on the form speaks of what is there now; what was typed stays."""
        if self.stock.data and self.stock.number == self.seen_stock:
            self.stock.data = str(stock)
        self.version.data = f"{version}-{stock}"


class ParticularsForm(Form):
    """All may be left empty; the route takes away what this product is not asked."""

    season_from = wtforms.SelectField(lazy_gettext("In season from"), validate_choice=False)
    season_to = wtforms.SelectField(lazy_gettext("Until"), validate_choice=False)
    harvest_on = wtforms.StringField(
        lazy_gettext("Harvested on, or expected on"), filters=[tidy], render_kw={"type": "date"}
    )
    promised_on = wtforms.StringField(
        lazy_gettext("Buyers can order now and get it on"),
        filters=[tidy],
        render_kw={"type": "date"},
    )
    weight_grams = CountField(
        lazy_gettext("Weight of one, in grams"), least=1, most=rules.MOST_GRAMS
    )
    meeting = wtforms.TextAreaField(
        lazy_gettext("Where do people meet you?"), [at_most(200)], [tidy]
    )
    version = wtforms.HiddenField()

    days: Mapping[str, date]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        self.days = {}
        return bool(super().validate(extra_validators))

    def validate_season_from(self, field: wtforms.SelectField) -> None:
        _check_month(field)

    def validate_season_to(self, field: wtforms.SelectField) -> None:
        _check_month(field)

    def validate_harvest_on(self, field: wtforms.StringField) -> None:
        self._read_day(field)

    def validate_promised_on(self, field: wtforms.StringField) -> None:
        self._read_day(field)

    def _read_day(self, field: wtforms.StringField) -> None:
        if field.data:
            self.days = {**self.days, field.name: _day(field.data)}

    @property
    def seen_version(self) -> int | None:
        return whole(self.version.data or "")


class AboutForm(Form):
    about = wtforms.TextAreaField(
        lazy_gettext("What should buyers know of this shop?"),
        [required(MISSING), at_most(600)],
        [tidy],
    )


def month_of(field: wtforms.SelectField) -> int | None:
    return whole(field.data or "")


def _check_month(field: wtforms.SelectField) -> None:
    if field.data and month_of(field) not in rules.MONTHS:
        raise ValidationError(gettext("Please choose one of the list."))


def _moment(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
        here = clock.local(clock.now()).tzinfo
        return clock.local(read if read.tzinfo else read.replace(tzinfo=here))
    except (ValueError, OverflowError) as unreadable:
        raise StopValidation(str(_DAY_AND_TIME)) from unreadable


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as unreadable:
        raise StopValidation(str(_DAY)) from unreadable
