"""A new PIN."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.forms import MISSING, Form, required
from blueprints.members import rules
from blueprints.members.forms.entry import EntryForm


class NewPinForm(EntryForm):
    """Whose PIN was forgotten: the number alone."""


class ChoosePinForm(Form):
    pin = wtforms.PasswordField(lazy_gettext("Your new PIN"), validators=[required(MISSING)])


class PinAgainForm(Form):
    pin = wtforms.PasswordField(lazy_gettext("PIN"), validators=[required(MISSING)])
    next = wtforms.HiddenField()

    @property
    def onward(self) -> str | None:
        return rules.local_path(self.next.data)


class ChangePinForm(Form):
    pin = wtforms.PasswordField(lazy_gettext("Your PIN until now"), validators=[required(MISSING)])
    new_pin = wtforms.PasswordField(lazy_gettext("Your new PIN"), validators=[required(MISSING)])

    @property
    def typed(self) -> dict[str, str]:
        return {"pin": self.pin.data or "", "new_pin": self.new_pin.data or ""}
