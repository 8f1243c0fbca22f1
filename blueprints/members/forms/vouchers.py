"""What may be typed to print vouchers, and to use one."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, ValidationError  # type: ignore[attr-defined]  # new in 3.3

from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, CountField, Form, required, tidy
from blueprints.members import rules
from blueprints.members.forms.ruled import ruled


class VouchersForm(Form):
    """`offer()` gives the choices that are this person's."""

    kind = wtforms.RadioField(lazy_gettext("For whom?"), validate_choice=False)
    role = wtforms.SelectField(lazy_gettext("Which role?"), validate_choice=False)
    count = CountField(
        lazy_gettext("How many?"),
        [required(MISSING)],
        least=1,
        most=rules.MOST_ON_SHEET,
        default="1",
    )
    phone = wtforms.TelField(lazy_gettext("Only for this mobile number"), filters=[tidy])
    name = wtforms.StringField(lazy_gettext("Their name"), filters=[tidy])

    kinds: tuple[str, ...] = ()

    def offer(self, kinds: Sequence[str], roles: Sequence[str]) -> VouchersForm:
        words, self.kinds = rules.VOUCHER_WORDS, tuple(kinds)
        self.kind.choices = [SelectChoice(one, gettext(words[one])) for one in kinds]
        self.role.choices = [SelectChoice(one, gettext(rules.ROLE_WORDS[one])) for one in roles]
        if not self.kind.data:
            self.kind.data = kinds[0]
        if "lead" not in kinds:
            del self.role
        return self

    def validate_phone(self, field: wtforms.Field) -> None:
        if field.data:
            ruled(rules.read_phone)(self, field)

    def validate_name(self, field: wtforms.Field) -> None:
        if field.data:
            ruled(rules.read_name)(self, field)

    def validate_kind(self, field: wtforms.RadioField) -> None:
        if field.data not in self.kinds:
            raise ValidationError(gettext("Please choose one of the list."))

    @property
    def number(self) -> str | None:
        try:
            return rules.read_phone(self.phone.data) if self.phone.data else None
        except DomainError:
            return None


class VoucherForm(Form):
    """With an account already, the PIN is that account's; else one that is chosen now."""

    phone = wtforms.TelField(
        lazy_gettext("Mobile number"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_phone)],
    )
    name = wtforms.StringField(
        lazy_gettext("Your name"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_name)],
    )
    pin = wtforms.PasswordField(
        lazy_gettext("A PIN of six digits, that you choose"), validators=[required(MISSING)]
    )
