"""Which of the people of this phone is here."""

from __future__ import annotations

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms import ValidationError

from blueprints.core.forms import MISSING, Form, UuidField, required
from blueprints.members import rules


class SwitchForm(Form):
    person = UuidField(lazy_gettext("Who are you?"))
    pin = wtforms.PasswordField(lazy_gettext("PIN"), validators=[required(MISSING)])
    next = wtforms.HiddenField()

    def validate_person(self, field: UuidField) -> None:
        if field.id_value is None:
            raise ValidationError(gettext("Please choose who you are."))

    @property
    def onward(self) -> str | None:
        return rules.local_path(self.next.data)
