"""What people may put right about themselves, and how they leave."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext

from blueprints.core.access import member
from blueprints.core.forms import MISSING, Form, required, tidy
from blueprints.members import rules, services
from blueprints.members.forms.ruled import ruled


class CorrectionForm(Form):
    """The route gives `place` its choices; what is not among them is the service's to refuse."""

    name = wtforms.StringField(
        lazy_gettext("Your name"),
        filters=[tidy],
        validators=[required(MISSING), ruled(rules.read_name)],
    )
    place = wtforms.SelectField(lazy_gettext("Your village"), validate_choice=False)


class ClosingForm(Form):
    """The PIN is checked with the form, before any lock; each try is counted."""

    pin = wtforms.PasswordField(lazy_gettext("PIN"), validators=[required(MISSING)])

    def validate_pin(self, field: wtforms.Field) -> None:
        known = member()
        ruled(lambda pin: services.check_pin(known.id, known.device_id, pin))(self, field)
