"""What may be typed on the way to an order, and after it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Self

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

_SIDES = {
    "pickup": lazy_gettext("I collect it"),
    "ship": lazy_gettext("Send it to my address"),
}


class SeenField(wtforms.HiddenField):
    """A price as a page showed it; `minor` is None where it is no price."""

    @property
    def minor(self) -> int | None:
        return seen_in(self.data)


class PhoneForm(Form):
    """The room's other forms give `phone`; `e164` holds it once it is valid."""

    phone: wtforms.StringField

    e164: str = ""

    def validate_phone(self, field: wtforms.StringField) -> None:
        self.e164 = phone_number(field.data or "")


class WhoForm(PhoneForm):
    """Who wants it, and the number to be called at."""

    name = wtforms.StringField(lazy_gettext("Your name"), [required(MISSING), at_most(50)], [tidy])
    phone = wtforms.StringField(
        lazy_gettext("Your phone number"),
        [required(MISSING), at_most(20)],
        [tidy],
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )


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
        return seen_in((self.variant.data or "").partition(":")[2] or self.seen.data)


class CheckoutForm(WhoForm):
    """`line` repeats as `product:quantity:price[:variant]`: the order is what the page showed."""

    delivery = wtforms.RadioField(
        lazy_gettext("How do you get it?"),
        choices=[SelectChoice(side, words) for side, words in _SIDES.items()],
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

    def offer(self, sides: Collection[str]) -> Self:
        """Only what some shop of the basket does; the first of it, if nothing was chosen."""
        self.delivery.choices = [SelectChoice(one, _SIDES[one]) for one in _SIDES if one in sides]
        if self.delivery.data not in sides and sides:
            self.delivery.data = next(iter(sides))
        return self

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


class LookupForm(PhoneForm):
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

    @property
    def digits(self) -> str:
        """Full-width ones are read as what they mean."""
        return "".join(str(int(s)) for s in self.number.data or "" if s.isdecimal())[:12]


def seen_in(text: str | None) -> int | None:
    known = text or ""
    return int(known) if known.isdecimal() and len(known) < 15 else None


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
        if product_id is None or bool(variant) != bool(variant_id):
            continue
        if _count(quantity, rules.MOST_OF_ONE_LINE) and _count(seen, money.LIMIT):
            wanted[Choice(product_id, variant_id)] = Wanted(int(quantity), int(seen))
    return wanted


def _count(text: str, most: int) -> bool:
    return text.isdecimal() and len(text) < 15 and 0 < int(text) <= most


def _not_a_phone() -> str:
    return str(gettext("This does not look like a phone number, like 138 0000 0001."))
