"""What may be typed on the way to an order, and after it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import phonenumbers
import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core import ids, money
from blueprints.core.forms import (
    MISSING,
    CountField,
    Form,
    UuidField,
    at_most,
    required,
    tidy,
)
from blueprints.storefront import rules
from blueprints.storefront.rules import Choice, Wanted


class BasketForm(Form):
    """`seen` is the price on the page the product was chosen from, in minor units.

    `variant` is an id, or an id and the price seen of it: `id:480`.
    """

    product = UuidField(validators=[required(MISSING)])
    variant = wtforms.HiddenField(lazy_gettext("Which one?"))
    quantity = CountField(
        lazy_gettext("How many?"), [required(MISSING)], least=0, most=rules.MOST_OF_ONE_LINE
    )
    seen = wtforms.HiddenField()

    @property
    def variant_id(self) -> uuid.UUID | None:
        return ids.as_uuid((self.variant.data or "").partition(":")[0])

    @property
    def seen_minor(self) -> int | None:
        text = (self.variant.data or "").partition(":")[2] or self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 15 else None


class CheckoutForm(Form):
    """`line` repeats as `product:quantity:price[:variant]`: the order is what the page showed."""

    name = wtforms.StringField(lazy_gettext("Your name"), [required(MISSING), at_most(50)], [tidy])
    phone = wtforms.StringField(
        lazy_gettext("Your phone number"),
        [required(MISSING), at_most(20)],
        [tidy],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )
    delivery = wtforms.RadioField(
        lazy_gettext("How do you get it?"),
        choices=[
            SelectChoice("pickup", lazy_gettext("I collect it at the village point")),
            SelectChoice("ship", lazy_gettext("Send it to my address")),
        ],
        default="pickup",
        validate_choice=False,
    )
    address = wtforms.TextAreaField(lazy_gettext("Address"), [at_most(200)], [tidy])
    payment = wtforms.RadioField(
        lazy_gettext("How do you pay?"),
        choices=[SelectChoice("on_delivery", lazy_gettext("When I get it"))],
        default="on_delivery",
        validate_choice=False,
    )
    line = wtforms.FieldList(wtforms.HiddenField())

    e164: str = ""

    def validate_phone(self, field: wtforms.StringField) -> None:
        self.e164 = phone_number(field.data or "")

    def validate_delivery(self, field: wtforms.RadioField) -> None:
        if field.data not in ("pickup", "ship"):
            raise ValidationError(gettext("Please choose how you get it."))

    def validate_payment(self, field: wtforms.RadioField) -> None:
        if field.data != "on_delivery":
            raise ValidationError(gettext("Please choose how you pay."))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if self.delivery.data == "ship" and not self.address.data:
            self.address.errors = [gettext("Please write where it should be sent.")]
            return False
        return bool(valid)


class ReasonForm(Form):
    reason = wtforms.TextAreaField(lazy_gettext("Why?"), [at_most(500)], [tidy])


class LookupForm(Form):
    number = wtforms.StringField(
        lazy_gettext("Order number"),
        [required(MISSING), at_most(20)],
        [tidy],
        render_kw={"inputmode": "numeric"},
    )
    phone = wtforms.StringField(
        lazy_gettext("The phone number of the order"),
        [required(MISSING), at_most(20)],
        [tidy],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )

    e164: str = ""

    def validate_phone(self, field: wtforms.StringField) -> None:
        self.e164 = phone_number(field.data or "")

    @property
    def digits(self) -> str:
        """Full-width ones are read as what they mean."""
        return "".join(str(int(s)) for s in self.number.data or "" if s.isdecimal())[:12]


def phone_number(text: str) -> str:
    """A number people in this country would dial, or one with its country's code, as E.164."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as unreadable:
        raise ValidationError(_not_a_phone()) from unreadable
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_not_a_phone())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def wanted_from(lines: list[str]) -> dict[Choice, Wanted]:
    """The lines a checkout page carried; a damaged one is left out, and so not ordered unseen."""
    wanted = {}
    for text in lines:
        product, quantity, seen, variant = [*text.split(":"), "", "", ""][:4]
        product_id, variant_id = ids.as_uuid(product), ids.as_uuid(variant)
        whole = product_id and bool(variant) == bool(variant_id)
        if whole and _count(quantity, rules.MOST_OF_ONE_LINE) and _count(seen, money.LIMIT):
            wanted[Choice(product_id, variant_id)] = Wanted(int(quantity), int(seen))
    return wanted


def _count(text: str, most: int) -> bool:
    return text.isdecimal() and len(text) < 15 and 0 < int(text) <= most


def _not_a_phone() -> str:
    return str(gettext("This does not look like a phone number, like 138 0000 0001."))
