"""What may be typed at the gate. What is right is the rules' to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError

from blueprints.core.errors import DomainError
from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.members import rules


def _ruled(rule: Callable[[str], object]) -> Callable[[wtforms.Form, wtforms.Field], None]:
    """A rule's refusal stands at its field, beside those of the other fields."""

    def check(_form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            rule(field.data)
        except DomainError as bad:
            raise ValidationError(gettext(bad.sentence, **bad.params)) from bad

    return check


class _Entry(Form):
    phone = wtforms.TelField(
        lazy_gettext("Mobile number"),
        filters=[tidy],
        validators=[required(MISSING), _ruled(rules.read_phone)],
    )
    next = wtforms.HiddenField()

    @property
    def onward(self) -> str | None:
        return rules.local_path(self.next.data)

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "next"}


class JoinForm(_Entry):
    name = wtforms.StringField(
        lazy_gettext("Your name"),
        filters=[tidy],
        validators=[required(MISSING), _ruled(rules.read_name)],
    )
    pin = wtforms.PasswordField(
        lazy_gettext("A PIN of six digits, that you choose"), validators=[required(MISSING)]
    )

    def validate_pin(self, field: wtforms.Field) -> None:
        _ruled(lambda pin: rules.read_pin(pin, self._number()))(self, field)

    def _number(self) -> str | None:
        try:
            return rules.read_phone(self.phone.data or "")
        except DomainError:
            return None


class SignInForm(_Entry):
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
