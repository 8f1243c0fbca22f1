"""Joining, signing in, and how one wants to be spoken to."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.members import rules
from blueprints.members.forms.ruled import ruled


class EntryForm(Form):
    """A mobile number, and where to go on."""

    phone = wtforms.TelField(
        lazy_gettext("Mobile number"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_phone)],
    )
    next = wtforms.HiddenField()

    @property
    def onward(self) -> str | None:
        return rules.local_path(self.next.data)

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "next"}


class JoinForm(EntryForm):
    name = wtforms.StringField(
        lazy_gettext("Your name"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_name)],
    )
    pin = wtforms.PasswordField(
        lazy_gettext("A PIN of six digits, that you choose"), validators=[required(MISSING)]
    )

    def validate_pin(self, field: wtforms.Field) -> None:
        ruled(lambda pin: rules.read_pin(pin, self._number()))(self, field)

    def _number(self) -> str | None:
        try:
            return rules.read_phone(self.phone.data or "")
        except DomainError:
            return None


class SignInForm(EntryForm):
    pin = wtforms.PasswordField(lazy_gettext("PIN"), validators=[required(MISSING)])


class CodeForm(Form):
    code = wtforms.StringField(
        lazy_gettext("Code of six digits"), filters=[tidy], validators=[required(MISSING)]
    )


class PreferencesForm(Form):
    """Each optional: a button of the page's head sends one of the two."""

    language = wtforms.StringField()
    text_size = wtforms.StringField()
    next = wtforms.StringField()
